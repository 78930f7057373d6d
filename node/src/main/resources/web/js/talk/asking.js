/** A lesson's questions as the talk goes: the room is asked what the talk is at, and sees the answer when the talk shows it. */
import { hasToken } from '../api.js';
import { isAt } from '../lab/asking.js';
import { closeVote, isAsked, openVote, vote } from '../lab/votes.js';
import { toastProblem } from '../toast.js';
import { change, isShown } from './talk.js';

/** The questions of `lesson`, where `current()` is the part that the talk is at. */
export function askingOf(lesson, current) {
  const isVotedOn = part => part?.kind === 'ask' && isAsked(lesson.number, part.id);
  const isOpen = part => isVotedOn(part) && vote().phase === 'open';

  /** What is revealed of a question, `{right, why, counts}`: by the room's vote, or else by the talk alone; or nothing. */
  function shownOf(ask) {
    if (isVotedOn(ask) && vote().phase === 'revealed') return vote();
    const known = isShown(lesson.number, ask.id) && ask.right !== undefined && !isOpen(ask);
    return known ? { right: ask.right, why: ask.why, counts: [] } : undefined;
  }

  /** Keeps the room's vote as the talk is. */
  function keep() {
    const part = current();
    if (part?.kind === 'ask') isAt(lesson.number, part, isShown(lesson.number, part.id));
    else isAt(lesson.number);
  }

  /** The room is asked anew, of a question whose answer was shown or not. */
  async function again() {
    const part = current();
    if (part?.kind !== 'ask' || !hasToken()) return;
    try {
      await openVote(lesson.number, part.id, true);
      change({ forget: lesson.number });
    } catch (problem) {
      toastProblem(problem);
    }
  }

  return {
    isVotedOn, isOpen, shownOf, keep, again,
    reveal: part => change({ show: part.id }),
    /** Whether the next press shows the answer: not again where it was asked for and is on its way. */
    isHidden: part => shownOf(part) === undefined && !isShown(lesson.number, part.id),
    leave: () => isAt(lesson.number),
    forget: () => lesson.parts.some(isVotedOn) && hasToken() ? closeVote() : undefined,
  };
}
