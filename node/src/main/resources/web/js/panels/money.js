/** Who has what, as the serving node sees it; coins from the faucet, and payments. */
import { h, keyed, put, style, text } from '../dom.js';
import { coinsShort, issued } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { icon, look } from '../shapes.js';

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
    text(note, t('money.asSeen'));
    const rows = rowsOf(state);
    const most = Math.max(1, ...rows.map(row => row.balance));
    list.classList.toggle('many', rows.length > 5);
    keyed(list, rows, row => row.key, newRow, (item, row) => updateRow(item, row, most));
    text(all, t('money.all'));
    put(sum, h('b', { class: 'num' }, coinsShort(totalOf(state))), ' ', h('span', { class: 'k' }, t('money.unit')));
    text(send, t('money.send'));
    text(faucet, t('money.faucet'));
  }

  return { element, draw };
}

const totalOf = state => issued(heightOf(state), state.network);
const heightOf = state => state.nodes.find(node => node.name === state.self)?.height ?? 0;

/** Nodes first in their order, then the others, then what all other wallets hold together. */
export function rowsOf(state) {
  const index = new Map(state.nodes.map(node => [node.name, node.index]));
  const rows = state.money.map(purse => ({ key: purse.name, label: nodeName(purse.name), index: index.get(purse.name) ?? -1, balance: Number(purse.balance ?? 0), address: purse.address }));
  rows.sort((a, b) => (a.index < 0) - (b.index < 0) || a.index - b.index);
  const elsewhere = totalOf(state) - rows.reduce((total, row) => total + row.balance, 0);
  if (rows.length > 0 && elsewhere > 0) rows.push({ key: ' elsewhere', label: t('money.elsewhere'), index: -1, balance: elsewhere });
  return rows;
}

function newRow() {
  const picture = h('span');
  const name = h('a');
  const balance = h('b', { class: 'num' });
  const bar = h('i');
  return Object.assign(h('li', {}, h('div', { class: 'row' }, picture, name, balance), h('div', { class: 'bar' }, bar)), { parts: { picture, name, balance, bar } });
}

function updateRow(item, row, most) {
  const { picture, name, balance, bar } = item.parts;
  if (item.index !== row.index) {
    item.index = row.index;
    put(picture, icon(row.index));
    style(bar, { background: look(row.index).colour });
  }
  text(name, row.label);
  if (row.address) name.setAttribute('href', `#/address/${row.address}`);
  text(balance, coinsShort(row.balance));
  style(bar, { width: `${100 * row.balance / most}%` });
}
