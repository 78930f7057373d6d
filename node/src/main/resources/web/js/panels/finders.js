/** Who found the room's blocks, and who found some that lost: there once somebody but the room's own nodes found one. */
import { getJson } from '../api.js';
import { h, keyed, put, set, style, text } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { icon, look } from '../shapes.js';
import { isServed } from '../source.js';

/** Rows that are drawn; the others are one row that says how many they are. */
const MOST_ROWS = 12;
/** Milliseconds between two questions to the node. */
const PAUSE = 3000;

/** Whether anybody but the room's nodes may have found a block: only then is the node asked. A chain without a node behind it has no money. Pure. */
export function mayBeOthers({ tabs, money, blocks, byName }) {
  return money.length > 0 && (tabs.length > 0 || [...blocks.values()].some(({ finder }) => finder && !byName.has(finder)));
}

/** The rows to draw: nothing as long as only the room's nodes found blocks. Pure. */
export function rowsOf(finders) {
  if (finders.every(({ kind }) => kind === 'node')) return [];
  const rows = finders.map((finder, at) => ({ ...finder, rank: at + 1, key: `${finder.kind} ${finder.name}` }));
  if (rows.length <= MOST_ROWS) return rows;
  const rest = rows.slice(MOST_ROWS - 1);
  const sum = field => rest.reduce((total, row) => total + row[field], 0);
  return [...rows.slice(0, MOST_ROWS - 1), { kind: 'rest', name: '', count: rest.length, rank: '', key: ' rest', found: sum('found'), stale: sum('stale') }];
}

/** Builds the panel; answers `{element, draw(state, recorded)}`. */
export function findersPanel() {
  const title = h('h2');
  const note = h('span', { class: 's k' });
  const list = h('ol', {});
  const element = h('section', { class: 'pn finders', hidden: true }, h('div', { class: 'pn-h' }, title, note), list);
  let answer;
  let asked = -Infinity;
  let later;
  let hidden = false;

  async function ask(state) {
    const wait = asked + PAUSE - performance.now();
    clearTimeout(later);
    if (wait > 0) {
      later = setTimeout(() => element.isConnected && ask(state), wait);
      return;
    }
    asked = performance.now();
    try {
      answer = await getJson('/people/blocks');
    } catch (problem) {
      if (problem.status === undefined) throw problem; // what is missing comes with the next block
    }
    show(state);
  }

  function show(state) {
    const rows = answer && !hidden ? rowsOf(answer.finders) : [];
    element.hidden = rows.length === 0;
    if (element.hidden) return;
    const most = Math.max(1, ...rows.map(row => row.found));
    text(title, t('finders.title'));
    text(note, t('finders.from', { n: answer.from }));
    keyed(list, rows, row => row.key, newRow, (item, row) => updateRow(item, row, most, state));
  }

  return {
    element,
    /** A recording's blocks are on no chain of the node, so nothing is said of their finders. */
    draw(state, recorded) {
      hidden = recorded;
      if (isServed && !recorded && mayBeOthers(state)) ask(state);
      show(state);
    },
  };
}

function newRow() {
  const rank = h('span', { class: 'k num' });
  const picture = h('span', { class: 'picture' });
  const name = h('span', { class: 'name' });
  const stale = h('span', { class: 's k' });
  const found = h('b', { class: 'num' });
  const bar = h('i');
  return Object.assign(h('li', {}, h('div', { class: 'row' }, rank, picture, name, stale, found), h('div', { class: 'bar', 'aria-hidden': 'true' }, bar)), { parts: { rank, picture, name, stale, found, bar } });
}

function updateRow(item, row, most, { byName }) {
  const { rank, picture, name, stale, found, bar } = item.parts;
  const index = row.kind === 'node' ? byName.get(row.name)?.index ?? -1 : -1;
  if (item.index !== index) {
    item.index = index;
    put(picture, index >= 0 ? icon(index) : '');
    style(bar, { background: index >= 0 ? look(index).colour : 'var(--ink)' });
  }
  const words = row.kind === 'rest' ? t('money.rest', { n: row.count }) : row.kind === 'node' ? nodeName(row.name) : row.name;
  text(rank, row.rank);
  text(name, words);
  set(name, { title: words });
  text(stale, row.stale > 0 ? t('finders.stale', { n: row.stale }) : '');
  text(found, row.found);
  style(bar, { width: `${100 * row.found / most}%` });
}
