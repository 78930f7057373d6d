/**
 * The question that the presenter's page is at, and the room's vote, kept alike: a question that is reached is asked, one that is shown is
 * revealed, one that is left before is closed. Only pages with the operator's token do so.
 *
 * A page says where it is as often as it likes; something is sent when that changed, or when the node was started anew and knows of no vote.
 * So two pages of one operator that are at different questions don't take turns for ever.
 */
import { hasToken } from '../api.js';
import { toastProblem } from '../toast.js';
import { closeVote, isAsked, openVote, revealVote, vote } from './votes.js';

let wanted;
/** A question that was left, to be closed if it is open. */
let leaving;
let busy = false;
/** What failed isn't tried again and again: a token that the node refuses is refused once. */
let failed = '';

const keyOf = place => place ? `${place.lesson} ${place.ask} ${place.shown}` : '';
const isSame = (a, b) => a?.lesson === b?.lesson && a?.ask === b?.ask;
const isOpen = place => isAsked(place.lesson, place.ask) && vote().phase === 'open';

/** The page is at this question of a lesson, which is shown or not; without a question it is at none. */
export function isAt(lesson, ask, shown) {
  const before = wanted;
  wanted = ask ? { lesson, ask: ask.id, shown: Boolean(shown) } : undefined;
  const isLost = wanted && !wanted.shown && vote().phase === 'none';
  if (!hasToken() || (keyOf(before) === keyOf(wanted) && !isLost)) return;
  if (before && !isSame(before, wanted)) leaving = before;
  catchUp();
}

async function catchUp() {
  if (busy) return; // what is wanted is looked at again when the answer is here
  if (failed !== keyOf(wanted)) failed = '';
  busy = true;
  try {
    for (let next = request(); next && !(failed && failed === keyOf(wanted)); next = request()) await next();
  } catch (problem) {
    failed = keyOf(wanted);
    toastProblem(problem);
  } finally {
    busy = false;
  }
}

/** What leads from how the vote stands to what is wanted; nothing if it is so. */
function request() {
  const left = leaving;
  leaving = undefined;
  if (left && isOpen(left) && (!wanted || wanted.shown)) return closeVote;
  if (!wanted) return undefined;
  if (!isAsked(wanted.lesson, wanted.ask)) return wanted.shown ? undefined : () => openVote(wanted.lesson, wanted.ask);
  return wanted.shown && isOpen(wanted) ? revealVote : undefined;
}
