/** The last messages that passed between a node and its peers, each with its bytes as three faces. */
import { getJson } from '../api.js';
import { h } from '../dom.js';
import { whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { store } from '../store.js';
import { fillIn } from './parts.js';

export function messagesView(view, name) {
  return fillIn(view, async () => {
    const node = name ?? store.state.self;
    const isPing = one => one.type === 'ping' || one.type === 'pong';
    const list = (await getJson(`/node/messages?node=${encodeURIComponent(node)}`)).sort((a, b) => isPing(a) - isPing(b)); // keep-alives last: they say nothing
    const nodes = [store.state.self, ...store.siblings()];
    const time = millis => new Date(millis).toTimeString().slice(0, 8) + `.${String(millis % 1000).padStart(3, '0')}`;
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t('messages.title', { name: nodeName(node) })), h('span', { class: 'sp' }), nodes.map(one => h('a', { class: 'btn', href: `#/messages/${encodeURIComponent(one)}`, 'aria-current': one === node ? 'true' : undefined }, nodeName(one)))),
      h('p', { class: 'k' }, t('messages.what')),
      list.length === 0 ? h('p', {}, t('messages.none')) : h('div', { class: 'lab-scroll', tabindex: '0', role: 'group', 'aria-label': t('messages.title', { name: nodeName(node) }) }, h('table', { class: 'table messages' },
        h('thead', {}, h('tr', {}, ['type', 'way', 'time', 'bytes'].map(column => h('th', { scope: 'col' }, t(`messages.${column}`))))),
        h('tbody', {}, list.map(one => h('tr', {},
          h('td', {}, h('a', { class: 'm', href: `#/faces/message/${one.number}/${encodeURIComponent(node)}` }, h('b', {}, one.type))),
          h('td', {}, t(`messages.${one.direction}`, { name: nodeName(one.peer) })), h('td', { class: 'm' }, time(one.time)), h('td', { class: 'm' }, whole(one.bytes))))))),
    ];
  });
}
