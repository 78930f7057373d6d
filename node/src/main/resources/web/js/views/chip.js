/** A reject string as a link into the rule book, with one plain sentence where the book has one. */
import { h } from '../dom.js';
import { ruleSentence } from '../i18n.js';
import { codeOf } from '../problems.js';

export function ruleChip(reason) {
  const code = codeOf(reason);
  const sentence = ruleSentence(code);
  if (!sentence) return [h('b', { class: 'm' }, reason)];
  return [h('a', { class: 'm', href: `#/rules/${encodeURIComponent(code)}` }, h('b', {}, reason)), ' ', h('span', {}, sentence)];
}
