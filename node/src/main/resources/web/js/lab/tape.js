/**
 * A lesson's recording: reading its lines, and the picture at any moment of it. Pure.
 *
 * A line is `{"step": …}`, where a step begins; `{"at", "lab"}`, what is new of an experiment; `{"at", "event", "data"}`, what happened in
 * the room; `{"asked", "answer"}`, an object of the chain. Times are milliseconds since the recording began.
 */

export const FORMAT = 1;

/** Where nothing changed for longer, the recording goes on after this time, in milliseconds: who plays it has no time to wait. */
export const LONGEST_WAIT = 2000;

/**
 * Reads the lines; throws where they are no recording that this page can play. Answers `{lesson, recorded, board, steps, events, answers}`:
 * a step is `{id, at, before, frames, length, took}`, a frame `{at, real, seen}` with what each experiment shows from then on. `at` and
 * `length` are as they are played, `real` and `took` as they were.
 */
export function readTape(text) {
  const [first, second, ...lines] = text.split('\n').filter(line => line !== '').map(line => JSON.parse(line));
  if (first?.recording !== FORMAT || !second?.board) throw new Error(`no recording of form ${FORMAT}`);
  const tape = { lesson: first.lesson, recorded: first.recorded, board: second.board, steps: [], events: [], answers: new Map() };
  let shown = {};
  let step;
  const end = at => {
    if (step) step.took = at - step.at;
  };
  for (const line of lines) {
    if (line.step !== undefined) {
      end(line.at);
      step = { id: line.step, at: line.at, before: shown, frames: [], length: 0, took: 0 };
      tape.steps.push(step);
    } else if (line.lab) {
      shown = { ...shown, [line.lab.experiment]: after(shown[line.lab.experiment], line.lab) };
      const last = step.frames.at(-1);
      step.length += Math.min(line.at - (last?.real ?? step.at), LONGEST_WAIT);
      step.frames.push({ at: step.length, real: line.at, seen: shown });
    } else if (line.event !== undefined) {
      tape.events.push({ type: line.event, data: line.data, at: line.at });
    } else if (line.asked !== undefined) {
      tape.answers.set(line.asked, line.answer);
    } else if (line.end !== undefined) {
      end(line.end);
    }
  }
  return tape;
}

/** What an experiment shows after a line, where it showed `old` before. */
function after(old, { facts, panels, ...now }) {
  const shown = { ...old?.panels };
  for (const [name, panel] of Object.entries(panels)) {
    if (panel === null) delete shown[name];
    else shown[name] = panel;
  }
  return { ...now, version: (old?.version ?? 0) + 1, facts: facts.length > 0 ? [...old?.facts ?? [], ...facts] : old?.facts ?? [], panels: shown };
}

/**
 * The picture `elapsed` milliseconds after a step began to play; without a step, that of the recording's beginning. Answers `{seen, next, at}`:
 * what each experiment shows, in how many milliseconds that changes (not at all if it is undefined), and the moment of the recording.
 */
export function pictureAt(tape, id, elapsed) {
  const step = tape.steps.find(one => one.id === id);
  if (!step) return { seen: {}, next: undefined, at: 0 };
  let index = step.frames.findIndex(frame => frame.at > elapsed);
  if (index < 0) index = step.frames.length;
  const frame = step.frames[index - 1];
  const following = step.frames[index];
  const passed = elapsed - (frame?.at ?? 0);
  return {
    seen: frame?.seen ?? step.before,
    next: following ? following.at - elapsed : undefined,
    at: following ? Math.min((frame?.real ?? step.at) + passed, following.real) : step.at + step.took,
  };
}
