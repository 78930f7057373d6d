/** The payments that wait: area is bytes, shade is fee rate; what a block takes falls into it. */
import { h, keyed, put, s, set, style, text } from '../dom.js';
import { bytes, coins, rate, textWidth } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { animate, isStill, time } from '../motion.js';

/** Fee rates (satoshis a byte) at which the next shade begins. */
export const STEPS = [3, 6, 10, 15, 25];
const HEIGHT = 234;
/** With large type on a projector everything else needs more room. */
const LOW = 168;
const heightNow = () => innerWidth >= 1280 && document.documentElement.hasAttribute('data-large') ? LOW : HEIGHT;
/** More cells than this are no longer seen apart; the cheapest are counted together. */
const MOST_CELLS = 250;

/** A block and the payments it takes are told apart by at most so many milliseconds. */
const TOGETHER = 1500;

export const stepOf = feeRate => STEPS.filter(from => feeRate >= from).length;

/** Builds the panel; without `askFaucet` it has nothing to press. Answers `{element, draw(state, changed)}`. */
export function mempoolPanel({ askFaucet, openDemo }) {
  const title = h('h2');
  const note = h('span');
  const demo = h('button', { class: 'slim', onclick: openDemo });
  const cells = s('g');
  const tree = s('svg', { class: 'tree', role: 'list' }, cells);
  const legend = s('svg', { class: 'legend', 'aria-hidden': 'true' });
  const nothing = h('div', { class: 'nothing' });
  const element = h('section', { class: 'pn mempool' }, h('div', { class: 'pn-h' }, title, h('span', { class: 's k' }, note, ' ', demo)), tree, nothing, legend);
  let tip;
  let landed = -Infinity;
  let gone = [];

  function draw(state) {
    const entries = [...state.mempool.values()].sort((a, b) => b.fee_rate - a.fee_rate || (a.txid < b.txid ? -1 : 1));
    const total = entries.reduce((sum, entry) => sum + entry.vsize, 0);
    text(title, t('mempool.title'));
    text(note, t('mempool.count', { n: Math.max(entries.length, state.mempoolCount ?? 0), size: bytes(total) }));
    demo.hidden = state.demo === undefined;
    text(demo, t('mining.controls'));
    set(demo, { 'aria-label': t('demo.title'), title: t('demo.title') });
    const self = state.nodes.find(node => node.name === state.self);
    if (tip !== undefined && self?.tip !== tip) landed = performance.now();
    tip = self?.tip;
    const width = Math.max(240, Math.min(740, element.clientWidth * 16 / parseFloat(getComputedStyle(document.documentElement).fontSize) || 290));
    const vanished = leaving(cells, state.mempool);
    gone = [...gone, ...vanished].filter(cell => performance.now() - cell.at < TOGETHER);
    if (gone.length > 0 && performance.now() - landed < TOGETHER) {
      drop(gone, tip);
      gone = [];
    }
    tree.toggleAttribute('hidden', entries.length === 0);
    nothing.hidden = entries.length > 0;
    put(nothing, h('span', {}, t('mempool.empty')), askFaucet ? h('button', { class: 'btn', onclick: askFaucet }, t('money.faucet')) : '');
    const height = heightNow();
    set(tree, { viewBox: `0 0 ${width} ${height}`, 'aria-label': t('mempool.title') });
    keyed(cells, squares(entries, width, height), square => square.key, newCell, (cell, square) => updateCell(cell, square, state));
    drawLegend(legend, width, entries[0]?.fee_rate);
  }

  return { element, draw };
}

/** The treemap's rectangles, in design units. */
function squares(entries, width, height) {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, MOST_CELLS).map(entry => ({ entry, size: entry.vsize }));
  const rest = entries.slice(MOST_CELLS);
  if (rest.length > 0) shown.push({ rest, size: rest.reduce((sum, entry) => sum + entry.vsize, 0) });
  const d3 = globalThis.d3;
  const root = d3.treemap().size([width, height]).paddingInner(2).round(false)(d3.hierarchy({ children: shown }).sum(node => node.size ?? 0));
  return root.leaves().map(leaf => ({ ...leaf.data, key: leaf.data.entry?.txid ?? 'rest', x: leaf.x0, y: leaf.y0, width: leaf.x1 - leaf.x0, height: leaf.y1 - leaf.y0 }));
}

function newCell() {
  const box = s('rect', { class: 'box' });
  const words = s('text', { class: 'n', x: 7 });
  const to = s('text', { class: 'to', x: 7 });
  const name = s('title');
  const mark = s('rect', { class: 'mark', x: 2, y: 2, fill: 'none', 'stroke-width': 4 });
  const link = s('a', { class: 'cell', role: 'listitem' }, name, box, mark, words, to);
  link.parts = { box, mark, words, to, name };
  return link;
}

function updateCell(cell, square, state) {
  const { box, mark, words, to, name } = cell.parts;
  const { entry, rest, x, y, width, height } = square;
  const step = stepOf(entry?.fee_rate ?? 0);
  style(cell, { transform: `translate(${x}px, ${y}px)` });
  set(box, { width: Math.max(1, width), height: Math.max(1, height), style: { fill: `var(--f${step})` } });
  set(mark, { width: Math.max(1, width - 4), height: Math.max(1, height - 4), style: { stroke: state.followed.has(entry?.txid) ? 'var(--ac)' : 'none' } });
  cell.fillStep = step;
  const font = width * height > 6000 ? 26 : width * height > 2400 ? 20 : 16;
  const fits = width >= 24 && height >= 18;
  const print = rest ? `+${rest.length}` : rate(entry.fee_rate);
  set(words, { 'font-size': fits ? font : 0, y: font === 26 ? 29 : font === 20 ? 23 : Math.min(19, height / 2 + 6), style: { fill: `var(--fi${step})` } });
  text(words, fits && print.length * font * .58 + 8 < width ? print : '');
  const label = entry ? labelOf(entry, state.money) : '';
  set(to, { y: font + 23, style: { fill: `var(--fi${step})` } });
  text(to, label && width > textWidth(label, 14) + 14 && height > font + 32 ? label : '');
  if (rest) {
    text(name, t('mempool.rest', { n: rest.length }));
    return;
  }
  set(cell, { href: `#/tx/${entry.txid}` });
  const paid = (entry.outputs ?? []).filter(output => !entry.from?.includes(output.address)).reduce((sum, output) => sum + output.value, 0);
  const said = t('mempool.cell', { rate: print, size: entry.vsize, id: entry.txid.slice(0, 12), value: coins(paid) });
  text(name, label ? `${said}, ${label}` : said);
  set(cell, { 'aria-label': label ? `${said}, ${label}` : said });
}

/** `to Busan` where the board knows who is paid, else `from Seoul` where it knows who pays. */
function labelOf(entry, money) {
  const { from, to } = partiesOf(entry, money);
  if (to) return t('mempool.to', { name: nodeName(to) });
  return from ? t('mempool.from', { name: nodeName(from) }) : '';
}

/** Who pays and who is paid, where the board knows them: an output back to the payer is change and pays nobody. Pure. */
export function partiesOf(entry, money) {
  const owners = new Map(money.map(purse => [purse.address, purse.name]));
  const payers = new Set(entry.from ?? []);
  return {
    from: [...payers].map(address => owners.get(address)).find(name => name),
    to: (entry.outputs ?? []).filter(output => !payers.has(output.address)).map(output => owners.get(output.address)).find(name => name),
  };
}

/** What is about to leave the treemap, with the place where it was. */
function leaving(cells, mempool) {
  const at = performance.now();
  return [...(cells.heldByKey ?? new Map())].filter(([txid]) => txid !== 'rest' && !mempool.has(txid))
    .map(([, cell]) => ({ at, from: cell.getBoundingClientRect(), step: cell.fillStep }));
}

/** Cells that left with a new block fall from the treemap onto its card. */
function drop(gone, tip) {
  const card = document.querySelector(`.cards a[href="#/block/${tip}"]`);
  if (isStill() || document.hidden || !card) return;
  const target = card.getBoundingClientRect();
  gone.slice(0, 40).filter(cell => cell.from.width > 0).forEach(({ from, step }, at) => {
    const ghost = h('div', { class: 'falling', style: { width: `${from.width}px`, height: `${from.height}px`, background: `var(--f${step})` } });
    document.body.append(ghost);
    animate(ghost, [
      { transform: `translate(${from.left}px, ${from.top}px)`, opacity: 1 },
      { transform: `translate(${target.left + target.width / 2}px, ${target.top + target.height / 2}px) scale(.1)`, opacity: .6 },
    ], time('t3') + at * 15, 'cubic-bezier(.4, 0, .6, 1)').then(() => ghost.remove());
  });
}

function drawLegend(svg, width, highest) {
  const from = width - 140;
  const print = [width, highest, t('mempool.perByte')].join();
  if (svg.print === print) return;
  svg.print = print;
  set(svg, { viewBox: `0 0 ${width} 30` });
  const top = Math.max(25, Math.round(highest ?? 0));
  put(svg,
    [0, 1, 2, 3, 4, 5].map(step => s('rect', { x: from + step * 140 / 6, width: 140 / 6 + .5, height: 12, style: { fill: `var(--f${step})` } })),
    s('text', { y: 11 }, t('mempool.perByte')),
    s('text', { x: from, y: 28 }, '1'),
    s('text', { x: from + 70, y: 28, 'text-anchor': 'middle' }, String(STEPS[2])),
    s('text', { x: width, y: 28, 'text-anchor': 'end' }, String(top)));
}
