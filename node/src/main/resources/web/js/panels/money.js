/** Who has what, as the serving node sees it; coins from the faucet, and payments. */
import { h, keyed, put, style, text } from '../dom.js';
import { coins, coinsShort, issued, whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { icon, look } from '../shapes.js';

/** More rows than this stand in two columns, without bars. */
const MOST_BARS = 5;
const MOST_ROWS = 14;

/** Builds the panel; answers `{element, draw(state)}`. */
export function moneyPanel({ askSend, askFaucet }) {
  const title = h('h2');
  const note = h('span', { class: 's k' });
  const list = h('ul', { class: 'purses' });
  const all = h('span', { class: 'k' });
  const sum = h('span');
  const send = h('button', { class: 'btn p', onclick: askSend });
  const faucet = h('button', { class: 'btn', onclick: askFaucet });
  const element = h('section', { class: 'pn money' }, h('div', { class: 'pn-h' }, title, note), list,
    h('div', { class: 'all-coins' }, all, sum), h('div', { class: 'pair' }, send, faucet));

  function draw(state) {
    text(title, t('money.title'));
    const rows = rowsOf(state);
    const most = Math.max(1, ...rows.map(row => row.balance));
    const many = rows.length > MOST_BARS;
    const waiting = !many && rows.some(row => changeOf(row) !== '');
    text(note, t('money.asSeen', { name: nodeName(state.self) }) + (waiting ? `, ${t('money.legend')}` : ''));
    list.classList.toggle('many', many);
    keyed(list, rows, row => row.key, newRow, (item, row) => updateRow(item, row, most, many));
    text(all, t('money.all'));
    put(sum, h('b', { class: 'num' }, coinsShort(totalOf(state))), ' ', h('span', { class: 'k' }, t('money.unit')));
    text(send, t('money.send'));
    text(faucet, t('money.faucet'));
  }

  return { element, draw };
}

const totalOf = state => issued(heightOf(state), state.network);
const heightOf = state => state.nodes.find(node => node.name === state.self)?.height ?? 0;

/**
 * Who holds how much of the coins on this node's chain: nodes first in their order, then the others, then what all other wallets hold
 * together, so that the rows sum to all coins. `pending` is what the waiting payments will change. Pure but for the names.
 */
export function rowsOf(state) {
  const index = new Map(state.nodes.map(node => [node.name, node.index]));
  const rows = state.money.map(purse => ({
    key: purse.name, label: nodeName(purse.name), index: index.get(purse.name) ?? -1, balance: Number(purse.balance ?? 0), pending: Number(purse.pending ?? 0), address: purse.address,
  }));
  rows.sort((a, b) => (a.index < 0) - (b.index < 0) || a.index - b.index);
  if (rows.length === 0) return rows;
  const elsewhere = { key: ' elsewhere', label: t('money.elsewhere'), index: -1, balance: totalOf(state) - sum(rows, 'balance'), pending: pendingElsewhere(state, rows) };
  return fold(elsewhere.balance > 0 || elsewhere.pending > 0 ? [...rows, elsewhere] : rows);
}

const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);

/** What waiting payments bring to all other wallets: what the nodes lose and no fee takes; 0 while not all of them are known. */
function pendingElsewhere(state, rows) {
  const waiting = [...state.mempool.values()];
  if (waiting.some(entry => entry.fee === undefined) || (state.mempoolCount ?? 0) > waiting.length) return 0;
  return -sum(rows, 'pending') - waiting.reduce((fees, entry) => fees + entry.fee, 0);
}

/** At most so many rows are shown; the rest is one row that says how many it holds. */
function fold(rows) {
  if (rows.length <= MOST_ROWS) return rows;
  const rest = rows.slice(MOST_ROWS - 1);
  return [...rows.slice(0, MOST_ROWS - 1), { key: ' rest', label: t('money.rest', { n: rest.length }), index: -1, balance: sum(rest, 'balance'), pending: sum(rest, 'pending') }];
}

function newRow() {
  const picture = h('span');
  const name = h('a');
  const pending = h('span', { class: 's ac' });
  const balance = h('b', { class: 'num' });
  const bar = h('i');
  return Object.assign(h('li', {}, h('div', { class: 'row' }, picture, name, pending, balance), h('div', { class: 'bar' }, bar)), { parts: { picture, name, pending, balance, bar } });
}

/** What waits, with its sign; empty where it is less than a hundredth of a coin. */
const changeOf = row => Math.abs(row.pending) < 1e6 ? '' : `${row.pending > 0 ? '+' : '−'}${coinsShort(Math.abs(row.pending))}`;

function updateRow(item, row, most, many) {
  const { picture, name, pending, balance, bar } = item.parts;
  if (item.index !== row.index) {
    item.index = row.index;
    put(picture, icon(row.index));
    style(bar, { background: look(row.index).colour });
  }
  text(name, row.label);
  if (row.address) name.setAttribute('href', `#/address/${row.address}`);
  text(balance, many ? whole(row.balance / 1e8) : coinsShort(row.balance));
  const change = changeOf(row);
  text(pending, many ? '' : change);
  item.title = `${row.label}: ${coins(row.balance)}${change ? `, ${t('money.pending', { change })}` : ''}`;
  style(bar, { width: `${100 * row.balance / most}%` });
}
