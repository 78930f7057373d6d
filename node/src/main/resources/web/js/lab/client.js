/** Runs experiments on the node, and keeps what they have shown. */
import { getJson, post } from '../api.js';
import { store } from '../store.js';
import { followRecorded, recordedSeen } from './recorded.js';

const seen = new Map();
const asking = new Set();
const again = new Set();

/** What an experiment has shown on the live nodes, as far as this page knows; empty before it was asked. */
export const lookLive = experiment => seen.get(experiment) ?? { experiment, version: -1, command: '', waiting: '', problem: '', facts: [], panels: {} };

/** What an experiment shows: live, or in the recording that the talk plays. */
export const look = experiment => recordedSeen(experiment) ?? lookLive(experiment);

/** Asks the node for what an experiment has shown; while an answer is on its way, one more question waits at most. */
export async function refresh(experiment, changed) {
  if (asking.has(experiment)) {
    again.add(experiment);
    return;
  }
  asking.add(experiment);
  try {
    take(await getJson(`/lab/${experiment}`), changed);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
  } finally {
    asking.delete(experiment);
    if (again.delete(experiment)) refresh(experiment, changed);
  }
}

function take(answer, changed) {
  if (answer.version < lookLive(answer.experiment).version) return; // an older answer that came late
  seen.set(answer.experiment, answer);
  changed(answer.experiment);
}

/** Runs a command; fails with a Problem where the node refuses. */
export const run = (action, changed) => post(`/lab/${action.experiment}/${action.command}`, { arguments: action.arguments }).then(answer => take(answer, changed));

/** Ends what an experiment does and throws away what it made. */
export const reset = (experiment, changed) => post(`/lab/${experiment}/reset`, {}).then(answer => take(answer, changed));

/** Whether this node has experiments, and answers to this machine about them; asked until it does. */
let offered;
export const available = () => offered ??= getJson('/lab').then(list => list.length > 0, () => false).then(has => {
  if (!has) offered = undefined; // a seminar that mines its first blocks will have some
  return has;
});

/** Follows some experiments; answers how to stop. `changed(name)` is called after each change. */
export async function follow(experiments, changed) {
  const unfollow = followRecorded(changed);
  if (!await available()) return unfollow;
  for (const name of experiments) refresh(name, changed);
  const leave = store.subscribe((state, areas, event) => {
    if (areas.has('lab') && experiments.includes(event.experiment) && event.version > lookLive(event.experiment).version) refresh(event.experiment, changed);
    if (areas.has('line')) for (const name of experiments) refresh(name, changed);
  });
  return () => {
    unfollow();
    leave();
  };
}
