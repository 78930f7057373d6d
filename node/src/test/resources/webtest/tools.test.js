import { siblingsOf } from '/js/faces/branch.js';
import { wholeScripts } from '/js/faces/read.js';
import { targetOfZeroBits, zeroBits } from '/js/tools/difficulty.js';
import { amountBytes, amountOf, bytesAt, fits, flipped, offsetOf, replaced, turned } from '/js/tools/edits.js';
import { pictureOf } from '/js/tools/stepper.js';
import { equal, yes } from './expect.js';

export const tests = {
  'a part is found at a whole byte only'() {
    equal(offsetOf('0a1b2c1b2c', '1b2c'), 1);
    equal(offsetOf('01b2c001b2c01b2c', '1b2c'), 6);
  },

  'bytes of a field are read, replaced and flipped where the part begins'() {
    const field = { start: 1, end: 3 };
    equal(bytesAt('00112233', 0, field), '1122');
    equal(bytesAt('0011223344', 1, field), '2233');
    equal(replaced('00112233', 1, 'aabb'), '00aabb33');
    equal(flipped('00112233', 0, field), '00102233');
    equal(flipped(flipped('00112233', 0, field), 0, field), '00112233');
    equal([fits('aabb', field), fits('aab', field), fits('aabbcc', field), fits('aabg', field)], [true, false, false, false]);
  },

  'an amount is eight bytes, lowest first'() {
    equal(amountBytes(5000000000), '00f2052a01000000');
    equal(amountOf('00f2052a01000000'), 5000000000);
    equal(amountOf('ffffffffffffffff'), -1);
    equal(amountBytes(undefined), undefined);
    equal(turned('010203'), '030201');
  },

  'a target of so many zero bits begins with as many'() {
    equal(targetOfZeroBits(8), `00${'f'.repeat(62)}`);
    equal([8, 9, 31, 80].map(bits => zeroBits(targetOfZeroBits(bits))), [8, 9, 31, 80]);
  },

  'the siblings of a way go from the leaf up; a lonely hash is its own'() {
    const hash = (name, state) => ({ hash: name, state });
    equal(siblingsOf([[hash('root', 'lit')], [hash('a', 'given'), hash('b', 'lit')], [hash('c', 'lit')]]), ['c', 'a']);
    equal(siblingsOf([[hash('root', 'lit')]]), []);
  },

  'what an input pushes is one field, and two inputs have one each'() {
    const field = (id, start, end) => ({ id, start, end, value: '' });
    const whole = wholeScripts([field('tx.in.script_length', 0, 1), field('script.push', 1, 2), field('script.signature', 2, 9), field('tx.in.sequence', 9, 13), field('script.push', 14, 20)]);
    equal(whole.map(one => [one.id, one.start, one.end]), [['script.sig', 1, 9], ['tx.in.sequence', 9, 13], ['script.sig', 14, 20]]);
    equal(whole[0].value, '8 bytes');
  },

  'a trace up to a step has the stack before and after, and the verdict only at its end'() {
    const step = (stack, result = 'OK', executed = true) => ({ stack, result, executed });
    const trace = { operations: ['OP_1', 'OP_1', 'OP_EQUAL'].map(name => ({ part: 'scriptPubKey', name, data: '' })), steps: [step(['01']), step(['01', '01']), step(['01'])], truncated: false, result: 'OK' };
    equal(pictureOf(trace, 0).after, []);
    equal([pictureOf(trace, 2).before, pictureOf(trace, 2).after, pictureOf(trace, 2).result], [['01'], ['01', '01'], '']);
    equal(pictureOf(trace, 3).result, 'OK');
    equal(pictureOf(trace, 1).operations.map(one => one.state), ['done', '', '']);
    equal(pictureOf({ ...trace, truncated: true }, 3).result, '');
    trace.steps[2] = step([], 'Script failed', true);
    yes(pictureOf(trace, 3).operations[2].state === 'failed', 'the last one failed');
  },
};
