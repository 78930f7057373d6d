/** What to type and what to open, as a lesson's tabs show it. */
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { ruleChip } from './chip.js';

export function terminalPart(part) {
  return h('div', { class: 'lesson-terminal', lang: 'en' }, part.commands.map(({ command, output }) => [
    h('p', { class: 'm typed' }, h('span', { 'aria-hidden': 'true' }, '$ '), h('b', {}, command)),
    h('pre', { class: 'm' }, output.join('\n')),
  ]));
}

export function codePart(part) {
  const list = (title, names) => names.length === 0 ? '' : h('section', { class: 'pn' }, h('h2', {}, title), h('ul', {}, names.map(name => h('li', { class: 'm' }, h('b', {}, name)))));
  return h('div', { class: 'lesson-code' }, list(t('lesson.methods'), part.methods), list(t('lesson.tests'), part.tests),
    part.rules.length === 0 ? '' : h('section', { class: 'pn' }, h('h2', {}, t('lesson.rules')), h('ul', {}, part.rules.map(rule => h('li', {}, ruleChip(rule))))));
}
