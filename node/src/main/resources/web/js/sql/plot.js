/** A result of two columns as a picture: the second over the first, as bars or as a line. */
import { h, put, s, set } from '../dom.js';
import { t } from '../i18n.js';
import { figure } from './table.js';

/** Units of the drawing across, on a screen and on a phone: about a pixel each, so that its letters are as large as others. */
const WIDE = 640;
const NARROW = 350;
const HEIGHT = 240;
const LEFT = 76;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 30;

/** A third column of this name is what theory says, drawn as a line over the rest. */
const THEORY = 'expected';

/** How a result is best drawn: `bars`, `line`, or undefined where it has no two columns to draw. Pure. */
export function plotOf({ columns, numbers, rows }) {
  if (columns.length < 2 || !numbers[1] || rows.length < 2) return undefined;
  if (columns.length > 2 && columns[2] !== THEORY) return undefined;
  return numbers[0] && rows.length > 60 ? 'line' : 'bars';
}

/** Whether a result can be drawn at all. Pure. */
export const canPlot = ({ columns, numbers, rows }) => columns.length >= 2 && numbers[1] && rows.length >= 2;

/** Round steps from 0 or below to the most, at least three. Pure. */
export function levels(least, most) {
  const from = Math.min(0, least);
  const to = Math.max(0, most);
  const rough = (to - from || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find(one => one * power >= rough) * power;
  const first = Math.floor(from / step);
  const last = Math.max(first + 1, Math.ceil(to / step));
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** What the result says, point by point; rows without a number are left out, a line goes from left to right. Pure. */
export function pointsOf({ columns, numbers, rows }, kind) {
  const points = rows.filter(row => row[1] !== 'NULL' && (kind !== 'line' || !numbers[0] || row[0] !== 'NULL'))
    .map(row => ({ name: row[0], x: Number(row[0]), y: Number(row[1]), theory: columns[2] === THEORY && row[2] !== 'NULL' ? Number(row[2]) : undefined }));
  return kind === 'line' && numbers[0] ? points.sort((a, b) => a.x - b.x) : points;
}

/** A name in so many letters. */
const short = (name, most = 12) => figure(name).length > most ? `${figure(name).slice(0, most - 1)}…` : figure(name);

/** Builds the picture of a result as `bars` or `line`. Arrow keys walk from point to point, and each is said in words. */
export function plot(result, kind) {
  const isNarrow = innerWidth < 768;
  const width = isNarrow ? NARROW : WIDE;
  const points = pointsOf(result, kind);
  const [first, second] = result.columns;
  const values = points.flatMap(point => point.theory === undefined ? [point.y] : [point.y, point.theory]);
  const steps = levels(values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0));
  const y = value => HEIGHT - BOTTOM - (value - steps[0]) / (steps.at(-1) - steps[0]) * (HEIGHT - TOP - BOTTOM);
  const isScaled = kind === 'line' && result.numbers[0] && points.at(-1).x > points[0].x;
  const slot = (width - LEFT - RIGHT) / points.length;
  const x = at => isScaled
    ? LEFT + (points[at].x - points[0].x) / (points.at(-1).x - points[0].x) * (width - LEFT - RIGHT)
    : LEFT + (at + .5) * slot;
  const path = valueOf => points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(valueOf(point)).toFixed(1)}`).join('');

  const svg = s('svg', { class: 'sql-drawing', viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' });
  for (const level of steps) {
    svg.append(s('line', { class: level === 0 ? 'base' : 'grid', x1: LEFT, x2: width - RIGHT, y1: y(level), y2: y(level) }),
      s('text', { class: 'tick', x: LEFT - 8, y: y(level) + 5, 'text-anchor': 'end' }, tick(level)));
  }
  const places = named(points.length, isNarrow ? 4 : 8);
  const letters = Math.max(4, Math.floor((width - LEFT - RIGHT) / places.length / 9));
  for (const at of places) {
    const anchor = at === 0 && slot < 60 ? 'start' : at === points.length - 1 && slot < 60 ? 'end' : 'middle';
    svg.append(s('text', { class: 'tick', x: x(at), y: HEIGHT - 8, 'text-anchor': anchor }, short(points[at].name, letters)));
  }
  const marks = kind === 'bars'
    ? points.map((point, at) => s('rect', { class: 'bar', x: LEFT + at * slot + Math.min(2, slot * .15), width: Math.max(.5, slot - Math.min(4, slot * .3)), y: Math.min(y(point.y), y(0)), height: Math.abs(y(point.y) - y(0)) }))
    : points.map((_, at) => s('circle', { class: 'dot', cx: x(at), cy: y(points[at].y), r: 5 }));
  if (kind === 'line') svg.append(s('path', { class: 'series', d: path(point => point.y) }));
  svg.append(...marks);
  const hasTheory = points.every(point => point.theory !== undefined);
  if (hasTheory) svg.append(s('path', { class: 'theory', d: path(point => point.theory) }));

  const least = points.reduce((a, b) => b.y < a.y ? b : a);
  const most = points.reduce((a, b) => b.y > a.y ? b : a);
  const summary = t(kind === 'bars' ? 'sql.bars.what' : 'sql.line.what', { x: first, y: second, n: points.length, least: figure(String(least.y)), leastAt: short(least.name), most: figure(String(most.y)), mostAt: short(most.name) });
  const words = at => `${first} ${short(points[at].name)}: ${second} ${figure(String(points[at].y))}` + (points[at].theory === undefined ? '' : `, ${THEORY} ${figure(String(points[at].theory))}`);
  const said = h('span', {});
  const slider = h('div', { class: 'sql-plot', role: 'slider', tabindex: '0', 'aria-label': summary, 'aria-valuemin': 0, 'aria-valuemax': points.length - 1, onkeydown: walk, onpointerdown: point => choose(nearest(point)), onpointermove: point => choose(nearest(point)) }, svg);
  let chosen = 0;

  function choose(at) {
    chosen = Math.max(0, Math.min(points.length - 1, at));
    marks.forEach((mark, one) => mark.classList.toggle('on', one === chosen));
    set(slider, { 'aria-valuenow': chosen, 'aria-valuetext': words(chosen) });
    put(said, words(chosen));
  }

  function walk(event) {
    const to = { ArrowLeft: chosen - 1, ArrowDown: chosen - 1, ArrowRight: chosen + 1, ArrowUp: chosen + 1, PageUp: chosen + 10, PageDown: chosen - 10, Home: 0, End: points.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(to);
  }

  function nearest(event) {
    const box = svg.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width * width;
    return points.reduce((best, _, one) => Math.abs(x(one) - at) < Math.abs(x(best) - at) ? one : best, 0);
  }

  choose(points.indexOf(most));
  return h('figure', {}, slider, h('figcaption', { class: 's' }, h('b', {}, said), h('span', { class: 'k' }, summary, hasTheory ? ` ${t('sql.theory')}` : '')));
}

/** Which of so many points are named on the axis: about as many as fit, the first and the last among them. */
function named(count, most) {
  const step = Math.max(1, Math.ceil((count - 1) / (most - 1)));
  const all = Array.from({ length: count }, (_, at) => at);
  return all.filter(at => at % step === 0 && (at === 0 || count - 1 - at >= step * .6) || at === count - 1);
}

/** A level of the axis in few characters. */
function tick(level) {
  const size = Math.abs(level);
  for (const [from, letter] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e4, 'k']]) {
    if (size >= from) return `${Number((level / (from === 1e4 ? 1e3 : from)).toPrecision(3))}${letter}`;
  }
  return figure(String(level));
}
