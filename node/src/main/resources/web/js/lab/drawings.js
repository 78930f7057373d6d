/** The panels of experiments: one drawing for each kind of picture that the laboratory tells. */
import { h, put, s, set } from '../dom.js';
import { splitHash, whole } from '../format.js';
import { knows, nodeName, t } from '../i18n.js';
import { icon } from '../shapes.js';
import { store } from '../store.js';
import { ruleChip } from '../views/chip.js';
import { curves, revenue } from './curves.js';

const KINDS = { chain, merkle, values, verdict, steps, ownership, curves, revenue, histogram, table, number, bytes, sliders, flow, line: nodesInLine };

/** Which panels take the whole width, and which stand in the narrow column at the right. */
const WIDE = ['chain', 'ownership', 'steps', 'flow', 'line'];
const SIDE = ['verdict', 'number'];

/** Draws all panels of an experiment into their places. */
export function drawPanels(element, experiment, panels, perform) {
  if (isHeld(element)) return; // a slider is being moved: it must not be taken from under the finger
  const wide = [];
  const main = [];
  const side = [];
  for (const [name, panel] of Object.entries(panels)) {
    const drawn = drawPanel(experiment, name, panel, perform);
    (WIDE.includes(panel.kind) ? wide : SIDE.includes(panel.kind) || (SIDE_NAMES.includes(name) || SIDE_OF.includes(`${experiment}.${name}`)) ? side : main)[panel.kind === 'verdict' ? 'unshift' : 'push'](drawn);
  }
  // What belongs at the side of nothing shares the width evenly.
  const even = main.length === 0;
  if (even) main.push(...side.splice(0, Math.max(1, Math.floor(side.length / 2))));
  put(element, wide, main.length > 0 || side.length > 0 ? h('div', { class: side.length > 0 ? `lab-columns${even ? ' even' : ''}` : '' }, h('div', {}, main), h('div', {}, side)) : '');
  showNewest(element);
}

const SIDE_NAMES = ['link', 'money', 'key', 'sliders', 'chances', 'values'];
/** Those that are small in one experiment only. */
const SIDE_OF = ['tamper.payment', 'pruning.spent', 'whole.messages', 'partition.work'];

/** Of a chain that is wider than its place the newest blocks are seen; unless it is about one that was edited, which is an old one. */
function showNewest(element) {
  for (const chain of element.querySelectorAll('.lab-kind-chain .lab-scroll')) if (!chain.querySelector('.edited')) chain.scrollLeft = chain.scrollWidth;
}

function drawPanel(experiment, name, panel, perform) {
  const key = `lab.${experiment}.${name}`;
  const drawn = (KINDS[panel.kind] ?? unknown)(panel, experiment, perform);
  return h('section', { class: `pn lab-kind-${panel.kind} lab-is-${name}`, 'data-panel': name }, knows(key) ? h('div', { class: 'pn-h' }, h('h2', {}, t(key))) : '', drawn);
}

const unknown = panel => h('pre', {}, JSON.stringify(panel));

/** A key of the page's words, or a text in quotes that is shown as it is. */
export const words = (key, parameters) => knows(key) ? t(key, parameters) : key.replace(/^"|"$/g, '');

const isHash = value => /^[0-9a-f]{64}$/.test(value);

/** A value as people read it: a hash is cut, with its zeros in bold, and whole numbers are grouped. */
export function shown(value, length = 20) {
  if (/^node\.[A-Z]/.test(value)) return token(value.slice(5));
  if (value.includes(' → ')) return changed(value.split(' → '), length);
  if (isHash(value)) {
    const { zeros, rest } = splitHash(value, length);
    return h('span', { class: 'm', title: value }, h('b', {}, zeros), `${rest}…`);
  }
  if (/^[0-9]{5,15}$/.test(value)) return whole(Number(value));
  if (/^[0-9]{5,15}\.[0-9]+$/.test(value)) return whole(Number(value.split('.')[0])) + value.slice(value.indexOf('.'));
  if (/^[A-Za-z0-9]{26,}$/.test(value) && !/^[0-9a-f]+$/.test(value)) return h('span', { class: 'm', title: value }, `${value.slice(0, 8)}…${value.slice(-4)}`);
  if (/^[0-9a-f]{16,}$/.test(value)) return h('span', { class: 'm', title: value }, value.length > 28 ? `${value.slice(0, 14)}…${value.slice(-10)}` : value);
  return words(value);
}

function chain({ cards }) {
  const from = Math.min(...cards.map(card => card.height));
  const to = Math.max(...cards.map(card => card.height));
  const rows = Math.max(...cards.map(card => card.row)) + 1;
  return h('div', { class: 'lab-scroll', tabindex: '0', role: 'group', 'aria-label': t('chain.name') },
    h('ol', { class: 'lab-chain', style: { 'grid-template-columns': `repeat(${to - from + 1}, minmax(6.25rem, 9.125rem))` } }, cards.map(card => chainCard(card, from, rows))));
}

function chainCard(card, from) {
  const own = splitHash(card.hash, 12);
  const prev = splitHash(card.prev, 12);
  return h('li', { class: `lab-card ${card.mark}`, style: { 'grid-column': card.height - from + 1, 'grid-row': card.row + 1 } },
    h('span', { class: 'lab-arrow', 'aria-hidden': 'true' }, card.mark === 'broken' ? '≠' : card.height === 0 ? '' : '←'),
    h('span', { class: 'hh' }, h('strong', {}, card.height), h('span', { class: 'mark' }, card.mark ? t(`lab.mark.${card.mark}`) : '')),
    h('span', { class: 'm hs' }, h('b', {}, own.zeros), `${own.rest}…`),
    h('span', { class: 'm pv' }, '← ', h('b', {}, prev.zeros), prev.rest),
    h('span', { class: 'lab-holders' }, card.holders.map(name => token(name))));
}

/** A value that was another before. */
const changed = ([old, value], length) => [h('s', { class: 'lab-old' }, shown(old, length)), h('span', { 'aria-hidden': 'true' }, ' → '), h('b', { class: 'ac' }, shown(value, length))];

/** Nodes of a lab's network that the room hasn't: their colours go on where the room's end. */
const CITIES = ['Seoul', 'Busan', 'Jeju', 'Incheon', 'Daegu', 'Daejeon', 'Gwangju', 'Ulsan'];

/** A node's name on its colour. */
export function token(name) {
  const node = store.state.nodes.find(one => one.name === name);
  return h('span', { class: 'lab-token' }, icon(node?.index ?? CITIES.indexOf(name)), nodeName(name));
}

/**
 * A merkle tree, its root first. A level holds all its hashes or, with each hash's `index`, those on one way up and their siblings: of
 * a block with thousands of transactions that is all there is to draw.
 */
export function merkle({ levels }) {
  if (levels.at(-1)[0].index !== undefined && levels.at(-1).length <= 2 && levels.length > 2) return ladder(levels);
  const leaves = levels.at(-1).length;
  const lit = levels.at(-1).findIndex(hash => hash.state === 'lit');
  const width = 560;
  const depth = levels.length - 1;
  const slots = Math.min(2 ** depth, 8);
  // From an even leaf on, so that no pair is cut in two.
  const first = Math.max(0, Math.min(lit - 4, 2 ** depth - slots)) & ~1;
  const svg = s('svg', { class: 'lab-merkle', viewBox: `0 0 ${width} ${levels.length * 62 - 22}`, role: 'img', 'aria-label': t('lab.merkleTree', { n: leaves }) });
  const boxAt = level => Math.min(124, 2 ** (depth - level) * width / slots - 8);
  /** The middle of a hash above its leaves; of one that has some outside the picture, as near to that as it fits. */
  const x = (level, index) => {
    const middle = ((index + .5) * 2 ** (depth - level) - first) * width / slots;
    return Math.max(boxAt(level) / 2, Math.min(width - boxAt(level) / 2, middle));
  };
  const isSeen = (level, index) => (index + 1) * 2 ** (depth - level) > first && index * 2 ** (depth - level) < first + slots;
  levels.forEach((row, level) => row.forEach((hash, index) => {
    if (!isSeen(level, index)) return;
    const at = x(level, index);
    if (level > 0) {
      const up = x(level - 1, Math.floor(index / 2));
      svg.prepend(s('path', { class: `wire ${hash.state}`, d: `M${at} ${level * 62}V${level * 62 - 11}H${up}V${level * 62 - 22}` }));
    }
    const box = boxAt(level);
    svg.append(s('g', { class: `node ${hash.state}` },
      s('rect', { x: at - box / 2, y: level * 62, width: box, height: 38 }),
      s('text', { class: 'm', x: at, y: level * 62 + 24, 'text-anchor': 'middle' }, hash.state === 'cut' ? '·' : hash.hash.slice(0, box > 100 ? 10 : box > 60 ? 5 : 3))));
  }));
  return svg;
}

/** One way up: the lit hash of each level at its side of the pair, its sibling at the other. */
function ladder(levels) {
  const step = levels.length > 6 ? 46 : 62;
  const places = levels.map(row => row.map(hash => row.length === 1 && hash.index === 0 && row === levels[0] ? 280 : hash.index % 2 === 0 ? 150 : 410));
  const svg = s('svg', { class: 'lab-merkle ladder', viewBox: `0 0 560 ${levels.length * step - step + 38}`, role: 'img', 'aria-label': t('lab.merkleWay', { n: levels.length - 1 }) });
  levels.forEach((row, level) => row.forEach((hash, at) => {
    const x = places[level][at];
    const y = level * step;
    if (level > 0) {
      const up = places[level - 1][levels[level - 1].findIndex(one => one.state === 'lit')];
      svg.prepend(s('path', { class: `wire ${hash.state}`, d: `M${x} ${y}V${y - (step - 34) / 2}H${up}V${y - step + 34}` }));
    }
    svg.append(s('g', { class: `node ${hash.state}` }, s('rect', { x: x - 78, y, width: 156, height: 34 }), s('text', { class: 'm', x, y: y + 22, 'text-anchor': 'middle' }, `${hash.hash.slice(0, 12)}…`)));
  }));
  return svg;
}

export function values({ rows }) {
  return h('dl', { class: 'lab-values' }, rows.map(row => [
    h('dt', { class: row.lit ? 'lit' : '' }, words(row.key)),
    h('dd', { class: row.lit ? 'lit' : '' }, row.old ? [h('s', {}, shown(row.old, 12)), h('span', { 'aria-hidden': 'true' }, ' → ')] : '', h('b', {}, shown(row.value, row.old ? 14 : 20))),
  ]));
}

export function verdict({ node, sent, accepted, reason }) {
  return h('div', { class: accepted ? 'accepted' : 'refused', role: 'status' },
    h('p', { class: 'sent' }, t('lab.sentTo'), ' ', token(node), ' ', h('span', { class: 's k' }, words(sent))),
    h('p', { class: 'word' }, t(accepted ? 'lab.accepted' : 'lab.refused')),
    reason ? h('p', { class: 'reason' }, ruleChip(reason)) : '');
}

/** A script, operation by operation, and the stack around the last one that ran. */
export function steps({ operations, at, before, after, result }) {
  let part = '';
  return h('div', {},
    h('ol', { class: 'lab-ops' }, operations.map((operation, index) => {
      const begins = operation.part !== part;
      part = operation.part;
      return h('li', { class: `op ${operation.state}${index + 1 === at ? ' now' : ''}${begins ? ' begins' : ''}` },
        h('span', { class: 'part m' }, begins ? operation.part : ''),
        h('span', { class: 'box' }, h('b', { class: operation.name.startsWith('OP_') ? 'm' : '' }, words(operation.name)),
          h('span', { class: 's' }, operation.data ? short(operation.data) : knows(`op.${operation.name}`) ? t(`op.${operation.name}`) : '')),
        h('span', { class: 'nr' }, index + 1, ' ', h('span', { 'aria-hidden': 'true' }, operation.state === 'done' ? '✓' : operation.state === 'failed' ? '✕' : ''),
          operation.state === 'failed' ? ` ${t('lab.failsHere')}` : ''));
    })),
    at > 0 ? h('div', { class: 'lab-stacks' }, stack(t('lab.stackBefore', { n: at }), before), h('span', { class: 'to', 'aria-hidden': 'true' }, '→'), stack(t('lab.stackAfter'), after),
      result ? h('p', { class: 'result' }, result === 'OK' ? t('lab.scriptTrue') : [t('lab.scriptFalse'), ' ', h('b', { class: 'm' }, result)]) : '') : '');
}

const short = hex => hex.length > 14 ? `${hex.slice(0, 4)}…${hex.slice(-4)}` : hex;

/** A stack, its top first. */
function stack(title, elements) {
  return h('div', { class: 'lab-stack' }, h('p', { class: 's k' }, title),
    elements.length === 0 ? h('p', { class: 's k3' }, t('lab.stackEmpty')) : h('ol', {}, [...elements].reverse().map(element => h('li', { class: 'm' }, element === '' ? t('lab.false') : element === '01' ? t('lab.true') : short(element)))));
}

function ownership({ owners }) {
  return h('ol', { class: 'lab-owners' }, owners.map(owner => h('li', { class: owner.mark },
    h('span', { class: 'hh' }, h('b', {}, t('lab.fromTo', { from: person(owner.from), to: person(owner.to) })), h('strong', {}, owner.amount)),
    line(t('lab.signedBy', { name: person(owner.from) }), owner.signature ? short(owner.signature) : '—', owner.mark),
    line(t('lab.lockedTo', { name: person(owner.to) }), short(owner.key_hash)),
    line(t('lab.txid'), `${owner.txid.slice(0, 8)}…, ${owner.height < 0 ? t('lab.inNoBlock') : t('lab.inBlock', { height: owner.height })}`))));
}

const line = (name, value, mark = '') => h('span', { class: 'line' }, h('span', { class: 's k' }, name), h('span', { class: `m s ${mark}` }, value));

/** A node or a person of the story, in the page's language. */
export const person = name => knows(`person.${name}`) ? t(`person.${name}`) : nodeName(name);

function histogram({ width, counts, expected }) {
  const most = Math.max(1, ...counts, ...expected);
  const step = 540 / counts.length;
  const y = value => 150 - value / most * 140;
  const line = expected.map((value, at) => `${at === 0 ? 'M' : 'L'}${20 + (at + .5) * step} ${y(value)}`).join('');
  return s('svg', { class: 'lab-histogram', viewBox: '0 0 580 180', role: 'img', 'aria-label': t('lab.histogram') },
    counts.map((value, at) => s('rect', { x: 21 + at * step, y: y(value), width: step - 2, height: 150 - y(value) })),
    s('path', { d: line }),
    [0, counts.length / 2].map(at => s('text', { x: 20 + at * step, y: 172, 'text-anchor': 'middle' }, Number((at * width).toPrecision(3)))),
    // The last bin has all that is longer.
    s('text', { x: 20 + (counts.length - .5) * step, y: 172, 'text-anchor': 'middle' }, `${Number(((counts.length - 1) * width).toPrecision(3))}+`));
}

function table({ columns, rows, lit }) {
  return h('div', { class: 'lab-scroll', tabindex: '0', role: 'group', 'aria-label': t('lab.table') }, h('table', { class: 'lab-table' },
    h('thead', {}, h('tr', {}, columns.map(column => h('th', { scope: 'col' }, words(column))))),
    h('tbody', {}, rows.map((row, at) => h('tr', { class: at === lit ? 'lit' : '' }, row.map(cell => h('td', {}, shown(cell, 12))))))));
}

export function number({ value, unit, parts }) {
  return h('div', {}, h('p', { class: 'big' }, h('b', {}, shown(value)), ' ', words(unit)), parts.length > 0 ? values({ rows: parts }) : '');
}

function bytes({ hex, at, before, after }) {
  const bits = byte => parseInt(byte, 16).toString(2).padStart(8, '0').split('');
  const differs = bits(before).map((bit, index) => bit !== bits(after)[index]);
  const row = (name, byte, lit) => h('p', { class: 'bits' }, h('span', { class: 's k' }, t(name)), h('b', { class: 'm' }, byte),
    bits(byte).map((bit, index) => h('span', { class: `m bit${differs[index] ? lit ? ' lit' : ' was' : ''}` }, bit)));
  const element = h('div', {}, row('lab.bitWas', before, false), row('lab.bitIs', after, true),
    h('p', { class: 'm hex' }, hex.slice(0, at * 2), h('b', {}, after), hex.slice(at * 2 + 2)));
  set(element, { 'data-byte': at });
  return element;
}

/** Nodes in a row. A link that is cut is dashes, two slashes and the word; along one that told something stands when. */
function nodesInLine({ nodes, links }) {
  return h('ol', { class: 'lab-line' }, nodes.map((name, at) => {
    const link = at === 0 ? undefined : links[at - 1];
    return [link ? h('li', { class: link.cut ? 'link cut' : 'link' }, link.cut ? h('b', {}, h('span', { 'aria-hidden': 'true' }, '// '), t('net.cut')) : link.told ? h('span', {}, link.told, h('span', { 'aria-hidden': 'true' }, ' →')) : h('span', { class: 'sr' }, t('lab.linked'))) : '', h('li', {}, token(name))];
  }));
}

/** A payment: coins in at the left, coins out at the right, and what is left to the miner below. */
function flow({ inputs, outputs, fee }) {
  const part = one => h('li', { class: one.lit ? 'lit' : '' }, h('span', { class: 's k' }, words(one.key)), h('strong', {}, one.amount), h('span', { class: 's' }, one.owner.startsWith('"') ? words(one.owner) : person(one.owner)));
  return h('div', { class: 'lab-flow' }, h('ol', {}, inputs.map(part)), h('span', { class: 'to', 'aria-hidden': 'true' }, '→'),
    h('ol', {}, outputs.map(part), h('li', { class: 'fee' }, h('span', { class: 's k' }, t('lab.feeCoins')), h('strong', {}, fee), h('span', { class: 's' }, t('lab.toMiner')))));
}

/** While a slider has a pointer or key held down on it. */
let held;
const isHeld = element => held !== undefined && element.contains(held);

/** Numbers to choose; each change runs the command again, and the last one always does. */
export function sliders({ command, sliders: list }, experiment, perform) {
  let waiting = false;
  let again = false;
  const inputs = list.map(slider => h('input', { type: 'range', min: slider.least, max: slider.most, step: slider.step, value: slider.value, id: `slider-${experiment}-${slider.name}` }));
  const shownValues = list.map(slider => h('output', { for: `slider-${experiment}-${slider.name}` }, trimmed(slider.value, slider.step)));
  const send = async () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    await perform({ experiment, command, arguments: Object.fromEntries(list.map((slider, at) => [slider.name, trimmed(Number(inputs[at].value), slider.step)])) });
    waiting = false;
    if (again) {
      again = false;
      send();
    }
  };
  inputs.forEach((input, at) => {
    input.oninput = () => {
      shownValues[at].textContent = trimmed(Number(input.value), list[at].step);
      send();
    };
    input.onpointerdown = input.onkeydown = () => { held = input; };
    input.onpointerup = input.onkeyup = input.onblur = input.onpointercancel = () => {
      if (held === input) held = undefined;
    };
  });
  return h('div', { class: 'lab-sliders' }, list.map((slider, at) => h('div', {}, h('label', { for: `slider-${experiment}-${slider.name}` }, words(slider.key)), shownValues[at], inputs[at])));
}

const trimmed = (value, step) => step >= 1 ? String(Math.round(value)) : value.toFixed(2);
