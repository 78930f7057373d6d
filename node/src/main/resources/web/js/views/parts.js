/** Small pieces the explorer's views share. */
import { h } from '../dom.js';
import { coins, splitHash } from '../format.js';
import { t } from '../i18n.js';
import { problemWords } from '../problems.js';
import { store } from '../store.js';
import { ruleChip } from './chip.js';

/** A hash with bold zeros, as a link where there is somewhere to go; `length` characters of it. */
export function hashText(hash, { href, length = 64 } = {}) {
  const { zeros, rest } = splitHash(hash, length);
  const inner = [h('b', {}, zeros), length < hash.length ? `${rest}…` : rest];
  return href ? h('a', { class: 'm hash', href, title: hash }, inner) : h('span', { class: 'm hash', title: hash }, inner);
}

/** A column of names and values. */
export function facts(rows) {
  return h('dl', { class: 'facts' }, rows.filter(row => row).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** A titled part of a view under its rule. */
export function panel(title, note, ...content) {
  return h('section', { class: 'pn' }, h('div', { class: 'pn-h' }, h('h2', {}, title), h('span', { class: 's k' }, note ?? '')), content);
}

/** Inputs on the left, outputs on the right; `mark` is an address to be told apart. */
export function flow(transaction, mark) {
  const side = (list, one) => h('ul', { class: 'side' }, list.map(one));
  const who = (output, fallback) => output?.scriptpubkey_address
    ? h('a', { class: `m${output.scriptpubkey_address === mark ? ' marked' : ''}`, href: `#/address/${output.scriptpubkey_address}` }, output.scriptpubkey_address)
    : h('span', { class: 'm' }, fallback ?? output?.scriptpubkey_type ?? '');
  return h('div', { class: 'flow' },
    side(transaction.vin, input => h('li', {}, input.is_coinbase ? h('span', {}, t('tx.newCoins')) : who(input.prevout), input.prevout
      ? h('a', { class: 'value', href: `#/tx/${input.txid}` }, coins(input.prevout.value)) : h('span', {}))),
    h('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'),
    side(transaction.vout, output => h('li', {}, who(output, t(`tx.type.${output.scriptpubkey_type === 'op_return' ? 'note' : 'other'}`)), h('span', { class: 'value' }, coins(output.value)))));
}

/**
 * Fills the view when the data has come; says what went wrong where it has not. Answers how to leave: what comes later
 * is dropped. `special` has sentences for statuses that mean more here than elsewhere.
 */
export function fillIn(view, load, special) {
  const page = h('div', { class: 'page' });
  view.append(page);
  const waiting = setTimeout(() => page.append(h('p', { class: 'k' }, t('loading'))), 300);
  let left = false;
  const show = (...content) => {
    clearTimeout(waiting);
    if (!left) page.replaceChildren(...content.flat(Infinity).filter(part => part));
  };
  store.ready.then(load).then(show, problem => {
    if (problem.status === undefined) throw problem;
    show(h('h1', {}, problemWords(problem, special)), problem.reason ? h('p', {}, ruleChip(problem.reason)) : '', h('p', {}, h('a', { class: 'btn', href: '#/explore' }, t('view.explore'))));
  });
  return () => {
    left = true;
    clearTimeout(waiting);
  };
}

/** The name of a transaction's place in the chain. */
export function statusText(status, tipHeight) {
  if (!status?.confirmed) return t('tx.waiting');
  return t('tx.confirmed', { height: status.block_height, n: Math.max(1, tipHeight - status.block_height + 1) });
}
