/** Networks of up to 500 complete nodes, simulated by the node and played here by the same events as the live board. */
import { getJson, getText, hasToken, post } from '../api.js';
import { h, put, text } from '../dom.js';
import { knows, t } from '../i18n.js';
import { problemWords } from '../problems.js';
import { MOST_SIMULATED, Playback, readRecording } from '../recording.js';
import { drawForm } from '../simulation/form.js';
import { play, prepare } from '../simulation/player.js';

/** How often a run that goes on is asked after, in milliseconds. */
const ASK_EVERY = 700;

/** What is said of a run that can't be played, by its state. */
const ENDED = { cancelled: 'simulation.cancelled', late: 'simulation.late', failed: 'simulation.failed' };

/** The run that was played last, with its place: who comes back finds it as it was left. */
let held;

export function simulationView(view) {
  const words = h('h1', { 'aria-live': 'polite' });
  const about = h('span', { class: 's k about' });
  const fresh = h('button', { class: 'btn', hidden: true, onclick: () => choose() }, t('simulation.another'));
  const stage = h('div', { class: 'stage' });
  view.append(h('div', { class: 'board simulation' }, h('div', { class: 'say' }, words, about, fresh), stage));
  text(words, t('simulation.title'));
  let stop = () => {};
  let timer;
  let left = false;

  /** Ends what is shown, before something else is. */
  function clear(another) {
    stop();
    stop = () => {};
    clearTimeout(timer);
    put(stage);
    text(about, '');
    fresh.hidden = !another;
  }

  function choose(problem) {
    clear(false);
    text(words, t('simulation.title'));
    const place = h('div', {});
    put(stage, h('p', { class: 'k lead' }, t('simulation.lead')), place, hasHeld());
    text(drawForm(place, start), problem ?? '');
  }

  const hasHeld = () => held ? h('p', {}, h('button', { class: 'btn', onclick: () => show() }, t('simulation.back'))) : '';

  async function start(order) {
    try {
      follow(await post('/simulations', order));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      choose(refusalWords(problem) ?? problemWords(problem, { 409: 'simulation.busy' }));
    }
  }

  /** Shows how far a run is, until it has ended. */
  function follow(run) {
    clear(false);
    text(words, t('simulation.running', { nodes: run.settings.nodes, hours: run.settings.hours }));
    const bar = h('progress', { max: 1, 'aria-label': t('simulation.progress') });
    const far = h('p', { class: 'far', role: 'status' });
    const cancel = h('button', { class: 'btn', disabled: !hasToken(), onclick: () => end(run) }, t('simulation.cancel'));
    put(stage, h('div', { class: 'sim-progress' }, bar, far, h('p', { class: 'k' }, t('simulation.leave')), cancel));
    const draw = now => {
      bar.value = now.share;
      text(far, t('simulation.far', { percent: Math.floor(100 * now.share), blocks: now.blocks }));
    };
    draw(run);
    const ask = async () => {
      const now = (await getJson('/simulations').catch(() => undefined))?.find(one => one.id === run.id);
      if (left) return;
      if (now?.state === 'done') load(now);
      else if (now && now.state !== 'running') choose(t(ENDED[now.state], { problem: now.problem ?? '' }));
      else {
        if (now) draw(now);
        timer = setTimeout(ask, ASK_EVERY);
      }
    };
    timer = setTimeout(ask, ASK_EVERY);
  }

  async function end(run) {
    await post(`/simulations/${run.id}/cancel`).catch(problem => text(words, problemWords(problem)));
  }

  async function load(summary) {
    clear(false);
    text(words, t('loading'));
    let recording;
    try {
      recording = readRecording(await getText(`/simulations/${summary.id}/events`), MOST_SIMULATED);
    } catch (problem) {
      choose(problem.key ? t(problem.key, problem.parameters) : problemWords(problem));
      return;
    }
    if (left) return;
    held = { id: summary.id, summary, run: prepare(recording, new Playback(recording), commandOf(summary)) };
    show();
  }

  function show() {
    clear(true);
    const { summary, run } = held;
    text(about, t('simulation.shown', { nodes: summary.settings.nodes, seed: summary.seed }));
    fresh.hidden = false;
    stop = play(run, stage, words);
  }

  getJson('/simulations').then(runs => {
    if (left) return;
    const [newest] = runs;
    if (newest?.state === 'running') follow(newest);
    else if (held && (!newest || newest.id === held.id || newest.state !== 'done')) show();
    else if (newest?.state === 'done') load(newest);
    else choose();
  }, problem => {
    if (problem.status === undefined) throw problem;
    if (!left) text(words, problemWords(problem));
  });
  return () => {
    left = true;
    clearTimeout(timer);
    stop();
  };
}

/** Why these numbers can't be played, in the page's language; undefined for what went wrong otherwise. */
function refusalWords({ reason, values }) {
  const why = `simulation.why.${/^simulation-(.*)/.exec(reason)?.[1]}`;
  if (!knows(why)) return undefined;
  const label = `simulation.number.${values.setting}`;
  return `${t('simulation.refused')} ${t(why, { ...values, setting: knows(label) ? t(label) : values.setting })}`;
}

/** What `wonsi simulate` takes for numbers that aren't given. */
const USUAL = { linksPerNode: 4, blockInterval: 600, latencyMillis: 100, jitterMillis: 20, bandwidth: 1_000_000, lossRate: 0, paymentInterval: 0, partitionInterval: 0, crashInterval: 0, largestShare: 0 };

/** What runs the same network in a terminal and prints the same figures. */
export function commandOf({ seed, settings }) {
  const { nodes, hours, ...others } = settings;
  const set = Object.entries(others).filter(([name, value]) => value !== USUAL[name]).map(([name, value]) => ` --set ${name}=${value}`).join('');
  return `./wonsi simulate --nodes ${nodes} --hours ${hours} --seed ${seed}${set}`;
}
