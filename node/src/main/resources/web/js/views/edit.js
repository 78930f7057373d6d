/** The block editor on a page of its own. */
import { fromAnyNode } from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { store } from '../store.js';
import { editor } from '../tools/editor.js';
import { fillIn } from './parts.js';

export function editView(view, hash, number) {
  return fillIn(view, async () => {
    const { answer } = await fromAnyNode(store.siblings(), at => editor(hash, Number(number ?? 1) || 0, at));
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t('edit.title', { height: answer.height })), h('span', { class: 'sp' }), answer.steps, h('a', { class: 'btn', href: `#/block/${hash}` }, t('faces.close'))),
      h('p', { class: 'k' }, t('edit.what')),
      answer.element,
    ];
  });
}
