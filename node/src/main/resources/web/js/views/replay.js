/** A recorded run from a file, played as the live board plays: chain, network, and the sentence above. */
import { h, put, set, text } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { isPaused } from '../motion.js';
import { chainPanel } from '../panels/chain.js';
import { networkPanel } from '../panels/network.js';
import { clock, MOST_BYTES, NoRecording, Playback, readRecording } from '../recording.js';
import { sentenceOf } from '../sentence.js';

const SPEEDS = [1, 5, 10, 30, 60];
/** A tab that slept, or a slow machine, doesn't make the run jump. */
const MOST_STEP = 250;
const ARROW_SECONDS = 10;

/** The file that was opened last: a switch of the language doesn't lose it. */
let held;

export function replayView(view) {
  const words = h('h1', { 'aria-live': 'polite' });
  const label = h('label', { class: 'btn p', for: 'recording' }, t('replay.open'));
  const said = h('p', { class: 's told', role: 'status' });
  const file = h('input', { type: 'file', accept: '.jsonl,.json,.txt', class: 'file', id: 'recording', onchange: () => open(file.files[0]) });
  const stage = h('div', {});
  view.append(h('div', { class: 'board replay' }, h('div', { class: 'say' }, words, h('div', { class: 'chooser' },
    label, file)), said, stage));
  text(words, t('replay.title'));
  text(said, t('replay.how'));
  let stop = () => {};

  async function open(chosen) {
    if (!chosen) return;
    text(said, '');
    try {
      if (chosen.size > MOST_BYTES) throw new NoRecording('replay.tooLarge', { most: MOST_BYTES / 1024 / 1024 });
      const recording = readRecording(await chosen.text());
      held = { name: chosen.name, recording, playback: new Playback(recording), playing: true, speed: 10 };
      show();
    } catch (problem) {
      if (!(problem instanceof NoRecording)) throw problem;
      text(said, `${chosen.name}: ${t(problem.key, problem.parameters)}`);
    } finally {
      file.value = '';
    }
  }

  function show() {
    stop();
    set(label, { class: 'btn' });
    stop = play(held, stage, words, said);
  }

  if (held) show();
  return () => stop();
}

/** Plays into `stage`; answers how to stop. */
function play(run, stage, words, said) {
  const { recording, playback } = run;
  const chain = chainPanel({ askToMine: () => {} });
  const network = networkPanel({ setLink: () => {}, openNode: () => {} });
  const button = h('button', { class: 'btn p play', onclick: () => toggle() });
  const slider = h('input', { type: 'range', min: 0, max: recording.end - recording.start, step: 1000, 'aria-label': t('replay.time'), oninput: () => go(Number(slider.value)), onkeydown: event => step(event) });
  const time = h('span', { class: 'm time' });
  const speeds = SPEEDS.map(speed => h('button', { onclick: () => faster(speed) }, `${speed}×`));
  const controls = h('div', { class: 'player', role: 'group', 'aria-label': t('replay.controls') }, button, slider, time,
    h('div', { class: 'choices', role: 'group', 'aria-label': t('replay.speed') }, speeds));
  // The blocks of a recording are on no chain of this node: their cards lead nowhere.
  chain.element.addEventListener('click', event => event.preventDefault(), true);
  put(stage, controls, chain.element, network.element);
  text(said, t(recording.complete ? 'replay.opened' : 'replay.openedCut', { file: run.name, n: recording.board.nodes.length, events: recording.events.length }));
  let frame = 0;
  let last = performance.now();
  let drawnAt = -1;

  function draw() {
    const { state, at } = playback;
    const past = at - recording.start;
    text(time, `${clock(past)} / ${clock(recording.end - recording.start)}`);
    slider.value = past;
    set(slider, { 'aria-valuetext': clock(past) });
    text(button, t(run.playing ? 'replay.pause' : 'replay.play'));
    SPEEDS.forEach((speed, index) => set(speeds[index], { 'aria-pressed': String(speed === run.speed) }));
    const { key, parameters } = sentenceOf(state, nodeName);
    text(words, t(key, parameters));
    chain.draw(state);
    network.draw(state);
  }

  function go(past) {
    playback.seek(recording.start + past);
    draw();
  }

  /** Arrow keys go by ten seconds of the run, not by a hair of the slider. */
  function step(event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(playback.at - recording.start + by * ARROW_SECONDS * 1000);
  }

  function toggle() {
    const over = playback.at >= recording.end;
    run.playing = over || !run.playing;
    if (over) go(0);
    draw();
  }

  function faster(speed) {
    run.speed = speed;
    draw();
  }

  function tick(now) {
    const passed = Math.min(MOST_STEP, now - last);
    last = now;
    if (run.playing && !isPaused()) {
      for (const message of playback.seek(playback.at + passed * run.speed)) network.message(playback.state, message);
      if (playback.at >= recording.end) run.playing = false;
      // Ten pictures a second are enough; messages move by themselves in between.
      if (now - drawnAt > 100 || !run.playing) {
        drawnAt = now;
        draw();
      }
    }
    frame = requestAnimationFrame(tick);
  }

  draw();
  addEventListener('resize', draw);
  frame = requestAnimationFrame(tick);
  return () => {
    cancelAnimationFrame(frame);
    removeEventListener('resize', draw);
  };
}
