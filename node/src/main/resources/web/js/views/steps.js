/** One input's scripts, step by step. */
import { fromAnyNode } from '../api.js';
import { h } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { offers } from '../offered.js';
import { store } from '../store.js';
import { spentWords, stepper } from '../tools/stepper.js';
import { facts, fillIn } from './parts.js';

export function stepsView(view, txid, input = '0') {
  let built;
  const keys = event => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !built || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    built.step(by);
  };
  addEventListener('keydown', keys);
  const leave = fillIn(view, async () => {
    const { answer, node } = await fromAnyNode(store.siblings(), at => stepper(txid, input, at));
    built = answer;
    const { trace } = built;
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t('steps.title', { n: Number(input) })), node && h('b', { class: 'ac' }, t('tx.only', { name: nodeName(node) })), h('span', { class: 'sp' }), h('span', { class: 's k' }, t('steps.keys')),
        node || !offers('faces') ? '' : h('a', { class: 'btn', href: `#/faces/script/${trace.prevout.replace(':', '/')}` }, t('faces.open')), h('a', { class: 'btn', href: `#/tx/${txid}` }, t('faces.close'))),
      h('p', { class: 'k' }, spentWords(trace)),
      built.element,
      facts([[t('steps.flags'), trace.flags.length > 0 ? h('span', { class: 'm' }, trace.flags.join(' ')) : t('steps.noFlags')]]),
    ];
  }, { 404: 'steps.none' });
  return () => {
    removeEventListener('keydown', keys);
    leave();
  };
}
