import { clock, MOST_EVENTS, NoRecording, Playback, readRecording } from '/js/recording.js';
import { equal, yes } from './expect.js';

const START = 1_700_000_000;
const node = (name, index) => ({ name, index, tip: 'g', height: 0, running: true, hash_rate: 0, state: 'running' });
const board = {
  self: 'n0', network: 'regtest', target_spacing: 600, unit: 'coin', nodes: [node('n0', 0), node('n1', 1), node('n2', 2)],
  blocks: [{ hash: 'g', height: 0, time: 1, tx_count: 1, bits: '207fffff', work: '02', status: 'active' }],
  links: [{ a: 'n0', b: 'n1', connected: true }], mempool: [], money: [], intervals: [], now: START,
};
const line = (event, data) => JSON.stringify({ event, data });
const at = (second, event, data) => line(event, { node: 'n0', time: (START + second) * 1000, ...data });
const block = (second, name, hash, prev, height, change = 'connected') => at(second, 'block', { node: name, hash, prev, height, finder: name, tx_count: 1, change });
const text = (...lines) => [line('board', board), ...lines, line('end', { time: (START + 100) * 1000, complete: true })].join('\n') + '\n';
const play = (...lines) => new Playback(readRecording(text(...lines)));
const seconds = value => (START + value) * 1000;
const refusal = content => {
  try {
    readRecording(content);
  } catch (problem) {
    if (problem instanceof NoRecording) return [problem.key, problem.parameters.line ?? problem.parameters.n ?? problem.parameters.most];
    throw problem;
  }
  return 'taken';
};

export const tests = {
  'a recording begins at its board, ends at its end, and blocks move the nodes in between'() {
    const run = play(block(10, 'n0', 'b1', 'g', 1), block(11, 'n1', 'b1', 'g', 1));
    equal(run.at, seconds(0));
    run.seek(seconds(10));
    equal(run.state.nodes.map(one => one.tip), ['b1', 'g', 'g']);
    run.seek(seconds(1_000));
    equal(run.at, seconds(100));
    equal(run.state.nodes.map(one => one.tip), ['b1', 'b1', 'g']);
  },

  'going back gives the same picture as going there, also from far ahead'() {
    const many = [];
    for (let i = 1; i <= 6_000; i++) many.push(block(i / 100, 'n0', `b${i}`, i === 1 ? 'g' : `b${i - 1}`, i));
    const run = play(...many);
    run.seek(seconds(20));
    const there = [run.state.nodes[0].tip, run.state.blocks.size];
    run.seek(seconds(100));
    equal(run.state.nodes[0].tip, 'b6000');
    run.seek(seconds(20));
    equal([run.state.nodes[0].tip, run.state.blocks.size], there);
    run.seek(seconds(55));
    equal(run.state.nodes[0].tip, 'b5500');
    run.seek(seconds(0));
    equal(run.state.nodes[0].tip, 'g');
  },

  'a link is cut when both ends have lost it, and healed when one end has it again'() {
    const run = play(at(1, 'peer', { node: 'n0', peer: 'n1', change: 'disconnected' }), at(2, 'peer', { node: 'n1', peer: 'n0', change: 'disconnected' }),
      at(3, 'peer', { node: 'n1', peer: 'n0', change: 'connected' }), at(4, 'peer', { node: 'n2', peer: 'n1', change: 'connected' }));
    run.seek(seconds(1));
    equal(run.state.links, [{ a: 'n0', b: 'n1', connected: true }]);
    run.seek(seconds(2));
    equal(run.state.links[0].connected, false);
    equal(run.state.happening.kind, 'cut');
    run.seek(seconds(3));
    equal(run.state.links[0].connected, true);
    run.seek(seconds(4));
    equal(run.state.links.length, 2);
  },

  'a crashed node is struck out with its links, and comes back'() {
    const run = play(at(1, 'peer', { node: 'n1', peer: 'n0', change: 'disconnected' }), at(1, 'status', { node: 'n0', state: 'stopped', detail: '' }), at(9, 'status', { node: 'n0', state: 'running', detail: '' }));
    run.seek(seconds(1));
    equal([run.state.nodes[0].running, run.state.links[0].connected], [false, false]);
    run.seek(seconds(9));
    equal(run.state.nodes[0].running, true);
  },

  'messages come out for drawing when time goes forward, once'() {
    const run = play(at(5, 'message', { peer: 'n1', direction: 'sent', type: 'inv', count: 2 }));
    equal(run.seek(seconds(4)).length, 0);
    equal(run.seek(seconds(5)).map(one => one.type), ['inv']);
    equal(run.seek(seconds(6)).length, 0);
  },

  'what is no recording is refused with the line'() {
    equal(refusal(''), ['replay.empty', undefined]);
    equal(refusal('\n\n'), ['replay.empty', undefined]);
    equal(refusal('hello'), ['replay.badLine', 1]);
    equal(refusal(line('block', {})), ['replay.noBoard', 1]);
    equal(refusal(text('{"event":"block"')), ['replay.badLine', 2]);
    equal(refusal(text(at(5, 'tx', {}), at(3, 'tx', {}))), ['replay.badLine', 3], 'back in time');
    equal(refusal(text(at(5, 'tx', {}), line('tx', { node: 'n0' }))), ['replay.badLine', 3], 'no time');
  },

  'the limits: 30 nodes and 200,000 events are taken, one more is not'() {
    const nodes = count => line('board', { ...board, nodes: Array.from({ length: count }, (_, i) => node(`n${i}`, i)) });
    equal(refusal(nodes(30)), 'taken');
    equal(refusal(nodes(31)), ['replay.tooManyNodes', 31]);
    equal(MOST_EVENTS, 200_000);
    const one = at(1, 'tx', {});
    equal(refusal(text(Array(200_000).fill(one).join('\n'))), 'taken');
    equal(refusal(text(Array(200_001).fill(one).join('\n'))), ['replay.tooMany', 200_000]);
  },

  'a recording that was cut short says so'() {
    yes(readRecording(text()).complete, 'complete');
    yes(!readRecording(line('board', board)).complete, 'without an end');
    yes(!readRecording(text().replace('"complete":true', '"complete":false')).complete, 'full');
  },

  'time is written in hours, minutes and seconds'() {
    equal([clock(0), clock(59_999), clock(3_600_000), clock(86_399_000)], ['0:00:00', '0:00:59', '1:00:00', '23:59:59']);
  },
};
