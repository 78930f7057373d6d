/** All lessons in a row: which are done, how long each took against its minutes; a click leads there. */
import { h, keyed, put, set } from '../dom.js';
import { t } from '../i18n.js';
import { lessonIcon } from './icons.js';
import { minutes, minutesOf, PAPER, standing } from './schedule.js';

const MINUTE = 60_000;

export function lessonStrip(lessons, go) {
  const element = h('ol', { class: 'strip', 'aria-label': t('view.lessons') });
  const paper = lessons.filter(lesson => lesson.number <= PAPER);

  function drawOne(item, lesson, talk, at) {
    const planned = minutesOf(lesson, talk.plan);
    const spent = at.spentOn(lesson.number);
    const isNow = lesson.number === talk.lesson;
    const isOver = spent >= (planned + 1 / 60) * MINUTE;
    const print = [isNow, minutes(spent), planned, lesson.lacks.join()].join();
    if (item.print === print) return;
    item.print = print;
    set(item, { class: isNow ? 'now' : spent > 0 ? 'past' : '' });
    set(item.firstChild, { 'aria-current': isNow ? 'step' : undefined });
    put(item.firstChild, lessonIcon(lesson.number), h('b', {}, lesson.number, spent > 0 && !isNow ? ' ✓' : '', lesson.lacks.length > 0 ? h('span', { class: 'ac', title: t('lessons.lacks') }, ' !') : ''), h('span', { class: 'name' }, lesson.section),
      h('span', { class: 's' }, spent > 0 ? [h('b', { class: isOver ? 'ac' : 'k' }, minutes(spent)), ' / '] : '', t('lessons.minutes', { n: planned })));
  }

  return {
    element,
    draw(talk, now) {
      const at = standing(lessons, talk, now);
      keyed(element, paper, lesson => lesson.number, lesson => h('li', {}, h('button', { onclick: () => go(lesson.number) })), (item, lesson) => drawOne(item, lesson, talk, at));
    },
  };
}
