/** The lessons' texts, as the node gave them last: a page whose node is gone goes on with those that it has. */
import { getJson } from '../api.js';
import { language } from '../i18n.js';
import { loadTape } from './recorded.js';

const kept = new Map();
let begun = false;

async function ask(path) {
  try {
    const answer = await getJson(path);
    kept.set(path, structuredClone(answer)); // who asked may change his own
    return answer;
  } catch (problem) {
    if (problem.status !== 0 || !kept.has(path)) throw problem;
    return structuredClone(kept.get(path));
  }
}

/** All lessons of the page's language in short. */
export const lessonList = () => ask(`/lessons/${language()}`);

/** One lesson of the page's language. */
export const lessonText = number => ask(`/lessons/${language()}/${number}`);

/** The same, if it was given before: a lesson that was loaded ahead is there at once, whatever became of the node. */
export function textAtHand(number) {
  const text = kept.get(`/lessons/${language()}/${number}`);
  return text && structuredClone(text);
}

/** Loads the other lessons and their recordings, one after the other and once: a talk goes on with them if the node is gone. */
export async function loadAhead(numbers) {
  if (begun) return;
  begun = true;
  try {
    for (const number of numbers) await loadTape(await lessonText(number));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    begun = false; // the node is away: the next lesson tries again
  }
}
