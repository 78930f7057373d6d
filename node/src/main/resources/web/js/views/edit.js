/** The block editor on a page of its own; `paid` stands for a new block with a payment in it. */
import { fromAnyNode, getJson } from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { isServed } from '../source.js';
import { store } from '../store.js';
import { editor } from '../tools/editor.js';
import { fillIn } from './parts.js';

export function editView(view, named, number) {
  let built;
  const leave = fillIn(view, async () => {
    const hash = named === 'paid' ? await paid() : named;
    const { answer } = await fromAnyNode(store.siblings(), at => editor(hash, Number(number ?? 1) || 0, at));
    built = answer;
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t('edit.title', { height: answer.height })), h('span', { class: 'sp' }), answer.steps, h('a', { class: 'btn', href: `#/block/${hash}` }, t('faces.close'))),
      h('p', { class: 'k' }, t(isServed ? 'edit.what' : 'edit.what.tab')),
      answer.element,
    ];
  });
  return () => {
    leave();
    built?.leave();
  };
}

/** The newest block with a payment, else the newest; its hash stands in the address from now on. */
async function paid() {
  const newest = await getJson('/api/blocks');
  const { id } = newest.find(block => block.tx_count > 1) ?? newest[0];
  history.replaceState(null, '', `#/edit/${id}/1`);
  return id;
}
