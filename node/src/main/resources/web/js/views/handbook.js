/** The handbook: how to give the seminar, the questions that rooms ask, the words. */
import { getJson } from '../api.js';
import { h } from '../dom.js';
import { language, t } from '../i18n.js';
import { fillIn } from './parts.js';

/** The pages, and what they are called. */
const PAGES = { guide: 'handbook.guide', questions: 'handbook.questions', glossary: 'handbook.glossary' };

export function handbookView(view, page = 'guide') {
  return fillIn(view, async () => {
    const { title, html } = await getJson(`/handbook/${language()}/${encodeURIComponent(page)}`);
    const text = h('div', { class: 'handbook' });
    text.innerHTML = html;
    return [
      h('div', { class: 'page-h' }, h('h1', {}, title), h('span', { class: 'sp' }), Object.entries(PAGES).map(([name, words]) => h('a', { class: 'btn', href: `#/handbook/${name}`, 'aria-current': name === page ? 'page' : undefined }, t(words)))),
      text,
    ];
  });
}
