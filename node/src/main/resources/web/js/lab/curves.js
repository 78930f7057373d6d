/** Curves of formulas, and points of what was played out: section 11's over z, and a selfish miner's revenue over its share. */
import { h, s } from '../dom.js';
import { t } from '../i18n.js';

const WIDTH = 580;
const HEIGHT = 360;
const LEFT = 56;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 34;
/** The scale ends here; a curve leaves the picture where it falls below. */
const LEAST = 1e-4;

export function curves({ q, z, curves: list }) {
  const most = Math.max(...list.map(curve => curve.values.length)) - 1;
  const x = at => LEFT + at / Math.max(1, most) * (WIDTH - LEFT - RIGHT);
  const y = value => TOP + Math.log10(Math.max(LEAST, Math.min(1, value))) / Math.log10(LEAST) * (HEIGHT - TOP - BOTTOM);
  const svg = s('svg', { class: 'lab-curves-drawing', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': t('lab.curvesOf', { q, z }) });
  for (const level of [1, .1, .01, .001, .0001]) {
    svg.append(s('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(level), y2: y(level) }), s('text', { class: 'tick', x: LEFT - 8, y: y(level) + 5, 'text-anchor': 'end' }, `${level * 100}%`));
  }
  for (let at = 0; at <= most; at += 5) svg.append(s('text', { class: 'tick', x: x(at), y: HEIGHT - 8, 'text-anchor': 'middle' }, at));
  if (z <= most) svg.append(s('line', { class: 'chosen', x1: x(z), x2: x(z), y1: TOP, y2: HEIGHT - BOTTOM }), s('text', { class: 'chosen', x: x(z), y: HEIGHT - 8, 'text-anchor': 'middle' }, `z = ${z}`));
  list.forEach(curve => svg.append(...drawn(curve, x, y, LEAST, downTo(curve.values, LEAST))));
  return h('div', {}, svg, h('ul', { class: 'lab-legend' }, list.map(curve => h('li', {}, sample(curve), t(curve.key)))));
}

/** A line through these places, or points with their intervals where a value is at least so much. */
function drawn(curve, x, y, least, places) {
  const kind = curve.key.replace(/^.*\./, '');
  if (curve.errors.length === 0) return [s('path', { class: `curve ${kind}`, d: `M${places.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')}` })];
  return curve.values.flatMap((value, at) => value < least ? [] : [
    s('line', { class: `error ${kind}`, x1: x(at), x2: x(at), y1: y(value + curve.errors[at]), y2: y(Math.max(least, value - curve.errors[at])) }),
    s('circle', { class: `point ${kind}`, cx: x(at), cy: y(value), r: 4 }),
  ]);
}

/** The places of a curve down to where it falls below `least`, which is between two of its values on a logarithmic scale. */
function downTo(values, least) {
  const below = values.findIndex(value => value < least);
  const places = values.slice(0, below < 0 ? values.length : below).map((value, at) => [at, value]);
  if (below <= 0) return places;
  const [from, to] = [values[below - 1], values[below]].map(value => Math.log(Math.max(value, Number.MIN_VALUE)));
  return [...places, [below - 1 + (Math.log(least) - from) / (to - from), least]];
}

/** What a miner gets of the blocks over its share of the work; both axes go from nothing to all that is drawn. */
export function revenue({ alpha, gamma, step, curves: list }) {
  const most = Math.max(...list.map(curve => curve.values.length)) * step;
  const x = at => LEFT + at * step / most * (WIDTH - LEFT - RIGHT);
  const y = value => TOP + (1 - Math.min(1, value)) * (HEIGHT - TOP - BOTTOM);
  const svg = s('svg', { class: 'lab-curves-drawing', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': t('lab.revenueOf', { a: alpha.toFixed(2), g: gamma.toFixed(2) }) });
  for (const level of [0, .2, .4, .6, .8, 1]) svg.append(s('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(level), y2: y(level) }), s('text', { class: 'tick', x: LEFT - 8, y: y(level) + 5, 'text-anchor': 'end' }, `${Math.round(level * 100)}%`));
  const chosen = alpha / step;
  for (let percent = 0; percent < most * 100; percent += 10) if (Math.abs(percent / 100 - alpha) > .06) svg.append(s('text', { class: 'tick', x: x(percent / 100 / step), y: HEIGHT - 8, 'text-anchor': 'middle' }, `${percent}%`));
  svg.append(s('line', { class: 'chosen', x1: x(chosen), x2: x(chosen), y1: TOP, y2: HEIGHT - BOTTOM }), s('text', { class: 'chosen', x: x(chosen), y: HEIGHT - 8, 'text-anchor': 'middle' }, `α = ${Math.round(alpha * 100)}%`));
  list.forEach(curve => svg.append(...drawn(curve, x, y, 1e-9, [...curve.values.entries()])));
  return h('div', {}, svg, h('ul', { class: 'lab-legend' }, list.map(curve => h('li', {}, sample(curve), t(curve.key, { g: gamma.toFixed(2) })))));
}

function sample(curve) {
  const kind = curve.key.replace(/^.*\./, '');
  return s('svg', { viewBox: '0 0 40 12', 'aria-hidden': 'true', style: { width: '2.5rem', height: '.75rem' } },
    curve.errors.length > 0 ? s('circle', { class: `point ${kind}`, cx: 20, cy: 6, r: 4 }) : s('path', { class: `curve ${kind}`, d: 'M0 6H40' }));
}
