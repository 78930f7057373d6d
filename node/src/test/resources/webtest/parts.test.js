import { bothOrders, bytesOf, cleaned, rowsOf } from '/js/cells.js';
import { Departures, Plates, plateText } from '/js/messages.js';
import { placesOf } from '/js/places.js';
import { routeOf } from '/js/router.js';
import { look } from '/js/shapes.js';
import { binsOf } from '/js/panels/mining.js';
import { partiesOf, stepOf } from '/js/panels/mempool.js';
import { rowsOf as purseRows } from '/js/panels/money.js';
import { fitting, textWidth } from '/js/format.js';
import { guess } from '/js/views/explore.js';
import { equal, yes } from './expect.js';

export const tests = {
  'pasted hex loses its spaces and large letters, an address only its spaces'() {
    equal(cleaned(' 01 AB\ncd '), '01abcd');
    equal(cleaned(' 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n'), '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa');
    equal(bytesOf('01ab', [{ hex: 'ff' }]), '01ab');
    equal(bytesOf('1A1z', [{ hex: '00' }, { hex: '62e9' }]), '0062e9');
  },

  'equal messages on a link within 150 ms are one plate with a count'() {
    const plates = new Plates();
    const inv = { node: 'Seoul', peer: 'Busan', type: 'inv' };
    const first = plates.offer(inv, 1000);
    yes(first.isNew, 'the first one is a plate');
    yes(!plates.offer(inv, 1150).isNew, 'the second one is counted');
    equal(plateText(first.plate), 'inv ×2');
    yes(plates.offer(inv, 1151).isNew, 'a moment later it is a new plate');
  },

  'another kind, another link and the way back are plates of their own'() {
    const plates = new Plates();
    const news = [['Seoul', 'Busan', 'inv'], ['Seoul', 'Busan', 'tx'], ['Seoul', 'Jeju', 'inv'], ['Busan', 'Seoul', 'inv']];
    equal(news.map(([node, peer, type]) => plates.offer({ node, peer, type }, 0).isNew), [true, true, true, true]);
  },

  'an answer leaves when the question has arrived, however fast the network was'() {
    const departures = new Departures();
    const there = { from: 'Seoul', to: 'Busan' };
    const back = { from: 'Busan', to: 'Seoul' };
    equal([departures.wait(there, 1000, 300), departures.wait(back, 1002, 300), departures.wait(there, 1004, 300)], [0, 298, 596]);
    equal(departures.wait({ from: 'Busan', to: 'Jeju' }, 1006, 300), 894, 'what Busan got last comes first');
  },

  'plates on the same way follow one another, and one that is too late is left out'() {
    const departures = new Departures();
    const way = { from: 'Seoul', to: 'Busan' };
    equal([departures.wait(way, 0, 300), departures.wait(way, 0, 300)], [0, 100]);
    for (let at = 0; at < 38; at++) departures.wait(way, 0, 300);
    equal([departures.wait(way, 0, 300), departures.wait(way, 0, 300)], [4000, undefined]);
  },

  'keep-alives are not drawn'() {
    equal(new Plates().offer({ node: 'Seoul', peer: 'Busan', type: 'ping' }, 0), undefined);
  },

  'a block travels under its height'() {
    equal([plateText({ type: 'block', id: 141, count: 1 }), plateText({ type: 'block', id: 'a1b2c3d4e5', count: 1 }), plateText({ type: 'tx', id: '7', count: 1 })], ['block 141', 'block', 'tx']);
  },

  'every number of nodes from 0 to 30 has places inside the drawing, none twice'() {
    for (let n = 0; n <= 30; n++) {
      const places = placesOf(n, 290, 290);
      equal(places.length, n);
      yes(places.every(({ x, y }) => x >= 8 && x <= 282 && y >= 8 && y <= 282), `${n} nodes stay inside`);
      equal(new Set(places.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`)).size, n, `${n} nodes apart`);
    }
  },

  'thirty-six nodes have thirty-six looks'() {
    equal(new Set(Array.from({ length: 36 }, (_, at) => `${look(at).colour} ${look(at).shape}`)).size, 36);
    equal([look(0).shape, look(5).white, look(-1).shape], ['square', true, 'dash']);
  },

  'a field that runs over a row\'s end is drawn in both rows and named once'() {
    const rows = rowsOf([{ name: 'version', start: 0, end: 4 }, { name: 'prev', start: 4, end: 36 }], 40, 20);
    equal(rows.map(row => row.runs.map(run => [run.field?.name, run.start, run.end])), [
      [['version', 0, 4], ['prev', 4, 20]],
      [['prev', 20, 36], [undefined, 36, 40]],
    ]);
    equal(rows.map(row => row.names.map(field => field.name)), [['version', 'prev'], []]);
  },

  'a field outside the bytes or over another one is left out'() {
    const rows = rowsOf([{ name: 'a', start: 0, end: 4 }, { name: 'b', start: 2, end: 6 }, { name: 'c', start: 4, end: 9 }], 8, 20);
    equal(rows[0].runs.map(run => [run.field?.name, run.start, run.end]), [['a', 0, 4], [undefined, 4, 8]]);
  },

  'both byte orders show the same ends'() {
    equal(bothOrders('591a15ac0000000000c4000000'), { wire: ['59', '1a', '15', 'ac', 'c4', '00', '00', '00'], page: ['00', '00', '00', 'c4', 'ac', '15', '1a', '59'] });
  },

  'waiting times fall into quarters of the target, the last bin takes the rest'() {
    const bins = binsOf([0, 2.4, 2.5, 39.9, 40, 500], 10);
    equal([bins.length, bins[0], bins[1], bins[15]], [16, 2, 1, 3]);
  },

  'a payment is labelled by who is paid, never by its change; by who pays where the receiver is a stranger'() {
    const money = [{ name: 'Seoul', address: 'Ws' }, { name: 'Busan', address: 'Wb' }];
    const paying = (...to) => partiesOf({ from: ['Wb'], outputs: to.map(address => ({ address, value: 1 })) }, money);
    equal(paying('Ws', 'Wb'), { from: 'Busan', to: 'Seoul' });
    equal(paying('Wb', 'Wbob'), { from: 'Busan' });
    equal(partiesOf({ outputs: [] }, money), {});
  },

  'balances sum to all coins on this node\'s chain, also in a fork, and what waits is beside them'() {
    const state = {
      self: 'Seoul', network: 'seminar', nodes: [{ name: 'Seoul', index: 0, height: 11 }, { name: 'Busan', index: 1, height: 12 }], mempoolCount: 1,
      money: [{ name: 'Seoul', balance: 300e8, pending: 0, address: 'Ws' }, { name: 'Busan', balance: 250e8, pending: -5e8 - 452, address: 'Wb' }],
      mempool: new Map([['t', { txid: 't', fee: 452 }]]),
    };
    equal(purseRows(state).map(row => [row.key, row.balance, row.pending]), [['Seoul', 300e8, 0], ['Busan', 250e8, -500000452], [' elsewhere', 0, 5e8]]);
    state.money[1].balance = 200e8;
    const rows = purseRows(state);
    equal([rows[2].balance, rows.reduce((sum, row) => sum + row.balance, 0)], [50e8, 550e8]);
  },

  'fourteen holders are shown, and of more than that the others are one row that says how many'() {
    const holders = n => ({
      self: 'N0', network: 'seminar', nodes: Array.from({ length: n }, (_, index) => ({ name: `N${index}`, index, height: n })), mempool: new Map(), mempoolCount: 0,
      money: Array.from({ length: n }, (_, at) => ({ name: `N${at}`, balance: 50e8, pending: 0, address: `W${at}` })),
    });
    equal(purseRows(holders(14)).length, 14);
    const rows = purseRows(holders(15));
    equal([rows.length, rows[13].key, rows[13].balance], [14, ' rest', 100e8]);
  },

  'words are cut to the room they have, and Korean needs twice as much'() {
    equal([textWidth('ab', 10), textWidth('가나', 10)], [11.6, 20]);
    equal(fitting('version', 14, 60), 'version');
    equal([fitting('이전 출력 번호', 14, 65), fitting('previous output', 14, 40)], ['이전 출…', 'pre…']);
    equal([fitting('이전 출력 번호', 14, 30), fitting('previous output', 14, 38)], ['', '']);
  },

  'an address with a broken percent sign is taken as it is'() {
    equal(routeOf('#/tx/%zz'), { name: 'tx', arguments: ['%zz'] });
  },

  'fee rates have six shades'() {
    equal([0, 1, 2.9, 3, 6, 10, 15, 24.9, 25, 1000].map(stepOf), [0, 0, 0, 1, 2, 3, 4, 4, 5, 5]);
  },

  'the search box tells heights, hashes, addresses and bytes apart'() {
    equal(['141', ` ${'0a'.repeat(32)} `, 'WPBSn5rMJNWLvvAUF5r6XBYdtSAB7JwZ7i', '01000000'.repeat(10), '', 'hello world', '0x12'].map(guess),
      ['height', 'hash', 'address', 'bytes', 'unknown', 'unknown', 'unknown']);
  },

  'an address without a hash is the board'() {
    equal([routeOf(''), routeOf('#/block/00ff')], [{ name: 'board', arguments: [] }, { name: 'block', arguments: ['00ff'] }]);
  },
};
