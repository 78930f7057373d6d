import { sentenceOf } from '/js/sentence.js';
import { emptyState, takeBoard, takeEvent } from '/js/state.js';
import { equal, yes } from './expect.js';

/** Busan's own block 2 and Seoul's blocks 2 and 3, told at these times. */
function part(state, at) {
  const seoul = { node: 'Seoul', finder: 'Seoul', tx_count: 1, change: 'connected' };
  takeEvent(state, 'block', { ...seoul, hash: 'a2', prev: 'b1', height: 2 }, at);
  takeEvent(state, 'block', { node: 'Busan', hash: 'c2', prev: 'b1', height: 2, finder: 'Busan', tx_count: 1, change: 'connected' }, at);
  takeEvent(state, 'block', { ...seoul, hash: 'a3', prev: 'a2', height: 3 }, at);
}

const work = height => (height * 100).toString(16).padStart(64, '0');
const block = (hash, prev, height) => ({ hash, prev, height, time: 1, tx_count: 1, bits: '1e01ffff', work: work(height), finder: 'Seoul', status: 'active' });
const node = (name, index, tip, height) => ({ name, index, tip, height, running: true, hash_rate: 1, state: 'running' });
const board = () => ({
  self: 'Seoul', network: 'seminar', target_spacing: 10, unit: 'coin',
  nodes: [node('Seoul', 0, 'b1', 1), node('Busan', 1, 'b1', 1)],
  blocks: [block('g', undefined, 0), block('b1', 'g', 1)],
  links: [{ a: 'Seoul', b: 'Busan', connected: true }], mempool: [], money: [], intervals: [], now: 1,
});
const loaded = () => takeBoard(emptyState(), board(), 0);
const say = state => {
  const { key, parameters } = sentenceOf(state, name => name);
  return [key, parameters?.height];
};

export const tests = {
  'catching up is said in seconds up to two minutes, then in minutes, and without either while no blocks come'() {
    const said = left => {
      const state = loaded();
      state.happening = { kind: 'catching', node: 'Seoul', height: 5, target: 9, percent: 55, rate: 2, left };
      const { key, parameters } = sentenceOf(state, name => name);
      return [key, parameters.left];
    };
    equal(said(119), ['say.catchingRate', 119]);
    equal(said(120), ['say.catchingMinutes', 2]);
    equal(said(121), ['say.catchingMinutes', 3]);
    equal(said(undefined), ['say.catching', undefined]);
  },
  'a fork that events tell of keeps its beginning and its tips, however far back they are, and nothing else so far back'() {
    const state = loaded();
    const tell = (name, letter, from, to) => {
      for (let height = from; height <= to; height++) {
        const prev = height === from ? (from === 2 ? 'b1' : `${letter}${from - 1}`) : `${letter}${height - 1}`;
        takeEvent(state, 'block', { node: name, hash: `${letter}${height}`, prev, height, finder: name, tx_count: 1, change: 'connected' }, 10 + height);
      }
    };
    tell('Busan', 'c', 2, 12);
    tell('Seoul', 'a', 2, 300);
    const old = [...state.blocks.values()].filter(one => one.height <= 240).map(one => one.hash).sort();
    equal(old, ['a2', 'b1', 'c11', 'c12', 'c2']);
    equal(state.blocks.size, 65);
    const { key, parameters } = sentenceOf({ ...state, clock: 1e6 }, name => name);
    equal([key, parameters.height, parameters.own, parameters.main], ['say.split', 1, 11, 299]);
    tell('Busan', 'c', 13, 13);
    yes(state.blocks.get('c13').total === 1300n, 'the work of its next block is known');
  },

  'a block that the picture brings before its event is said as found, and the event says no more'() {
    const state = loaded();
    takeEvent(state, 'block', { node: 'Seoul', hash: 'b2', prev: 'b1', height: 2, finder: 'Busan', tx_count: 1, change: 'connected' }, 10);
    const next = { ...board(), nodes: [node('Seoul', 0, 'b3', 3), node('Busan', 1, 'b3', 3)], blocks: [block('g', undefined, 0), block('b1', 'g', 1), block('b2', 'b1', 2), block('b3', 'b2', 3)] };
    takeBoard(state, next, 20);
    equal(say(state), ['say.foundEmpty', 3]);
    state.happening = { kind: 'payment', rate: 1 };
    takeEvent(state, 'block', { node: 'Seoul', hash: 'b3', prev: 'b2', height: 3, finder: 'Seoul', tx_count: 1, change: 'connected' }, 21);
    equal(say(state)[0], 'say.payment');
  },

  'a node that stopped stays in the picture until it runs again, which is said'() {
    const state = loaded();
    takeEvent(state, 'status', { node: 'Busan', state: 'stopped', detail: '' }, 10);
    takeBoard(state, { ...board(), nodes: [node('Seoul', 0, 'b1', 1)], links: [] }, 20);
    equal(state.nodes.map(one => [one.name, one.index, one.running]), [['Seoul', 0, true], ['Busan', 1, false]]);
    equal([state.happening.kind, state.happening.node], ['stopped', 'Busan']);
    takeBoard(state, { ...board(), links: [] }, 9000);
    equal(state.nodes.map(one => [one.name, one.running]), [['Seoul', true], ['Busan', true]]);
    equal([state.happening.kind, state.happening.node], ['joined', 'Busan']);
  },

  'a node whose end the picture brings before the news of it stays as one that stopped'() {
    const state = loaded();
    takeBoard(state, { ...board(), nodes: [node('Seoul', 0, 'b1', 1)], links: [] }, 20);
    takeBoard(state, { ...board(), nodes: [node('Seoul', 0, 'b1', 1)], links: [] }, 21);
    takeEvent(state, 'status', { node: 'Busan', state: 'stopped', detail: '' }, 22);
    equal(state.nodes.map(one => [one.name, one.running]), [['Seoul', true], ['Busan', false]]);
    takeBoard(state, { ...board(), nodes: [node('Seoul', 0, 'b1', 1)], links: [] }, 40);
    equal(state.nodes.map(one => [one.name, one.running]), [['Seoul', true], ['Busan', false]]);
    takeEvent(state, 'status', { node: 'Nobody', state: 'stopped', detail: '' }, 41);
    equal(state.nodes.length, 2);
  },

  'a node that is missing without having stopped has left'() {
    const state = loaded();
    takeBoard(state, { ...board(), nodes: [node('Seoul', 0, 'b1', 1)], links: [] }, 20);
    equal(state.nodes.map(one => one.name), ['Seoul']);
    equal([state.happening.kind, state.happening.node], ['left', 'Busan']);
  },

  'when the nodes agree again the old fork is forgotten'() {
    const state = loaded();
    const tell = (name, hash, prev, height) => takeEvent(state, 'block', { node: name, hash, prev, height, finder: name, tx_count: 1, change: 'connected' }, 10 + height);
    tell('Busan', 'c2', 'b1', 2);
    for (let height = 2; height <= 100; height++) tell('Seoul', `a${height}`, height === 2 ? 'b1' : `a${height - 1}`, height);
    yes(state.blocks.has('b1'), 'the fork is there while Busan stands on its branch');
    state.nodes[1].tip = 'a100';
    tell('Seoul', 'a101', 'a100', 101);
    equal([state.blocks.size, state.blocks.has('b1'), state.blocks.has('c2')], [60, false, false]);
  },

  'before the board has come the sentence says so'() {
    equal(say(emptyState())[0], 'say.loading');
  },

  'a block moves the node that has it, and no other'() {
    const state = loaded();
    const changed = takeEvent(state, 'block', { node: 'Busan', hash: 'b2', prev: 'b1', height: 2, finder: 'Busan', tx_count: 3, change: 'connected' }, 10);
    equal(state.nodes.map(one => one.tip), ['b1', 'b2']);
    yes(changed.includes('resync'), 'balances are asked for');
    equal(say(state), ['say.found', 2]);
    yes(state.blocks.get('b2').total === 200n, 'its work is estimated from the block before');
  },

  'the same block seen by a second node is no second find'() {
    const state = loaded();
    const event = { hash: 'b2', prev: 'b1', height: 2, finder: 'Busan', tx_count: 1, change: 'connected' };
    takeEvent(state, 'block', { node: 'Busan', ...event }, 10);
    state.happening = { kind: 'cut', a: 'Seoul', b: 'Busan' };
    takeEvent(state, 'block', { node: 'Seoul', ...event }, 11);
    equal(say(state)[0], 'say.cut');
  },

  'two different blocks on one height are a live fork until one node gives way'() {
    const state = loaded();
    takeEvent(state, 'block', { node: 'Seoul', hash: 'a2', prev: 'b1', height: 2, finder: 'Seoul', tx_count: 1, change: 'connected' }, 10);
    takeEvent(state, 'block', { node: 'Busan', hash: 'c2', prev: 'b1', height: 2, finder: 'Busan', tx_count: 1, change: 'connected' }, 11);
    equal(say(state), ['say.fork', 2]);
    takeEvent(state, 'block', { node: 'Seoul', hash: 'a3', prev: 'a2', height: 3, finder: 'Seoul', tx_count: 1, change: 'connected' }, 12);
    takeEvent(state, 'block', { node: 'Busan', hash: 'c2', prev: 'b1', height: 2, change: 'disconnected' }, 13);
    equal(state.nodes[1].tip, 'b1');
    takeEvent(state, 'block', { node: 'Busan', hash: 'a2', prev: 'b1', height: 2, change: 'connected' }, 14);
    takeEvent(state, 'block', { node: 'Busan', hash: 'a3', prev: 'a2', height: 3, change: 'connected' }, 15);
    takeEvent(state, 'reorg', { node: 'Busan', from: 'c2', to: 'a3', fork_height: 1, disconnected: 1, connected: 2 }, 16);
    equal(say(state), ['say.reorgOne', 3]);
  },

  'an event that came while the board was asked for is newer than the board'() {
    const state = loaded();
    takeEvent(state, 'block', { node: 'Busan', hash: 'b2', prev: 'b1', height: 2, finder: 'Busan', tx_count: 1, change: 'connected' }, 1000);
    takeBoard(state, board(), 999);
    equal([state.nodes[1].tip, state.blocks.has('b2')], ['b2', true]);
    takeBoard(state, board(), 1001);
    equal([state.nodes[1].tip, state.blocks.has('b2')], ['b1', false], 'a later board is the truth');
  },

  'a header becomes a block when its block comes'() {
    const state = loaded();
    takeEvent(state, 'header', { node: 'Seoul', hash: 'b2', prev: 'b1', height: 2 }, 10);
    equal(state.blocks.get('b2').status, 'header');
    takeEvent(state, 'block', { node: 'Seoul', hash: 'b2', prev: 'b1', height: 2, finder: 'Jeju', tx_count: 4, change: 'connected' }, 11);
    equal([state.blocks.get('b2').status, state.blocks.get('b2').tx_count], ['active', 4]);
    equal(say(state), ['say.found', 2], 'and only then it is found');
  },

  'only the page\'s own mempool is shown'() {
    const state = loaded();
    takeEvent(state, 'tx', { node: 'Busan', txid: 't', change: 'added', fee_rate: 5, vsize: 200 }, 10);
    equal(state.mempool.size, 0);
    takeEvent(state, 'tx', { node: 'Seoul', txid: 't', change: 'added', fee_rate: 5, vsize: 200 }, 10000);
    equal([state.mempool.size, say(state)[0]], [1, 'say.payment']);
    takeEvent(state, 'tx', { node: 'Seoul', txid: 't', change: 'removed' }, 10001);
    equal(state.mempool.size, 0);
  },

  'a payment right after a block does not hide the block'() {
    const state = loaded();
    takeEvent(state, 'block', { node: 'Seoul', hash: 'b2', prev: 'b1', height: 2, finder: 'Seoul', tx_count: 1, change: 'connected' }, 1000);
    takeEvent(state, 'tx', { node: 'Seoul', txid: 't', change: 'added', fee_rate: 5, vsize: 200 }, 1500);
    equal(say(state)[0], 'say.foundEmpty');
  },

  'a split that lasts outranks every block that is found, and says who builds alone'() {
    const state = loaded();
    part(state, 1000);
    equal(say(state), ['say.foundEmpty', 3], 'within a second it may be news on its way');
    takeEvent(state, 'mining', { node: 'Seoul', hash_rate: 1, tries: 1 }, 2000);
    const { key, parameters } = sentenceOf(state, name => name);
    equal([key, parameters], ['say.split', { height: 1, own: 1, main: 2, node: 'Busan' }]);
    takeEvent(state, 'block', { node: 'Seoul', hash: 'a4', prev: 'a3', height: 4, finder: 'Seoul', tx_count: 1, change: 'connected' }, 9000);
    equal(sentenceOf(state, name => name).parameters, { height: 1, own: 1, main: 3, node: 'Busan' });
  },

  'what ended a split is said for ten seconds, whatever is found meanwhile'() {
    const state = loaded();
    part(state, 1000);
    takeEvent(state, 'block', { node: 'Busan', hash: 'a3', prev: 'a2', height: 3, change: 'connected' }, 20_000);
    takeEvent(state, 'reorg', { node: 'Busan', from: 'c2', to: 'a3', fork_height: 1, disconnected: 1, connected: 2 }, 20_000);
    const found = (height, at) => {
      for (const node of ['Seoul', 'Busan']) takeEvent(state, 'block', { node, hash: `a${height}`, prev: `a${height - 1}`, height, finder: 'Seoul', tx_count: 1, change: 'connected' }, at);
    };
    found(4, 29_999);
    equal(say(state)[0], 'say.reorgOne');
    found(5, 30_000);
    equal(say(state), ['say.foundEmpty', 5]);
  },

  'nodes that part on the first picture are said to at once'() {
    const apart = board();
    apart.blocks.push(block('a2', 'b1', 2), block('a3', 'a2', 3), block('c2', 'b1', 2));
    Object.assign(apart.nodes[0], { tip: 'a3', height: 3 });
    Object.assign(apart.nodes[1], { tip: 'c2', height: 2 });
    equal(say(takeBoard(emptyState(), apart, 5))[0], 'say.split');
  },

  'who joins and who is gone is said; a node that a cut link hides is not gone'() {
    const state = loaded();
    const more = board();
    more.nodes.push({ ...node('Daegu', 2, 'b1', 1), state: 'remote' });
    takeBoard(state, more, 1000);
    equal(sentenceOf(state, name => name), { key: 'say.joined', parameters: { kind: 'joined', node: 'Daegu' } });
    takeBoard(state, board(), 9000);
    equal(sentenceOf(state, name => name), { key: 'say.left', parameters: { kind: 'left', node: 'Daegu' } });
    takeBoard(state, more, 30_000);
    const cut = board();
    cut.links.push({ a: 'Daegu', b: 'Seoul', connected: false });
    takeBoard(state, cut, 60_000);
    equal(sentenceOf(state, name => name).key, 'say.joined');
  },

  'a cut link parts the network only where no other way is left'() {
    const state = loaded();
    state.links = [['Seoul', 'Busan'], ['Busan', 'Jeju'], ['Jeju', 'Seoul']].map(([a, b]) => ({ a, b, connected: true }));
    state.happening = { kind: 'cut', a: 'Seoul', b: 'Busan' };
    equal(say(state)[0], 'say.cutAround');
    state.links[1].connected = false;
    equal(say(state)[0], 'say.cut');
  },

  'a link that the next board shows cut is what just happened'() {
    const state = loaded();
    const next = board();
    next.links[0].connected = false;
    takeBoard(state, next, 10);
    equal(sentenceOf(state, name => name).key, 'say.cut');
  },

  'a chain of block 0 only is said to be empty'() {
    const first = board();
    first.blocks.pop();
    for (const one of first.nodes) Object.assign(one, { tip: 'g', height: 0 });
    equal(say(takeBoard(emptyState(), first, 0))[0], 'say.empty');
  },

  'blocks too far back are forgotten'() {
    const state = loaded();
    for (let height = 2; height < 80; height++) {
      takeEvent(state, 'block', { node: 'Seoul', hash: `b${height}`, prev: `b${height - 1}`, height, finder: 'Seoul', tx_count: 1, change: 'connected' }, 10);
    }
    equal([state.blocks.size, state.blocks.has('b19'), state.blocks.has('b20')], [60, false, true]);
  },

  'an event of an unknown kind or of an unknown node changes nothing'() {
    const state = loaded();
    equal(takeEvent(state, 'weather', {}, 1), []);
    takeEvent(state, 'block', { node: 'Nobody', hash: 'b2', prev: 'b1', height: 2, change: 'connected' }, 10);
    equal(state.nodes.map(one => one.tip), ['b1', 'b1']);
  },
};
