/** The presenter's clock against the plan. Pure; all times are milliseconds. */

/** Lessons beyond the paper's twelve are beside the schedule. */
export const PAPER = 12;
export const PLANS = [50, 90, 180];

const MINUTE = 60_000;

/** The lesson that the talk goes on to after this one, of those with `numbers`; none at its end. The paper's last ends every schedule; who opened one beside the paper goes on beside it. */
export const following = (number, numbers) => number === PAPER ? undefined : numbers.find(one => one > number);

/** Minutes of a lesson in a schedule. */
export const minutesOf = (lesson, plan) => lesson?.plans?.[plan] ?? 0;

/** What the schedule keeps for questions and breaks. */
export const spare = (lessons, plan) => plan - lessons.filter(lesson => lesson.number <= PAPER).reduce((sum, lesson) => sum + minutesOf(lesson, plan), 0);

/**
 * How the talk stands at `now`: what has passed, of the whole and of this lesson; by how much the lesson is over its minutes; what is
 * left of the time, and what the plan still needs for the rest.
 */
export function standing(lessons, talk, now) {
  const { plan } = talk;
  const passed = talk.started ? Math.max(0, now - talk.started) : 0;
  const spentOn = number => (talk.spent.find(each => each.lesson === number)?.millis ?? 0)
    + (talk.since && talk.lesson === number ? Math.max(0, now - talk.since) : 0);
  const planned = minutesOf(lessons.find(lesson => lesson.number === talk.lesson), plan) * MINUTE;
  const here = spentOn(talk.lesson);
  const ahead = lessons.filter(lesson => lesson.number <= PAPER && lesson.number > talk.lesson).reduce((sum, lesson) => sum + minutesOf(lesson, plan) * MINUTE, 0);
  return {
    passed,
    all: plan * MINUTE,
    left: plan * MINUTE - passed,
    here,
    planned,
    over: planned > 0 ? here - planned : 0,
    needed: Math.max(0, planned - here) + ahead + spare(lessons, plan) * MINUTE,
    spentOn,
  };
}

/** A run that takes longer than this many times what it took when it was recorded, and this much more, is late. */
const TWICE = 2;
const GRACE = 10_000;

/**
 * Whether a step that has run for `ran` is late: against the run that was recorded, which `took` so long, or because the lesson's minutes
 * in the talk's schedule are over.
 */
export function isLate(lesson, talk, now, ran, took) {
  if (ran > TWICE * took + GRACE) return true;
  const planned = minutesOf(lesson, talk.plan) * MINUTE;
  const { here } = standing([lesson], talk, now);
  return planned > 0 && here > planned && ran > took;
}

/** Milliseconds as `7:10`, and `-1:05` where they are less than none. */
export function minutes(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  return `${milliseconds <= -1000 ? '−' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
