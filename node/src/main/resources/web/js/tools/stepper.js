/** An input's scripts, step by step: what this node's interpreter did, drawn as in the lessons. */
import { getJson } from '../api.js';
import { h, put, set } from '../dom.js';
import { steps } from '../lab/drawings.js';
import { coins } from '../format.js';
import { t } from '../i18n.js';

/** Builds it; answers `{element, step(by), trace}`. It begins at the first operation. */
export async function stepper(txid, input, at = '') {
  const trace = await getJson(`/node/txs/${txid}/inputs/${Number(input)}/steps${at}`);
  const all = trace.steps.length;
  const back = h('button', { class: 'btn', onclick: () => step(-1) }, `← ${t('steps.back')}`);
  const on = h('button', { class: 'btn p', 'data-next': '', onclick: () => step(1) }, `${t('steps.next')} →`);
  const end = h('button', { class: 'btn', onclick: () => step(all) }, t('steps.toEnd'));
  const place = h('span', { class: 'k', role: 'status' });
  const drawn = h('div', { class: 'steps-drawn' });
  const element = h('div', { class: 'stepper' }, h('p', { class: 'row' }, back, on, end, place), drawn, trace.truncated ? h('p', { class: 'k' }, t('steps.truncated', { n: all })) : '');
  let now = 0;

  function step(by) {
    now = Math.max(0, Math.min(all, now + by));
    draw();
  }

  function draw() {
    set(back, { disabled: now === 0 });
    set(on, { disabled: now === all });
    set(end, { disabled: now === all });
    put(place, t('steps.at', { n: now, all: trace.operations.length }));
    put(drawn, steps(pictureOf(trace, now)));
  }

  draw();
  return { element, step, trace };
}

/** The trace up to a step as the panel that lessons draw. Pure. */
export function pictureOf(trace, now) {
  const last = trace.steps.length;
  const whole = now === last && !trace.truncated;
  return {
    operations: trace.operations.map((operation, index) => ({ part: operation.part, name: nameOf(operation), data: operation.data, state: index < now ? stateOf(trace.steps[index]) : '' })),
    at: now,
    before: now < 2 ? [] : trace.steps[now - 2].stack,
    after: now < 1 ? [] : trace.steps[now - 1].stack,
    result: whole && now > 0 ? trace.result ?? t('steps.tooMuch') : '',
  };
}

const stateOf = step => step.result !== 'OK' ? 'failed' : step.executed ? 'done' : 'skipped';

/** What is pushed looks like a signature, a key or a hash of one; an operation has its name. */
function nameOf({ name, data }) {
  if (name) return name;
  if (/^30/.test(data) && data.length > 130 && data.length < 148) return 'lab.signature';
  if (/^0[23]/.test(data) && data.length === 66 || /^04/.test(data) && data.length === 130) return 'lab.publicKey';
  return data.length === 40 ? 'lab.keyHash' : 'steps.data';
}

/** Whose coin it is about. */
export const spentWords = trace => t('steps.spends', { amount: coins(trace.value), output: `${trace.prevout.slice(0, 12)}…${trace.prevout.slice(64)}` });
