/**
 * Where the talk is. Pages with the operator's token, and a projector without one, show the node's talk; whoever has the token
 * moves it. Every other page has a talk of its own, so that nobody who reads a lesson on a phone is dragged along.
 */
import { getJson, hasToken, post } from '../api.js';
import { t } from '../i18n.js';
import { store } from '../store.js';
import { tabKeep, tabKept } from '../stored.js';
import { toastError, toastProblem } from '../toast.js';
import { applied, NOWHERE, samePlace, WELCOME } from './place.js';
import { passOn } from './windows.js';

const PROJECTOR = 'wonsi.projector';
/** A node that was away for one request is asked again after this time, in milliseconds. */
const AGAIN = 1000;

let state = NOWHERE;
/** How far this machine's clock is ahead of the node's. */
let ahead = 0;
const listeners = new Set();
let waiting = 0;
let line = Promise.resolve();
let asking = false;
/** What came while an answer was on its way: that answer may be older, so the node is asked once more. */
let again;
/** Whether an answer was put aside, as a change of this page was on its way. */
let missed = false;
/** Whether something was changed that the node wasn't told. */
let alone = false;
/** Between the pages of this browser, for when the node is away. */
const among = window.BroadcastChannel ? new BroadcastChannel('wonsi.talk') : undefined;

export const talk = () => state;

/** The node's time, by which the presenter's clock runs. */
export const nodeNow = () => Date.now() - ahead;

/** Whether this page is a projector's: it shows the talk and has no token. */
export const isProjector = () => !hasToken() && tabKept(PROJECTOR) !== null;

/** From now on this tab is the projector. */
export const becomeProjector = () => tabKeep(PROJECTOR, '1');

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
  become(applied(state, what, nodeNow()));
  if (!hasToken()) return line;
  waiting++;
  line = line.then(() => post('/talk', alone ? { ...ownPlace(), ...what } : what)).then(answer => {
    waiting--;
    alone = false;
    take(answer);
  }, problem => {
    waiting--;
    if (problem.status === 0 && follows()) {
      goOnAlone();
      return;
    }
    toastProblem(problem);
    refresh();
  });
  return line;
}

/** Where this page is, as a change: lesson, step, and how far the lesson's recording has played. */
function ownPlace() {
  const { lesson, step, recorded } = state;
  const place = recorded.find(one => one.lesson === lesson);
  return { lesson, step, ...(place && { played: place.step }) };
}

/** The node is away. The pages of this browser go on together, and tell the node where they are when it is back. */
function goOnAlone() {
  if (!alone) toastError(t('talk.away'));
  alone = true;
  among?.postMessage(state);
  if (store.line === 'up') setTimeout(refresh, AGAIN, true); // it may have been one request only
}

/** What the node says, unless something newer is known. While a change is on its way there, the answer to that one counts, and then it is asked again. */
function take(answer) {
  if (waiting > 0) {
    missed = true;
    return;
  }
  if (missed) {
    missed = false;
    refresh();
  }
  if (answer.version < state.version) return;
  ahead = Date.now() - answer.now;
  become(answer);
}

/** Asks the node where the talk is. A node that was started anew has forgotten it: then this page's place is the talk's. */
export async function refresh(isBack = false) {
  if (!follows()) return;
  if (asking) {
    again = { isBack: isBack || again?.isBack };
    return;
  }
  asking = true;
  try {
    const answer = await getJson('/talk');
    const forgot = answer.version > state.version && answer.lesson === WELCOME && state.lesson !== WELCOME;
    if (isBack && hasToken() && (forgot || alone)) change(ownPlace());
    else take(answer);
  } catch (problem) {
    if (problem.status === undefined) throw problem; // the node is away; the line's return asks again
  } finally {
    asking = false;
    const once = again;
    again = undefined;
    if (once) refresh(once.isBack);
  }
}

/** Follows the node's talk from now on. */
export function followTalk() {
  if (among) {
    among.onmessage = ({ data }) => {
      if (follows()) become(data);
    };
  }
  store.subscribe((_, areas, event) => {
    if (areas.has('line')) refresh(true);
    else if (areas.has('talk') && event.version > state.version) refresh();
  });
  return refresh();
}
