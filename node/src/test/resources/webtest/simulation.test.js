import { readRecording, NoRecording, Playback } from '/js/recording.js';
import { gridOf, nodeAt, placesIn, stepIn } from '/js/simulation/grid.js';
import { delayAt, delaysOfChain, foundBy, reached, seconds, spreadsOf, within } from '/js/simulation/spread.js';
import { equal, yes } from './expect.js';

const START = 1_700_000_000;
const node = (name, index) => ({ name, index, tip: 'g', height: 0, running: true, state: 'running' });
const board = {
  self: 'n0', network: 'regtest', target_spacing: 600, unit: 'coin', nodes: [0, 1, 2, 3].map(index => node(`n${index}`, index)),
  blocks: [{ hash: 'g', height: 0, time: 1, tx_count: 1, bits: '207fffff', work: '02', status: 'active' }],
  links: [{ a: 'n0', b: 'n1', connected: true }], mempool: [], money: [], intervals: [], now: START,
};
const line = (event, data, each) => JSON.stringify(each ? { event, data, each } : { event, data });
const moves = (hash, prev, height, finder, nodes, micros, change = 'connected') => line('block', { hash, prev, height, finder, tx_count: 1, change }, { node: nodes, micros });
const arrivals = (hash, nodes, peers, micros) => line('message', { direction: 'received', type: 'block', id: hash, count: 1 }, { node: nodes, peer: peers, micros });
const recording = (...lines) => readRecording([line('board', board), ...lines, line('end', { time: (START + 100) * 1000, complete: true })].join('\n'), 500);
/** n2 finds b1 after a second; n3, n0 and n1 get it half a second, one and two seconds later; n0 finds b2. */
const two = () => recording(
  moves('b1', 'g', 1, 'n2', [2, 3, 0, 1], [1_000_000, 1_500_000, 2_000_000, 3_000_000]), arrivals('b1', [3, 0, 1, 1], [2, 3, 0, 3], [1_500_000, 2_000_000, 3_000_000, 4_000_000]),
  moves('b2', 'b1', 2, 'n0', [0, 1], [20_000_000, 21_000_001]), arrivals('b2', [1], [0], [21_000_001]));
const refusal = (...lines) => {
  try {
    recording(...lines);
  } catch (problem) {
    if (problem instanceof NoRecording) return [problem.key, problem.parameters.line];
    throw problem;
  }
  return 'taken';
};

export const tests = {
  'a line with columns is as many events as it has rows, in order of time among the others'() {
    const { events, end } = two();
    equal(events.length, 11);
    equal(events.map(event => event.at), events.map(event => event.at).sort((a, b) => a - b));
    equal(events.slice(0, 3).map(({ type, data }) => [type, data.node, data.peer]), [['block', 'n2', undefined], ['block', 'n3', undefined], ['message', 'n3', 'n2']]);
    equal(events[0].at, START * 1000 + 1000);
    equal(end, (START + 100) * 1000);
  },

  'columns that do not fit together, or name no node, are refused with their line'() {
    equal(refusal(moves('b1', 'g', 1, 'n2', [2, 3], [1])), ['replay.badLine', 2]);
    equal(refusal(moves('b1', 'g', 1, 'n2', [4], [1])), ['replay.badLine', 2]);
    equal(refusal(moves('b1', 'g', 1, 'n2', [0], ['x'])), ['replay.badLine', 2]);
    equal(refusal(arrivals('b1', [0], [9], [1])), ['replay.badLine', 2]);
    equal(refusal(moves('b1', 'g', 1, 'n2', [3], [1])), 'taken');
  },

  'each block spreads from when its finder had it; who gets it twice counts once'() {
    const [first, second] = spreadsOf(two());
    equal([first.hash, first.height, first.finder, first.found], ['b1', 1, 'n2', START * 1000 + 1000]);
    equal(first.delays, [500_000, 1_000_000, 2_000_000]);
    equal(first.order, ['n3', 'n0', 'n1']);
    equal(second.delays, [1_000_001]);
    equal([delayAt(first, 'n2'), delayAt(first, 'n1'), delayAt(second, 'n3')], [0, 2_000_000, undefined]);
    equal([reached(first, -1), reached(first, 499_999), reached(first, 500_000), reached(first, 9e9)], [1, 1, 2, 4]);
  },

  'the times at 50, 90 and 99 % are the simulator’s: the value at that place of all, over the blocks that stayed'() {
    const hundred = Array.from({ length: 100 }, (_, index) => index);
    equal([50, 90, 99].map(share => within(hundred, share)), [50, 90, 99]);
    equal([50, 90, 99].map(share => within([7], share)), [7, 7, 7]);
    equal(within([], 50), undefined);
    const spreads = spreadsOf(two());
    equal([...delaysOfChain(spreads, 'b2')], [500_000, 1_000_000, 1_000_001, 2_000_000]);
    equal([...delaysOfChain(spreads, 'b1')], [500_000, 1_000_000, 2_000_000]);
    equal([...delaysOfChain(spreads, 'other')], []);
    equal([seconds(1_234_567), seconds(undefined)], ['1.23', '–']);
  },

  'the block of a moment is the newest found by then'() {
    const spreads = spreadsOf(two());
    const at = second => foundBy(spreads, (START + second) * 1000)?.hash;
    equal([at(.999), at(1), at(19.999), at(20), at(99)], [undefined, 'b1', 'b1', 'b2', 'b2']);
  },

  'a playback of columns moves the nodes, gives the arrivals as messages, and goes back'() {
    const run = new Playback(two());
    equal(run.nextAt, START * 1000 + 1000);
    equal(run.seek((START + 2) * 1000).map(message => [message.peer, message.node]), [['n2', 'n3'], ['n3', 'n0']]);
    equal(run.state.nodes.map(one => one.tip), ['b1', 'g', 'b1', 'b1']);
    run.seek((START + 50) * 1000);
    equal(run.state.nodes.map(one => one.tip), ['b2', 'b2', 'b1', 'b1']);
    equal(run.nextAt, undefined);
    run.seek((START + 1.2) * 1000);
    equal(run.state.nodes.map(one => one.tip), ['g', 'g', 'b1', 'g']);
  },

  'up to 60 nodes stand in a ring within the field, more in rows, each in a place of its own'() {
    for (const n of [1, 2, 30, 60, 61, 500]) {
      const field = placesIn(n, 800, 260, 30);
      equal(field.places.length, n);
      yes(field.places.every(({ x, y }) => x >= 0 && x <= 800 && y >= 0 && y <= 260), `${n} inside`);
      equal(new Set(field.places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)).size, n);
      field.places.forEach(({ x, y }, index) => equal(nodeAt(field, x, y), index));
    }
    equal(nodeAt(placesIn(30, 800, 260, 30), 400, 130), undefined);
    const { columns, rows, cell } = gridOf(500, 800, 260);
    yes(columns * rows >= 500 && cell > 19, `${columns} × ${rows} of ${cell}`);
  },

  'arrow keys go from node to node and stop at the edge'() {
    const field = { n: 10, columns: 4 };
    equal(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map(key => stepIn(field, 5, key)), [4, 6, 1, 9]);
    equal(['ArrowRight', 'ArrowDown'].map(key => stepIn(field, 9, key)), [9, 9]);
    equal(stepIn(field, 5, 'Enter'), undefined);
  },
};
