/** Asks this node's database a question, and the questions that are prepared for it. */
import { post } from '../api.js';
import { ask as fetchFrom } from '../source.js';

/** The node answers a few questions at a time; who is too many is told to come again. */
const TRIES = 3;
const PAUSE = 2000;

let prepared;

/** `{questions: [{id, level, plot, sql, en, ko}], tables: {name: [column…]}}`; `sql` is a list of lines. */
export const preparedQuestions = () => prepared ??= fetchFrom('/i18n/sql.json').then(answer => answer.json());

/**
 * `{columns, numbers, rows, truncated, millis}`, or the node's refusal as a `Problem`. Asks again where the node is busy; `waiting`
 * is called before it does. A question that `signal` gives up ends in the node, too.
 */
export async function ask(query, { signal, waiting } = {}) {
  for (let tries = 1; ; tries++) {
    try {
      return await post('/sql', { query }, signal);
    } catch (problem) {
      if (problem.reason !== 'sql-busy' || tries === TRIES || signal?.aborted) throw problem;
      waiting?.();
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
  }
}
