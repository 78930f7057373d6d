/**
 * Where the talk is. Pages with the operator's token, and a projector without one, show the node's talk; whoever has the token
 * moves it. Every other page has a talk of its own, so that nobody who reads a lesson on a phone is dragged along.
 */
import { getJson, hasToken, post } from '../api.js';
import { store } from '../store.js';
import { toastProblem } from '../toast.js';
import { applied, NOWHERE, samePlace, WELCOME } from './place.js';
import { passOn } from './windows.js';

const PROJECTOR = 'wonsi.projector';

let state = NOWHERE;
/** How far this machine's clock is ahead of the node's. */
let ahead = 0;
const listeners = new Set();
let waiting = 0;
let line = Promise.resolve();
let asking = false;

export const talk = () => state;

/** The node's time, by which the presenter's clock runs. */
export const nodeNow = () => Date.now() - ahead;

/** Whether this page is a projector's: it shows the talk and has no token. */
export const isProjector = () => !hasToken() && sessionStorage.getItem(PROJECTOR) !== null;

/** From now on this tab is the projector. */
export const becomeProjector = () => sessionStorage.setItem(PROJECTOR, '1');

export const follows = () => hasToken() || isProjector();

/** Whether the answer of a lesson's question is shown. */
export const isShown = (lesson, id) => state.shown.some(question => question.lesson === lesson && question.id === id);

/** Calls `listener(state, moved)` after each change; answers how to stop. */
export function onTalk(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next) {
  const moved = !samePlace(state, next);
  state = next;
  for (const listener of listeners) listener(state, moved);
}

/** Changes the talk: here at once, so that a key is never felt to lag, and then on the node. */
export function change(what) {
  if (isProjector()) {
    passOn({ change: what });
    return line;
  }
  become(applied(state, what));
  if (!hasToken()) return line;
  waiting++;
  line = line.then(() => post('/talk', what)).then(answer => {
    waiting--;
    take(answer);
  }, problem => {
    waiting--;
    toastProblem(problem);
    refresh();
  });
  return line;
}

/** What the node says, unless something newer is known, or on its way there. */
function take(answer) {
  if (waiting > 0 || answer.version < state.version) return;
  ahead = Date.now() - answer.now;
  become(answer);
}

/** Asks the node where the talk is. A node that was started anew has forgotten it: then this page's place is the talk's. */
export async function refresh(isBack = false) {
  if (!follows() || asking) return;
  asking = true;
  try {
    const answer = await getJson('/talk');
    const { lesson, step } = state;
    if (isBack && hasToken() && answer.version > state.version && answer.lesson === WELCOME && lesson !== WELCOME) change({ lesson, step });
    else take(answer);
  } catch (problem) {
    if (problem.status === undefined) throw problem; // the node is away; the line's return asks again
  } finally {
    asking = false;
  }
}

/** Follows the node's talk from now on. */
export function followTalk() {
  store.subscribe((_, areas, event) => {
    if (areas.has('line')) refresh(true);
    else if (areas.has('talk') && event.version > state.version) refresh();
  });
  return refresh();
}
