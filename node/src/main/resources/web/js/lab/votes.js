/**
 * The room's vote, for the pages of who presents: the projector and the presenter's window.
 *
 * `vote()` is what is known: `{phase, vote, lesson, ask, voted, here, address, counts, right, why}`. The phase is `none`,
 * `open` or `revealed`. With the operator's token `counts` are there while the vote is open too: they are for the presenter's eyes, and
 * not for the projector. `right` and `why` are there once it is revealed.
 */
import { getJson, getOwn, hasToken, post } from '../api.js';
import { language } from '../i18n.js';
import { store } from '../store.js';

const NONE = { phase: 'none', vote: 0, voted: 0, here: 0, counts: [], address: '' };
/** How often an open vote is asked for: nobody tells of each answer. */
const EVERY = 1000;

let known = NONE;
const followers = new Set();
let timer;
/** Counts the questions to the node; the latest whose answer was taken. */
let asked = 0;
let taken = 0;

export const vote = () => known;

/** Whether the room is, or was just, asked this question. */
export const isAsked = (lesson, ask) => known.phase !== 'none' && known.lesson === lesson && known.ask === ask;

/** Asks the room; a vote on the same question goes on unless it is to begin `again`. Needs the token. */
export const openVote = (lesson, ask, again = false) => tell('open', { lesson, ask, again });

/** Shows everybody counts, right answer and reason. Needs the token. */
export const revealVote = () => tell('reveal', { vote: known.vote });

/** Ends the vote and forgets it. Needs the token. */
export const closeVote = () => tell('close', {});

const tell = (what, body) => newest(() => post(`/vote/${what}?lang=${language()}`, body));

/** Takes the answer, unless one to a later question is here already. */
async function newest(ask) {
  const mine = ++asked;
  const answer = await ask();
  if (mine < taken) return;
  taken = mine;
  take(answer);
}

/** Calls `changed()` after each change, until the function that this answers is called. */
export function followVote(changed) {
  followers.add(changed);
  const leave = store.subscribe((state, areas) => {
    if (areas.has('vote') || areas.has('line')) refreshVote();
  });
  refreshVote();
  return () => {
    leave();
    followers.delete(changed);
    if (followers.size === 0) clearTimeout(timer);
  };
}

/** Asks the node how the vote stands. */
export async function refreshVote() {
  clearTimeout(timer);
  try {
    await newest(ask);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    again(); // the line says that it is down; what was known stays
  }
}

/** Who may operate asks for the counts; another machine's token is refused, and it asks as everybody does. */
async function ask() {
  if (hasToken()) {
    try {
      return await getOwn(`/vote/counts?lang=${language()}`);
    } catch (problem) {
      if (problem.status !== 401 && problem.status !== 403) throw problem;
    }
  }
  return getJson(`/vote/state?lang=${language()}`);
}

function take(answer) {
  known = { ...NONE, ...answer };
  for (const changed of [...followers]) changed();
  again();
}

function again() {
  clearTimeout(timer);
  if (followers.size > 0 && known.phase === 'open') timer = setTimeout(refreshVote, EVERY);
}
