/** How a block spread: the share of the nodes that have it over the seconds since it was found, with the times at 50, 90 and 99 %. */
import { h, put, s, set, text } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { reached, seconds, SHARES, within } from './spread.js';

const WIDTH = 400;
const HEIGHT = 164;
const LEFT = 46;
const RIGHT = 14;
const TOP = 10;
const BOTTOM = 28;
const TICKS = [.05, .1, .2, .25, .5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600];

/** Builds the panel; `command` is what prints the same figures. Answers `{element, draw(spread, nodes, at, all)}`. */
export function curvePanel(command) {
  const title = h('h2');
  const note = h('span', { class: 's k' });
  const figures = SHARES.map(share => ({ name: h('dt', { class: 's k' }), value: h('dd', {}), share }));
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' });
  const cursor = s('line', { class: 'cursor', y1: TOP, y2: HEIGHT - BOTTOM });
  const total = h('p', { class: 's k' });
  const element = h('section', { class: 'pn curve-panel' }, h('div', { class: 'pn-h' }, title, note),
    h('dl', { class: 'shares' }, figures.map(({ name, value }) => h('div', {}, name, value))), svg, total, h('p', { class: 's m command' }, command));
  let drawn = '';

  /** `all` are the delays of all blocks that stayed. */
  function draw(spread, nodes, at, all) {
    const most = spread ? Math.max(1e5, (spread.delays.at(-1) ?? 0) * 1.06) : 1e6;
    const x = micros => LEFT + Math.max(0, Math.min(1, micros / most)) * (WIDTH - LEFT - RIGHT);
    const print = `${spread?.hash} ${document.documentElement.lang}`;
    if (print !== drawn) {
      drawn = print;
      text(title, spread ? t('curve.title', { height: spread.height, finder: nodeName(spread.finder) }) : t('curve.none'));
      for (const { name, value, share } of figures) {
        text(name, t('curve.share', { share }));
        put(value, h('b', {}, seconds(spread && within(spread.delays, share))), ' ', h('span', { class: 's k' }, t('curve.seconds')));
      }
      picture(spread, nodes, x, most);
      text(total, all.length === 0 ? '' : t('curve.all', Object.fromEntries(SHARES.map(share => [`s${share}`, seconds(within(all, share))]))));
    }
    const past = spread ? (at - spread.found) * 1000 : 0;
    text(note, spread ? t('curve.reached', { n: reached(spread, past), nodes }) : '');
    set(cursor, { x1: x(past), x2: x(past) });
  }

  function picture(spread, nodes, x, most) {
    const y = share => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
    const step = TICKS.find(tick => most / 1e6 / tick <= 6) ?? most / 5e6;
    const ticks = Array.from({ length: Math.floor(most / 1e6 / step) + 1 }, (_, index) => index * step);
    put(svg,
      [0, .5, 1].map(share => [s('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(share), y2: y(share) }), s('text', { class: 'tick', x: LEFT - 6, y: y(share) + 5, 'text-anchor': 'end' }, `${share * 100}%`)]),
      ticks.map(tick => s('text', { class: 'tick', x: x(tick * 1e6), y: HEIGHT - 8, 'text-anchor': 'middle' }, `${Number(tick.toFixed(2))}${tick === 0 ? ` ${t('curve.unit')}` : ''}`)),
      spread && s('path', { class: 'line', d: path(spread, nodes, x, y) }),
      spread && SHARES.map(share => mark(within(spread.delays, share), share / 100, x, y)),
      cursor);
    set(svg, { 'aria-label': spread ? t('curve.said', Object.fromEntries([['height', spread.height], ...SHARES.map(share => [`s${share}`, seconds(within(spread.delays, share))])])) : t('curve.none') });
  }

  const mark = (micros, share, x, y) => micros === undefined ? '' : [
    s('line', { class: 'mark', x1: x(micros), x2: x(micros), y1: y(share), y2: HEIGHT - BOTTOM }),
    s('circle', { class: 'point', cx: x(micros), cy: y(share), r: 4 })];

  return { element, draw };
}

/** A step up for each node, the finder first. */
function path(spread, nodes, x, y) {
  let line = `M${LEFT} ${y(1 / nodes).toFixed(1)}`;
  spread.delays.forEach((micros, index) => {
    line += `H${x(micros).toFixed(1)}V${y((index + 2) / nodes).toFixed(1)}`;
  });
  return `${line}H${WIDTH - RIGHT}`;
}
