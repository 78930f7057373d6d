/** A talk's state after a change, as the node reckons it too, and the address of a place. Pure. */

/** The screens before and after the lessons count as places of the talk. */
export const WELCOME = 0;
export const END = 99;

export const NOWHERE = { version: 0, lesson: WELCOME, step: 0, tab: 'experiment', black: false, paused: false, slow: false, shown: [], spent: [], recorded: [], plan: 50, now: 0 };

/** What the state will be `now`: a page draws it at once, and the node's answer takes its place. */
export function applied(state, change, now = 0) {
  const { show, forget, back, lesson, step, timing, play, played, live, ...rest } = change;
  let next = { ...state, ...rest };
  if (back) {
    if (state.before) next = enter(next, state.before);
  } else if (lesson !== undefined || step !== undefined) {
    const where = lesson ?? state.lesson;
    next = enter(next, { lesson: where, step: step ?? (where === state.lesson ? state.step : 0) });
  }
  if (forget !== undefined) next.shown = next.shown.filter(question => question.lesson !== forget);
  if (show !== undefined) next.shown = [...next.shown, { lesson: next.lesson, id: show }];
  const others = () => next.recorded.filter(one => one.lesson !== next.lesson);
  if (play !== undefined) next.recorded = [...others(), { lesson: next.lesson, step: play, since: now }];
  else if (played !== undefined) next.recorded = [...others(), { lesson: next.lesson, step: played, since: 0 }];
  if (live) next.recorded = others();
  return next;
}

function enter(state, { lesson, step }) {
  if (lesson === state.lesson) return { ...state, step };
  return { ...state, lesson, step, tab: 'experiment', before: state.lesson === WELCOME ? state.before : { lesson: state.lesson, step: state.step } };
}

/** Where a page shows a place. */
export const pathOf = ({ lesson, step }) => lesson === WELCOME ? 'welcome' : lesson === END ? 'end' : `lesson/${lesson}/${step}`;

export const samePlace = (one, other) => one.lesson === other.lesson && one.step === other.step;
