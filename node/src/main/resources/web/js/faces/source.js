/** Where the three faces are read from: the live node, or the recording that the talk plays, which holds what its lesson shows. */
import { getJson as getLiveJson, getText as getLiveText, post as postLive, Problem } from '../api.js';
import { isRecorded, recordedAnswer } from '../lab/recorded.js';
import { isServed } from '../source.js';
import { ask as askLive } from '../sql/ask.js';

function from(asked, live) {
  const recorded = recordedAnswer(asked);
  if (!recorded) return live();
  return 'answer' in recorded ? Promise.resolve(recorded.answer) : Promise.reject(new Problem(404, { title: 'recorded', detail: asked }));
}

export const getJson = path => from(`GET ${path}`, () => getLiveJson(path));
export const getText = path => from(`GET ${path}`, () => getLiveText(path));
export const post = (path, body) => from(`POST ${path} ${JSON.stringify(body)}`, () => postLive(path, body));

/** Whether the chain is in a tab's memory, where no question finds a row. */
export const inMemory = () => !isServed && !isRecorded();

export const ask = query => from(`POST /sql ${JSON.stringify({ query })}`, () => inMemory() ? Promise.resolve({ columns: [], rows: [] }) : askLive(query));
