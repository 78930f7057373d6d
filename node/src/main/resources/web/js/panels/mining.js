/** Work in sight: tries a second, the best hash against the target, and how long the blocks took. */
import { h, put, s, set, text } from '../dom.js';
import { count, expectedTries, targetOf, whole } from '../format.js';
import { language, t } from '../i18n.js';
import { putHash } from './chain.js';

const WIDTH = 290;
const BINS = 16;
/** Numbers change in place at most four times a second. */
const EVERY = 250;

/** The waits between blocks alone, for where nobody mines in sight. Answers `{element, draw(state)}`. */
export function waitsPanel() {
  const title = h('h2');
  const waits = s('svg', { class: 'waits', viewBox: `0 0 ${WIDTH} 112`, role: 'img' });
  const element = h('section', { class: 'pn waiting' }, h('div', { class: 'pn-h' }, title), waits);

  function draw(state) {
    text(title, t('mining.waitsTitle'));
    drawWaits(waits, state);
  }

  return { element, draw };
}

/** Builds the panel; answers `{element, draw(state)}`. */
export function miningPanel({ openControls }) {
  const title = h('h2');
  const note = h('span');
  const number = h('b');
  const unit = h('span', { class: 'k' });
  const names = [h('span'), h('span')];
  const hexes = [h('span', { class: 'm' }), h('span', { class: 'm' })];
  const bar = s('rect', { height: 10, width: 0, style: { fill: 'var(--ink)' } });
  const meter = s('svg', { class: 'meter', viewBox: `0 0 ${WIDTH} 16`, role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100 },
    s('rect', { width: WIDTH, height: 10, style: { fill: 'var(--sf2)' } }), bar,
    s('rect', { x: 179, y: -6, width: 4, height: 22, style: { fill: 'var(--bg)' } }), s('rect', { x: 180, y: -6, width: 2, height: 22, style: { fill: 'var(--ink)' } }));
  const done = h('b');
  const wanted = h('span', { class: 'k' });
  const waits = s('svg', { class: 'waits', viewBox: `0 0 ${WIDTH} 112`, role: 'img' });
  const controls = h('button', { class: 'slim', onclick: openControls });
  const element = h('section', { class: 'pn mining' },
    h('div', { class: 'pn-h' }, title, h('span', { class: 's k' }, note, ' ', controls)),
    h('div', { class: 'rate' }, number, unit),
    h('div', { class: 'hexes' }, h('div', {}, names[0], hexes[0]), h('div', {}, names[1], hexes[1])),
    meter, h('div', { class: 'under-meter' }, done, wanted), waits);
  let last = 0;
  let later;
  /** Characters of a hash that fit beside its name. */
  const room = () => language() === 'ko' ? 17 : 21;

  function draw(state) {
    const wait = last + EVERY - performance.now();
    clearTimeout(later);
    if (wait > 0) {
      later = setTimeout(() => draw(state), wait);
      return;
    }
    last = performance.now();
    const miners = state.nodes.filter(node => node.running !== false);
    const speed = miners.reduce((sum, node) => sum + (node.hash_rate ?? 0), 0);
    const tries = miners.reduce((sum, node) => sum + (node.mining?.tries ?? 0), 0);
    const best = miners.map(node => node.mining?.best_hash).filter(hash => hash).sort()[0];
    const target = targetNow(state, miners);
    const expected = target ? expectedTries(target) : 0;
    text(title, t('mining.title'));
    const bits = bitsNow(state);
    text(note, bits ? t('mining.bits', { bits }) : '');
    text(number, whole(Number(speed.toPrecision(3))));
    text(unit, t('mining.perSecond'));
    text(controls, t('mining.controls'));
    set(controls, { 'aria-label': t('mining.open'), title: t('mining.open') });
    text(names[0], t('mining.target'));
    text(names[1], t('mining.best'));
    say(hexes[0], target);
    say(hexes[1], best, t('mining.none'));
    const share = expected > 0 ? 180 * tries / expected : 0;
    bar.setAttribute('width', Math.min(WIDTH, share));
    set(meter, { 'aria-valuenow': Math.round(Math.min(100, share / WIDTH * 100)), 'aria-label': t('mining.meter') });
    text(done, t('mining.tries', { n: count(tries, language()) }));
    text(wanted, t('mining.expected', { n: count(expected, language()) }));
    drawWaits(waits, state);
  }

  /** A hash with bold zeros, or the words where there is none; only where it is another one. */
  function say(place, hash, none = '') {
    const print = `${hash} ${room()} ${none}`;
    if (place.print === print) return;
    place.print = print;
    put(place, hash ? '' : none);
    if (hash) putHash(place, hash, room());
  }

  return { element, draw };
}

const bitsNow = state => {
  const tip = state.nodes.find(node => node.name === state.self)?.tip;
  return state.blocks.get(tip)?.bits;
};

/** The target of the block that is being looked for. */
function targetNow(state, miners) {
  const told = miners.map(node => node.mining?.target).find(target => /^[0-9a-f]{64}$/.test(target ?? ''));
  const bits = bitsNow(state);
  return told ?? (bits ? targetOf(bits) : undefined);
}

/** The bins of the histogram: each a quarter of the target spacing, the last one collects the rest. Pure. */
export function binsOf(intervals, spacing) {
  const bins = new Array(BINS).fill(0);
  for (const seconds of intervals) bins[Math.max(0, Math.min(BINS - 1, Math.floor(seconds / (spacing / 4))))]++;
  return bins;
}

/** Bars are the blocks' waiting times; the line is the exponential with the target as mean, over the same area. */
function drawWaits(svg, state) {
  const print = [state.intervals.join(), state.spacing, language()].join('|');
  if (svg.print === print) return;
  svg.print = print;
  const bins = binsOf(state.intervals, state.spacing);
  const n = state.intervals.length;
  const first = n * (1 - Math.exp(-.25));
  const most = Math.max(...bins, first, 1);
  const floor = 92;
  const tall = 70; // under the words
  const pitch = WIDTH / BINS;
  const curve = [];
  for (let at = 0; n > 0 && at <= 32; at++) {
    const x = pitch / 2 + (WIDTH - pitch / 2) * at / 32;
    const inBin = n * Math.exp(-.25 * (x / pitch - .5)) * (1 - Math.exp(-.25));
    curve.push(`${x.toFixed(1)},${(floor - tall * inBin / most).toFixed(1)}`);
  }
  const mark = quarter => ({ x: quarter * 4 * pitch, value: axis(quarter * state.spacing) });
  put(svg,
    bins.map((value, at) => s('rect', { x: 1 + at * pitch, y: floor - tall * value / most, width: pitch - 2, height: tall * value / most, style: { fill: 'var(--f2)' } })),
    n > 0 && s('polyline', { points: curve.join(' '), fill: 'none', stroke: 'var(--ink)', 'stroke-width': 2 }),
    s('line', { x1: 0, y1: floor + .5, x2: WIDTH, y2: floor + .5, stroke: 'var(--ink2)' }),
    [0, 1, 2, 3].map(quarter => s('text', { x: mark(quarter).x, y: 109, 'text-anchor': quarter === 0 ? 'start' : 'middle' }, mark(quarter).value)),
    s('text', { x: WIDTH, y: 16, 'text-anchor': 'end' }, t(state.spacing >= 300 ? 'mining.waitsMinutes' : 'mining.waits', { n })));
  set(svg, { 'aria-label': t('mining.waits', { n }) });
}

const axis = seconds => seconds >= 300 ? String(Math.round(seconds / 60)) : String(Math.round(seconds * 10) / 10);
