/** The explorer's first page: one box for everything, the newest blocks, the nodes. */
import { getJson } from '../api.js';
import { h, put } from '../dom.js';
import { bytes, stamp } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { go } from '../router.js';
import { offers } from '../offered.js';
import { icon } from '../shapes.js';
import { ask } from '../source.js';
import { store } from '../store.js';
import { hashText, panel } from './parts.js';

/** Views that are reached from here only, and what they are called. */
const MORE = { sql: 'sql.title', messages: 'messages.open', simulation: 'simulation.open', replay: 'replay.title' };

/** What a person may have typed: a height, a hash, an address, bytes in hex, or nothing we know. Pure. */
export function guess(typed) {
  const word = typed.trim();
  if (/^\d{1,9}$/.test(word)) return 'height';
  if (/^[0-9a-fA-F]{64}$/.test(word)) return 'hash';
  if (/^[0-9a-fA-F\s]+$/.test(word) && word.replace(/\s/g, '').length % 2 === 0 && word.length > 64) return 'bytes';
  if (/^[1-9A-HJ-NP-Za-km-z]{25,62}$/.test(word) || /^(bc|bcrt|wn)1[02-9ac-hj-np-z]{8,87}$/.test(word)) return 'address';
  return 'unknown';
}

export function exploreView(view) {
  const answer = h('p', { class: 'said', role: 'status' });
  const box = h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', 'aria-label': t('search.what'), placeholder: t('search.what') });
  const form = h('form', { class: 'search', role: 'search', onsubmit: event => { event.preventDefault(); find(box.value, answer); } },
    box, h('button', { class: 'btn p' }, t('search.go')));
  const blocks = h('div', {});
  const nodes = h('div', {});
  view.append(h('div', { class: 'page' }, h('h1', {}, t('search.title')), form, answer,
    h('div', { class: 'columns wide-left' }, panel(t('explore.blocks'), t('explore.newest'), blocks), panel(t(offers('network') ? 'explore.nodes' : 'explore.source'), '', nodes)),
    h('p', { class: 'k links' }, Object.entries(MORE).filter(([name]) => offers(name)).map(([name, words]) => h('a', { href: `#/${name}` }, t(words))))));
  const draw = state => {
    put(blocks, blockTable(state));
    put(nodes, nodeTable(state));
  };
  draw(store.state);
  box.focus({ preventScroll: true });
  return store.subscribe((state, changed) => {
    if (changed.has('blocks') || changed.has('nodes')) draw(state);
  });
}

async function find(typed, answer) {
  const word = typed.trim();
  put(answer, '');
  switch (guess(word)) {
    case 'height': {
      const found = await ask(`/api/block-height/${Number(word)}`);
      if (found.ok) return go(`block/${(await found.text()).trim()}`);
      return put(answer, t('search.noHeight', { height: Number(word) }));
    }
    case 'hash': {
      const hash = word.toLowerCase();
      if (await exists(`/api/block/${hash}`)) return go(`block/${hash}`);
      if (await exists(`/api/tx/${hash}`)) return go(`tx/${hash}`);
      return put(answer, t('search.noHash'));
    }
    case 'address':
      return go(`address/${word}`);
    case 'bytes':
      return go(`bytes/hex/${word.replace(/\s/g, '').toLowerCase()}`);
    default:
      return put(answer, t('search.unknown'));
  }
}

const exists = path => getJson(path).then(() => true, () => false);

function blockTable(state) {
  const newest = [...state.blocks.values()].sort((a, b) => b.height - a.height).slice(0, 20);
  if (newest.length === 0) return h('p', { class: 'k' }, t('say.loading'));
  return h('table', { class: 'table' },
    h('thead', {}, h('tr', {}, ['height', 'hash', 'time', 'finder', 'transactions', 'size'].map(name => h('th', { class: `col-${name}` }, t(`explore.${name}`))))),
    h('tbody', {}, newest.map(block => h('tr', {},
      h('td', {}, h('a', { href: `#/block/${block.hash}` }, h('b', {}, block.height))),
      h('td', {}, hashText(block.hash, { href: `#/block/${block.hash}`, length: 16 }), block.status === 'stale' ? h('span', { class: 's k3' }, ` ${t('explore.stale')}`) : ''),
      h('td', { class: 'col-time' }, block.time && !block.heard ? stamp(block.time) : ''),
      h('td', {}, block.finder ? h('span', { class: 'where' }, icon(state.nodes.find(node => node.name === block.finder)?.index ?? -1), nodeName(block.finder)) : ''),
      h('td', { class: 'col-transactions' }, block.tx_count ?? ''),
      h('td', { class: 'col-size' }, block.size ? bytes(block.size) : '')))));
}

function nodeTable(state) {
  return h('ul', { class: 'lines' }, state.nodes.map(node => h('li', {},
    h('span', { class: 'where' }, icon(node.index), nodeName(node.name)),
    h('span', { class: 'm' }, node.running === false ? t('net.stopped') : node.peers === undefined ? t('explore.nodeAlone', { height: node.height ?? 0 }) : t('explore.node', { height: node.height ?? 0, peers: node.peers })))));
}
