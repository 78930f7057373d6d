/**
 * All lessons: the paper's twelve in a row with a drawing each, and those beside the paper as a short list at its end. Which are done, how
 * long each took against its minutes; a click leads there.
 */
import { h, keyed, put, set } from '../dom.js';
import { t } from '../i18n.js';
import { lessonIcon } from './icons.js';
import { minutes, minutesOf, PAPER, standing } from './schedule.js';

const MINUTE = 60_000;

export function lessonStrip(lessons, go) {
  const inPaper = h('ol', { class: 'strip', 'aria-label': t('view.lessons') });
  const beside = h('ol', { class: 'beside', 'aria-label': t('presenter.beside') });
  const element = h('div', { class: 'strips' }, inPaper, lessons.some(lesson => lesson.number > PAPER) ? beside : '');

  function drawOne(item, lesson, talk, at) {
    const planned = minutesOf(lesson, talk.plan);
    const spent = at.spentOn(lesson.number);
    const isNow = lesson.number === talk.lesson;
    const isOver = spent >= (planned + 1 / 60) * MINUTE;
    const print = [isNow, minutes(spent), planned, lesson.lacks.join()].join();
    if (item.print === print) return;
    item.print = print;
    set(item, { class: isNow ? 'now' : spent > 0 ? 'past' : '' });
    set(item.firstChild, { 'aria-current': isNow ? 'step' : undefined, title: lesson.title });
    put(item.firstChild, lesson.number <= PAPER ? lessonIcon(lesson.number) : '',
      h('b', {}, lesson.number, spent > 0 && !isNow ? ' ✓' : '', lesson.lacks.length > 0 ? h('span', { class: 'ac', title: t('lessons.lacks') }, ' !') : ''), h('span', { class: 'name' }, lesson.number <= PAPER ? lesson.section : lesson.title),
      h('span', { class: 's' }, spent > 0 ? [h('b', { class: isOver ? 'ac' : 'k' }, minutes(spent)), ' / '] : '', t('lessons.minutes', { n: planned })));
  }

  return {
    element,
    draw(talk, now) {
      const at = standing(lessons, talk, now);
      const fill = (list, some) => keyed(list, some, lesson => lesson.number, lesson => h('li', {}, h('button', { onclick: () => go(lesson.number) })), (item, lesson) => drawOne(item, lesson, talk, at));
      fill(inPaper, lessons.filter(lesson => lesson.number <= PAPER));
      fill(beside, lessons.filter(lesson => lesson.number > PAPER));
    },
  };
}
