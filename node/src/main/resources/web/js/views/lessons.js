/** The lessons in the paper's order, with their minutes. */
import { getJson } from '../api.js';
import { h } from '../dom.js';
import { language, t } from '../i18n.js';
import { fillIn } from './parts.js';

export function lessonsView(view) {
  return fillIn(view, async () => {
    const lessons = await getJson(`/lessons/${language()}`);
    return [
      h('h1', {}, t('lessons.title')),
      h('p', { class: 'k' }, t('lessons.what', { minutes: lessons.filter(lesson => lesson.number <= 12).reduce((sum, lesson) => sum + lesson.minutes, 0) })),
      h('ol', { class: 'lesson-list' }, lessons.map(lesson => h('li', {}, h('a', { href: `#/lesson/${lesson.number}` },
        h('b', { class: 'nr' }, lesson.number), h('span', { class: 'what' }, h('b', {}, lesson.title), h('span', { class: 's k' }, lesson.section)),
        h('span', { class: 's k' }, t('lessons.steps', { n: lesson.steps })), h('span', { class: 's k' }, t('lessons.minutes', { n: lesson.minutes })))))),
    ];
  });
}
