/** The first page of a site without a server: what this is, a network that lives in the tab, and where to go from here. */
import { setLink } from '../dialogs.js';
import { h, put, text } from '../dom.js';
import { whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { chainPanel } from '../panels/chain.js';
import { networkPanel } from '../panels/network.js';
import { nodesInTab } from '../source.js';
import { sentenceOf } from '../sentence.js';
import { store } from '../store.js';

export function frontView(view) {
  const network = networkPanel({ setLink, openNode: () => {}, openMessage: () => {} });
  const chain = chainPanel({ askToMine: () => {}, short: true });
  const count = h('select', { 'aria-label': t('front.nodes'), onchange: () => begin(count.value) },
    COUNTS.map(nodes => h('option', { value: nodes, selected: nodes === nodesInTab || undefined }, t('front.nodes.count', { nodes }))));
  const words = h('p', { class: 'words', 'aria-live': 'polite' });
  const work = h('span', { class: 's k' });
  const live = h('div', { class: 'front-live' }, network.element,
    h('section', { class: 'pn' }, h('div', { class: 'pn-h' }, h('h2', {}, t('front.chain')), work), chain.element, words, h('p', { class: 'k' }, t('front.cut'), ' ', h('label', {}, t('front.nodes'), ' ', count))));
  view.append(h('div', { class: 'page front' }, h('h1', {}, h('span', {}, t('front.what')), ' ', h('span', {}, nodesInTab === 3 ? t('front.now') : t('front.now.many', { nodes: nodesInTab }))), live,
    h('div', { class: 'ways' },
      way(t('front.lessons'), t('front.lessons.note'), t('front.lessons.what'), h('a', { class: 'btn p', href: '#/lesson/1' }, t('front.lessons.begin')), h('a', { class: 'btn', href: '#/lessons' }, t('front.lessons.list')), h('a', { class: 'btn', href: '#/handbook' }, t('view.handbook'))),
      way(t('front.bytes'), t('front.bytes.note'), t('front.bytes.what'), h('a', { class: 'btn', href: '#/bytes' }, t('front.bytes.open'))),
      way(t('front.own'), t('front.own.note'), t('front.own.what'), h('p', { class: 'm type' }, h('b', {}, './wonsi seminar')), h('p', { class: 'm type' }, h('b', {}, './wonsi wallet create')))),
    h('footer', {}, h('b', {}, t('front.here')), h('span', { class: 's k' }, t('front.play')))));

  function draw(state) {
    const { key, parameters } = sentenceOf(state, nodeName);
    text(words, t(key, parameters));
    live.classList.toggle('loading', !state.loaded);
    const miner = state.nodes.find(node => node.mining?.expected_tries)?.mining;
    const tip = state.blocks.get(state.nodes.find(node => node.name === state.self)?.tip);
    put(work, miner && tip?.bits ? t('front.work', { bits: tip.bits, tries: whole(Math.round(miner.expected_tries)) }) : '');
    network.draw(state);
    chain.draw(state);
    chain.mine(state);
  }

  const resized = () => draw(store.state);
  addEventListener('resize', resized);
  const stop = store.subscribe((state, changed, message) => {
    if (message && changed.has('message')) network.message(state, message);
    else draw(state);
  });
  resized();
  return () => {
    removeEventListener('resize', resized);
    stop();
  };
}

/** What can be chosen; another number from 3 to 30 can stand in the address. */
const COUNTS = [...new Set([3, 5, 8, 12, 20, 30, nodesInTab])].sort((a, b) => a - b);

/** Begins a new network of so many nodes, and keeps what else the address says. */
function begin(nodes) {
  const url = new URL(location.href);
  url.searchParams.set('nodes', nodes);
  location.assign(url);
}

const way = (title, note, what, ...doors) => h('section', { class: 'pn way' },
  h('div', { class: 'pn-h' }, h('h2', {}, title), h('span', { class: 's k' }, note)), h('p', {}, what), h('div', { class: 'doors' }, doors));
