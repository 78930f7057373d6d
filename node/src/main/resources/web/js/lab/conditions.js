/** What a lesson waits for, held against what was seen. Pure. */

/** Whether a fact meets a condition: `*` is any value, `>=5` and `<5` are ranges, anything else is itself. */
export function isMet(condition, fact) {
  return condition.fact === fact.name
    && Object.entries(condition.values).every(([name, wanted]) => name in fact.values && matches(wanted, fact.values[name]));
}

function matches(wanted, value) {
  if (wanted === '*') return true;
  if (wanted.startsWith('>=')) return Number(value) >= Number(wanted.slice(2));
  if (wanted.startsWith('<')) return Number(value) < Number(wanted.slice(1));
  return wanted === value;
}

/** The conditions of a step that no fact meets yet. */
export const missing = (step, facts) => step.conditions.filter(condition => !facts.some(fact => isMet(condition, fact)));

/** Whether all that a step waits for was seen; a step that waits for nothing is never done by itself. */
export const isDone = (step, facts) => step.conditions.length > 0 && missing(step, facts).length === 0;

/**
 * Whether an experiment's panels are another step's: nothing was run since this step was come to, after the run `arrived`, and either the
 * step was never done or others have run after it. A slider or a terminal may run what no step has; that is a picture of its own.
 */
export const isFromElsewhere = (step, seen, arrived) => seen.run === arrived && Object.keys(seen.panels).length > 0
  && !(isDone(step, seen.facts) && step.conditions.some(condition => seen.facts.some(fact => fact.run === seen.run && isMet(condition, fact))));
