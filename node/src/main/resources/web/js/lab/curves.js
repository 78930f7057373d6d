/** Section 11's curves over z: the paper's, the exact ones, and what races gave. */
import { h, s } from '../dom.js';
import { t } from '../i18n.js';

const WIDTH = 580;
const HEIGHT = 360;
const LEFT = 56;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 34;
/** The scale ends here; what is less lies on the axis. */
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
  for (const curve of list) {
    const kind = curve.key.replace(/^.*\./, '');
    if (curve.errors.length > 0) {
      curve.values.forEach((value, at) => {
        if (value < LEAST) return;
        const error = curve.errors[at];
        svg.append(s('line', { class: `error ${kind}`, x1: x(at), x2: x(at), y1: y(value + error), y2: y(Math.max(LEAST, value - error)) }), s('circle', { class: `point ${kind}`, cx: x(at), cy: y(value), r: 4 }));
      });
    } else {
      svg.append(s('path', { class: `curve ${kind}`, d: curve.values.map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('') }));
    }
  }
  return h('div', {}, svg, h('ul', { class: 'lab-legend' }, list.map(curve => h('li', {}, sample(curve), t(curve.key)))));
}

function sample(curve) {
  const kind = curve.key.replace(/^.*\./, '');
  return s('svg', { viewBox: '0 0 40 12', 'aria-hidden': 'true', style: { width: '2.5rem', height: '.75rem' } },
    curve.errors.length > 0 ? s('circle', { class: `point ${kind}`, cx: 20, cy: 6, r: 4 }) : s('path', { class: `curve ${kind}`, d: 'M0 6H40' }));
}
