import { isFromElsewhere } from '/js/lab/conditions.js';
import { equal } from './expect.js';

const step = { conditions: [{ fact: 'refused', values: { reason: 'high-hash' } }] };
const fact = (run, reason) => ({ run, name: 'refused', values: { by: 'Busan', reason } });
const seen = (run, facts, panels = { verdict: {} }) => ({ run, facts, panels });

export const tests = {
  'a step that was come to and never run shows what was before it'() {
    equal(isFromElsewhere(step, seen(3, [fact(3, 'bad-txnmrklroot')]), 3), true);
  },
  'where nothing is shown, nothing is from elsewhere'() {
    equal(isFromElsewhere(step, seen(0, [], {}), 0), false);
  },
  'what is run after a step was come to is its own, be it what the step waits for, a slider, or nothing'() {
    equal(isFromElsewhere(step, seen(4, [fact(4, 'high-hash')]), 3), false);
    equal(isFromElsewhere(step, seen(4, [fact(4, 'bad-diffbits')]), 3), false);
    equal(isFromElsewhere(step, seen(4, []), 3), false);
  },
  'who comes back to a step that was done sees it, unless another one was run since'() {
    equal(isFromElsewhere(step, seen(4, [fact(4, 'high-hash')]), 4), false);
    equal(isFromElsewhere(step, seen(5, [fact(4, 'high-hash'), fact(5, 'bad-diffbits')]), 5), true);
  },
  'before the experiment was asked what it shows, nothing is said'() {
    equal(isFromElsewhere(step, seen(3, []), undefined), false);
  },
};
