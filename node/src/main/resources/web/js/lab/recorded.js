/**
 * The recording that takes the place of a lesson's live run, as far as the talk plays one. Each page plays its own copy by the node's clock, so that
 * all show the same; it is loaded with the lesson, so that it is there when the node isn't any more.
 */
import { getText } from '../api.js';
import { Playback } from '../recording.js';
import { nodeNow, onTalk, talk } from '../talk/talk.js';
import { pictureAt, readTape } from './tape.js';

/** By lesson: `{tape, parts}`; the tape is undefined where there is none. */
const loaded = new Map();
const followers = new Set();
let timer;
/** More messages at once are a jump of the recording, and no traffic to be drawn. */
const MOST_MESSAGES = 200;

const placeOf = lesson => talk().recorded?.find(one => one.lesson === lesson);

/** Whether the talk shows this lesson, or the one that it is at, from its recording. */
export const isRecorded = (lesson = talk().lesson) => placeOf(lesson) !== undefined;

/** The lesson's recording; undefined before it is loaded, and where there is none. */
export const tapeOf = (lesson = talk().lesson) => loaded.get(lesson)?.tape;

/** Up to which of the talk's steps it has played. */
export const playedTo = lesson => placeOf(lesson)?.step ?? 0;

/** Loads a lesson's recording, once. Answers whether there is one. */
export async function loadTape({ number, parts }) {
  if (!loaded.has(number)) {
    const text = await getText(`/recordings/${number}`).catch(problem => {
      if (problem.status === undefined) throw problem;
      return problem.status === 404 ? '' : undefined; // a node that is away or busy is asked again
    });
    if (text !== undefined && !loaded.has(number)) loaded.set(number, { tape: text === '' ? undefined : readTape(text), parts: parts.filter(part => part.kind === 'step' || part.kind === 'ask') });
    tell();
  }
  return tapeOf(number) !== undefined;
}

/** The id of a step by its number in the talk, where questions count too: of a question, the step before it. */
function stepOf(lesson, number) {
  const { parts = [] } = loaded.get(lesson) ?? {};
  return parts.slice(0, number).filter(part => part.kind === 'step').at(-1)?.id;
}

/** The part of the recording that a step of the talk plays. */
export const recordedStep = (lesson, number) => tapeOf(lesson)?.steps.find(step => step.id === stepOf(lesson, number));

function picture() {
  const { lesson } = talk();
  const place = placeOf(lesson);
  const tape = tapeOf(lesson);
  if (!place || !tape) return undefined;
  return pictureAt(tape, stepOf(lesson, place.step), place.since === 0 ? Infinity : Math.max(0, nodeNow() - place.since));
}

/** What an experiment shows in the recording that the talk plays; undefined if it plays none. */
export function recordedSeen(experiment) {
  if (!isRecorded()) return undefined;
  return picture()?.seen[experiment] ?? { experiment, version: 0, run: 0, command: '', waiting: '', problem: '', facts: [], panels: {} };
}

/** Where the room's own playback stands: made anew for another tape. */
let room;

/** The room at this moment of the recording that the talk plays: `{state, messages}`, with those that passed since it was asked for last. */
export function recordedRoom() {
  const tape = isRecorded() ? tapeOf() : undefined;
  if (!tape) {
    room = undefined;
    return undefined;
  }
  if (room?.tape !== tape) room = { tape, playback: new Playback({ board: tape.board, events: tape.events, start: 0, end: Infinity }) };
  const forward = picture().at >= room.playback.at;
  const messages = room.playback.seek(picture().at);
  return { state: room.playback.state, messages: forward && messages.length < MOST_MESSAGES ? messages : [] };
}

/** Whether the recording is playing, and not standing at the end of a step. */
export const isPlaying = () => picture()?.next !== undefined;

/** What the recorded node answered to a question about its chain: undefined if no recording is played, `{}` if it doesn't hold an answer. */
export function recordedAnswer(asked) {
  if (!isRecorded()) return undefined;
  const answers = tapeOf()?.answers;
  return answers?.has(asked) ? { answer: structuredClone(answers.get(asked)) } : {};
}

/** Calls `changed()` when what the recording shows is another picture; answers how to stop. */
export function followRecorded(changed) {
  followers.add(changed);
  return () => followers.delete(changed);
}

function tell() {
  clearTimeout(timer);
  const { next } = picture() ?? {};
  if (next !== undefined) timer = setTimeout(tell, Math.max(1, next));
  for (const changed of [...followers]) changed();
}

let told = '';
onTalk(state => {
  const place = placeOf(state.lesson);
  const now = JSON.stringify([state.lesson, place]);
  if (now === told) return;
  told = now;
  tell();
});
