/** The rule book: every reason for which a block or a payment is refused, in the order in which it is asked. */
import { h } from '../dom.js';
import { ruleBook, ruleSentence, t } from '../i18n.js';
import { panel } from './parts.js';

export function rulesView(view, chosen) {
  const groups = Object.entries(ruleBook()).map(([group, rules]) => panel(t(`rules.${group}`), t(`rules.${group}When`),
    h('dl', { class: 'rules' }, Object.keys(rules).map(code => [
      h('dt', { class: code === chosen ? 'm on' : 'm', id: `rule-${code}` }, h('b', {}, code)), h('dd', {}, ruleSentence(code)),
    ]))));
  view.append(h('div', { class: 'page' }, h('h1', {}, t('view.rules')), h('p', { class: 'k' }, t('rules.what')), groups));
  if (chosen) queueMicrotask(() => document.getElementById(`rule-${chosen}`)?.scrollIntoView({ block: 'center' }));
}
