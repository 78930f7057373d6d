/** From a lesson's live run to its recording, and back; and when the page offers it. */
import { hasToken, post } from '../api.js';
import { t } from '../i18n.js';
import { lookLive, reset } from '../lab/client.js';
import { isDone } from '../lab/conditions.js';
import { isRecorded, loadTape, playedTo, recordedStep, tapeOf } from '../lab/recorded.js';
import { toast, toastError, toastProblem } from '../toast.js';
import { isLate } from './schedule.js';
import { change, nodeNow, talk } from './talk.js';

/**
 * The fallback of a lesson with these `parts` and `experiments`, where the talk is `at()` one of them, if it `isHere()`: a change is of
 * the lesson that the talk is in, which may be another one when what was waited for is there. `drawn` is called when there is something
 * to offer; `performs()` says whether this page runs a step, and `leave` ends what it does with the live run.
 */
export function fallbackOf(lesson, parts, experiments, { isHere, at, drawn, performs, leave }) {
  /** The step whose live run ended without what it waits for. */
  let failed;
  /** Since when something runs live, by this page's clock; and what looks again when it is late. */
  let since;
  let timer;

  const step = () => parts[at() - 1];
  const acts = part => part?.kind === 'step' && part.actions.length > 0;
  const live = part => acts(part) ? lookLive(part.actions[0].experiment) : undefined;
  const isRunning = () => performs() || experiments.some(name => lookLive(name).command !== '');

  /** In the middle of a step the recording plays it from its beginning; a step that is done stands at its end, one that isn't begun before it. */
  function toRecording() {
    const part = step();
    const seen = live(part);
    const isOver = !seen || isDone(part, seen.facts);
    const isBegun = isRunning() || seen?.problem || failed === part;
    leave();
    if (isOver) change({ played: at() });
    else change(isBegun ? { play: at() } : { played: at() - 1 });
    failed = undefined;
  }

  /** The live network again, in health: what hangs is ended, cut links are joined, and nodes that stopped run again. While the node doesn't answer, the recording goes on. */
  async function toLive() {
    if (hasToken()) {
      try {
        await Promise.all([
          ...experiments.filter(name => lookLive(name).version >= 0).map(name => reset(name, drawn)),
          post('/node/mend', {}),
        ]);
      } catch (problem) {
        if (problem.status === 0) {
          toastError(t('recorded.noNode'));
          return;
        }
        toastProblem(problem);
      }
    }
    failed = undefined;
    if (isHere()) change({ live: true });
  }

  /** Notes when something began to run, so that the page looks again when it is late. */
  function watch() {
    const running = isRunning();
    if (running === (since !== undefined)) return;
    clearTimeout(timer);
    since = running ? performance.now() : undefined;
    if (running) timer = setTimeout(lookAgain, 1000);
  }

  function lookAgain() {
    if (since === undefined) return;
    if (offers()) drawn();
    else timer = setTimeout(lookAgain, 1000);
  }

  /** Why the recording is offered: a key of the page's words, or nothing. */
  function offers() {
    const part = step();
    if (isRecorded(lesson.number) || !tapeOf(lesson.number) || !acts(part)) return undefined;
    const seen = live(part);
    if (isDone(part, seen.facts)) return undefined;
    if (seen.problem || failed === part) return 'recorded.failed';
    return since !== undefined && isLate(lesson, talk(), nodeNow(), performance.now() - since, recordedStep(lesson.number, at())?.took ?? 0) ? 'recorded.late' : undefined;
  }

  return {
    isRecorded: () => isRecorded(lesson.number),
    /** Whether there is a recording to switch to. */
    has: () => tapeOf(lesson.number) !== undefined,
    recorded: () => tapeOf(lesson.number)?.recorded,
    offers,
    watch,
    /** A step's live run is over; whether all was seen is known only now. */
    ended(part) {
      failed = acts(part) && !isDone(part, live(part).facts) ? part : undefined;
    },
    begun: () => {
      failed = undefined;
    },
    playedTo: () => playedTo(lesson.number),
    async toggle() {
      if (isRecorded(lesson.number)) await toLive();
      else if (!await loadTape(lesson)) toast(t('recorded.none'));
      else if (isHere()) toRecording();
      drawn();
    },
    end: () => clearTimeout(timer),
  };
}
