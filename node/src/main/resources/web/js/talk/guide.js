/** Leads through one lesson. The lesson's page and the presenter's window have one each, and the same key does the same in both. */
import { look, reset, run } from '../lab/client.js';
import { isDone } from '../lab/conditions.js';
import { t } from '../i18n.js';
import { toast, toastProblem } from '../toast.js';
import { askingOf } from './asking.js';
import { fallbackOf } from './fallback.js';
import { mendRoom } from './mend.js';
import { END, WELCOME } from './place.js';
import { following, PAPER } from './schedule.js';
import { change, isProjector, talk } from './talk.js';
import { passOn } from './windows.js';

/** What it means that a node has no such experiment. */
export const NO_LAB = { 404: 'lesson.noLab' };

/** Where the talk goes on after a lesson. */
const after = (number, numbers) => following(number, numbers) ?? END;

/**
 * A guide through `lesson`, one of those with `numbers`. `drawn` is called when an experiment has shown something, `elsewhere(name)`
 * when something is pressed while the talk is in another lesson. The screens before and after the talk are lessons without parts.
 */
export function guideOf(lesson, numbers, drawn, elsewhere = () => {}) {
  const parts = lesson.parts.filter(part => part.kind === 'step' || part.kind === 'ask');
  const experiments = [...new Set(parts.flatMap(part => part.kind === 'step' ? part.actions.map(action => action.experiment) : []))];
  let performing = false;
  let resetting = false;
  /** Counts the runs that this page began: one that was left behind says and does no more. */
  let turn = 0;

  const isHere = () => talk().lesson === lesson.number;
  const at = () => isHere() ? Math.min(talk().step, parts.length) : 0;
  const current = () => parts[at() - 1];
  const acts = part => part?.kind === 'step' && part.actions.length > 0;
  const facts = step => acts(step) ? look(step.actions[0].experiment).facts : experiments.flatMap(name => look(name).facts);
  const asking = askingOf(lesson, current);
  const fallback = fallbackOf(lesson, parts, experiments, { isHere, at, drawn, performs: () => performing, leave() {
    turn++;
    performing = false;
  } });
  const done = part => part.kind === 'ask' ? asking.shownOf(part) !== undefined : isDone(part, facts(part));
  /** Here, or in another window. */
  const running = () => {
    fallback.watch();
    return performing || resetting || experiments.some(name => look(name).command !== '');
  };

  function move(to) {
    if (to < 0) leadBack();
    else change({ step: Math.min(parts.length, to) });
  }

  /** From a lesson's beginning to the end of the one before it, from the end to the lesson that was left: the key that undoes one press too many. */
  function leadBack() {
    const last = talk().before?.lesson;
    const before = lesson.number === END ? numbers.includes(last) ? last : Math.min(PAPER, numbers.at(-1)) : numbers.filter(one => one < lesson.number).at(-1) ?? WELCOME;
    if (lesson.number !== WELCOME) change({ lesson: before, step: before === WELCOME ? 0 : END });
  }

  /** What the next press does: `wait` while an experiment runs. */
  function action() {
    const part = current();
    if (running()) return 'wait';
    if (part?.kind === 'ask' && asking.isHidden(part)) return 'reveal';
    if (acts(part) && !done(part)) return 'run';
    if (at() < parts.length) return 'next';
    return lesson.number === END ? 'stay' : after(lesson.number, numbers) === END ? 'end' : 'nextLesson';
  }

  /** One key leads through the talk: it runs what is to be run, shows the answer, and else goes on. It never skips what runs. */
  function next() {
    if (talk().black) {
      change({ black: false }); // what was hidden is seen before anything moves
      return;
    }
    const what = action();
    if (what === 'wait') toast(t('talk.running'));
    else if (what === 'reveal') asking.reveal(current());
    else if (what === 'run') perform();
    else skip();
  }

  /** Goes on whatever the experiment does. */
  function skip() {
    if (at() < parts.length) move(at() + 1);
    else if (lesson.number !== END) change({ lesson: after(lesson.number, numbers) });
  }

  /** Runs this step's experiment; of a question, shows the answer first, and then runs what follows it. */
  async function perform() {
    const asked = current();
    if (asked?.kind === 'ask') {
      if (asking.isHidden(asked)) asking.reveal(asked);
      else if (acts(parts[at()])) move(at() + 1);
    }
    const step = current();
    if (!acts(step) || running()) return;
    if (fallback.isRecorded()) {
      change({ play: at() });
      return;
    }
    const mine = ++turn;
    performing = true;
    fallback.begun();
    drawn();
    try {
      for (const each of step.actions) if (turn === mine) await run(each, drawn);
    } catch (problem) {
      if (turn === mine) toastProblem(problem, NO_LAB);
    }
    if (turn !== mine) return;
    performing = false;
    fallback.ended(step);
    drawn();
  }

  /** Throws away what the experiments have made. What is pressed meanwhile waits, or the lesson's beginning would take it back. */
  async function begin() {
    if (resetting) return;
    resetting = true;
    drawn();
    try {
      if (!fallback.isRecorded()) for (const name of experiments) await reset(name, drawn);
      change({ forget: lesson.number, ...(isHere() && { step: 0, ...(fallback.isRecorded() && { played: 0 }) }) });
      await asking.forget();
    } catch (problem) {
      toastProblem(problem, NO_LAB);
    } finally {
      resetting = false;
      drawn();
    }
  }

  const presses = { next, skip, back: () => move(at() - 1), perform, reset: begin, askAgain: asking.again, record: fallback.toggle };
  const pressed = PRESSES.map(name => [name, () => isHere() ? presses[name]() : elsewhere(name)]);
  return { lesson, parts, experiments, asking, at, current, acts, done, running, isHere, action, fallback, move: to => isHere() && move(to), ...Object.fromEntries(pressed) };
}

/** What can be asked of a guide by name. */
const PRESSES = ['next', 'back', 'perform', 'skip', 'reset', 'askAgain', 'record'];

/** Does what a projector without a token has passed on. */
export function doPassed(guide, { press, change: what, mend }) {
  if (mend) mendRoom();
  else if (PRESSES.includes(press)) guide[press]();
  else if (what) change(what);
}

/** The keys that a guide answers to, for the page's list. A projector without a token passes them on. */
export function guideKeys(guide) {
  const press = name => () => {
    if (isProjector()) passOn({ press: name });
    else guide[name]();
  };
  return [
    [['ArrowRight', 'PageDown', 'n'], 'keys.next', press('next')],
    [['ArrowLeft', 'PageUp'], 'keys.back', press('back')],
    [['e'], 'keys.run', press('perform')],
    [['v'], 'keys.voteAgain', press('askAgain')],
    [['k'], 'keys.skip', press('skip')],
    [['r'], 'keys.reset', press('reset')],
    ...(guide.parts.length > 0 ? [[['y'], 'keys.record', press('record')]] : []),
  ];
}
