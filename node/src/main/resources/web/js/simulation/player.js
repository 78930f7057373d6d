/** A simulated network being played: chain, nodes, the spread of the newest block, and the bar to go back and forth. */
import { h, put, s, set, text } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { isPaused, slowness } from '../motion.js';
import { chainPanel } from '../panels/chain.js';
import { go } from '../router.js';
import { sentenceOf } from '../sentence.js';
import { pathOf } from '../talk/place.js';
import { talk } from '../talk/talk.js';
import { crowdPanel } from './crowd.js';
import { curvePanel } from './curve.js';
import { scrubBar, timeText } from './scrub.js';
import { delaysOfChain, foundBy, spreadsOf } from './spread.js';

const SPEEDS = [.25, 1, 10, 60];
/** A tab that slept, or a slow machine, doesn't make the run jump. */
const MOST_STEP = 250;
/** Where nothing happens for so many milliseconds of the run, it may be skipped; a rest of as many on the wall stays. */
const WAIT = 1500;
const REST = 900;
/** Before a block is found, so that its way is seen from the beginning. */
const LEAD = 100;
/** Chain, sentence and bar are drawn so often, in milliseconds; the nodes in every frame in which something happens. */
const SLOW_EVERY = 120;

/** What of a run is worked out once. */
export function prepare(recording, playback, command) {
  const spreads = spreadsOf(recording);
  const tip = tipAtEnd(recording);
  const byHash = new Map(spreads.map(spread => [spread.hash, spread]));
  const stayed = new Set();
  for (let spread = byHash.get(tip); spread; spread = byHash.get(spread.prev)) stayed.add(spread.hash);
  return { recording, playback, command, spreads, stayed, all: delaysOfChain(spreads, tip), playing: true, speed: 1, skip: true, rest: 0 };
}

/** To the block before, or to the next one. */
const arrow = by => s('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', style: { width: '1rem', height: '1rem' } },
  s('path', { d: by < 0 ? 'M14 2v12L5 8zM2 2h2v12H2z' : 'M2 2v12l9 -6zM12 2h2v12h-2z', style: { fill: 'var(--ink)' } }));

/** Where the first node stands in the end. */
function tipAtEnd({ board, events }) {
  for (let at = events.length - 1; at >= 0; at--) {
    const { type, data } = events[at];
    if (type === 'block' && data.node === board.self) return data.change === 'disconnected' ? data.prev : data.hash;
  }
  return board.nodes[0]?.tip;
}

/** Plays into `stage`, with the sentence in `words`; answers how to stop. */
export function play(run, stage, words) {
  const { recording, playback, spreads } = run;
  const length = recording.end - recording.start;
  const chain = chainPanel({ askToMine: () => {}, low: true });
  const crowd = crowdPanel();
  const curve = curvePanel(run.command);
  const button = h('button', { class: 'btn p play', onclick: () => toggle() });
  const back = h('button', { class: 'btn', title: t('simulation.previous'), 'aria-label': t('simulation.previous'), onclick: () => block(-1) }, arrow(-1));
  const on = h('button', { class: 'btn', title: t('simulation.next'), 'aria-label': t('simulation.next'), onclick: () => block(1) }, arrow(1));
  const time = h('span', { class: 'm time' });
  const speeds = SPEEDS.map(speed => h('button', { onclick: () => change({ speed }) }, speed === .25 ? '¼×' : `${speed}×`));
  const skip = h('button', { class: 'btn', onclick: () => change({ skip: !run.skip }) });
  const bar = scrubBar(recording, spreads, run.stayed, { seek: past => want(past), shift: by => want((wanted ?? playback.at) - recording.start + by), block: by => block(by) });
  const controls = h('div', { class: 'sim-player', role: 'group', 'aria-label': t('replay.controls') },
    h('div', { class: 'row' }, button, back, on, time, h('span', { class: 'sp' }),
      h('div', { class: 'choices', role: 'group', 'aria-label': t('replay.speed') }, speeds), skip), bar.element);
  put(stage, chain.element, h('div', { class: 'sim-columns' }, crowd.element, curve.element), controls);
  // A card is a block of no chain of this node: it leads to the moment it was found.
  chain.element.addEventListener('click', event => {
    const hash = event.target.closest('a.bk')?.getAttribute('href')?.slice('#/block/'.length);
    if (!hash) return;
    event.preventDefault();
    const spread = spreads.find(one => one.hash === hash);
    if (spread) toBlock(spread);
  }, true);
  const unuse = useKeys([
    [[' '], 'simulation.keys.play', () => toggle()],
    [['ArrowRight'], 'simulation.next', () => block(1)],
    [['ArrowLeft'], 'simulation.previous', () => block(-1)],
    [['<', ','], 'simulation.keys.slower', () => faster(-1)],
    [['>'], 'simulation.keys.faster', () => faster(1)],
    [['PageDown', 'PageUp', 'n', 'e'], 'keys.toLesson', () => go(pathOf(talk()))],
    [['w'], 'simulation.keys.skip', () => change({ skip: !run.skip })],
  ]);
  let frame = 0;
  let last = performance.now();
  let drawnAt = -Infinity;
  let wanted;
  let dirty = true;

  function drawAll(now) {
    const { state, at } = playback;
    drawnAt = now;
    const past = at - recording.start;
    timeText(time, past, length);
    bar.draw(past);
    text(button, t(run.playing ? 'replay.pause' : 'replay.play'));
    SPEEDS.forEach((speed, index) => set(speeds[index], { 'aria-pressed': String(speed === run.speed) }));
    set(skip, { 'aria-pressed': String(run.skip) });
    text(skip, t(run.skip ? 'simulation.skipOn' : 'simulation.skipOff'));
    const { key, parameters } = sentenceOf(state, nodeName);
    text(words, t(key, parameters));
    chain.draw(state);
    drawSpread();
  }

  function drawSpread() {
    const { state, at } = playback;
    const newest = foundBy(spreads, at);
    crowd.draw(state, newest, at);
    curve.draw(newest, state.nodes.length, at, run.all);
  }

  /** A place on the bar; gone to with the next frame, however many were asked for. */
  function want(past) {
    wanted = recording.start + past;
    run.rest = 0;
  }

  function toBlock(spread) {
    want(spread.found - recording.start);
  }

  /** So many blocks on; back from the middle of a block's way leads to its beginning first. */
  function block(by) {
    const at = wanted ?? playback.at;
    const newest = foundBy(spreads, at);
    const place = newest ? spreads.indexOf(newest) : -1;
    const again = by < 0 && newest && at - newest.found > 500 ? 0 : by;
    const spread = spreads[Math.max(0, Math.min(spreads.length - 1, place + again))];
    if (spread) toBlock(spread);
  }

  function toggle() {
    const over = playback.at >= recording.end;
    change({ playing: over || !run.playing });
    if (over) want(0);
  }

  function faster(by) {
    change({ speed: SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(run.speed) + by))] });
  }

  function change(what) {
    Object.assign(run, what);
    dirty = true;
    drawnAt = -Infinity;
  }

  function move(passed) {
    if (wanted !== undefined) {
      playback.seek(wanted);
      wanted = undefined;
      return true;
    }
    if (!run.playing || isPaused()) return false;
    const next = playback.nextAt;
    if (run.skip && next !== undefined && next - playback.at > WAIT) {
      run.rest += passed;
      if (run.rest < REST && playback.at > recording.start) return false;
      run.rest = 0;
      playback.seek(next - LEAD);
      return true;
    }
    for (const message of playback.seek(playback.at + passed * run.speed / slowness())) crowd.message(playback.state, message);
    if (playback.at >= recording.end) change({ playing: false });
    return true;
  }

  function tick(now) {
    const passed = Math.min(MOST_STEP, now - last);
    last = now;
    const before = playback.nextAt;
    const moved = move(passed);
    const happened = before !== playback.nextAt;
    if (happened) dirty = true;
    if ((dirty || moved) && now - drawnAt > SLOW_EVERY) {
      dirty = false;
      drawAll(now);
    } else if (happened) drawSpread();
    frame = requestAnimationFrame(tick);
  }

  const resized = () => change({});
  drawAll(performance.now());
  addEventListener('resize', resized);
  frame = requestAnimationFrame(tick);
  return () => {
    cancelAnimationFrame(frame);
    removeEventListener('resize', resized);
    unuse();
  };
}
