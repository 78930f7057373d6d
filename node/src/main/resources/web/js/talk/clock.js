/** The presenter's clock: what has passed of the whole and of this lesson, by how much it is over, and what is left against the plan. */
import { h, set, style, text } from '../dom.js';
import { t } from '../i18n.js';
import { minutes, spare, standing } from './schedule.js';

export function clockPanel(lessons) {
  const passed = h('b', { class: 'passed', role: 'timer' });
  const all = h('span', { class: 'k all' });
  const here = h('span', { class: 'here' });
  const over = h('b', { class: 'over' });
  const done = h('i', { class: 'done' });
  const beyond = h('i', { class: 'beyond' });
  const rest = h('p', { class: 'k rest' });
  const element = h('section', { class: 'clock', 'aria-label': t('presenter.clock') },
    h('div', { class: 'big' }, passed, all), h('div', { class: 'lesson-time' }, here, over), h('div', { class: 'track', 'aria-hidden': 'true' }, done, beyond), rest);

  return {
    element,
    draw(talk, now) {
      const at = standing(lessons, talk, now);
      text(passed, minutes(at.passed));
      text(all, `/ ${minutes(at.all)}`);
      text(here, talk.started ? t('presenter.thisLesson', { here: minutes(at.here), planned: minutes(at.planned) }) : t('presenter.stands'));
      text(over, at.over >= 1000 ? t('presenter.over', { by: minutes(at.over) }) : '');
      const longest = Math.max(at.planned, at.here, 1);
      style(done, { width: `${100 * Math.min(at.here, at.planned || at.here) / longest}%` });
      style(beyond, { width: `${at.planned ? 100 * Math.max(0, at.over) / longest : 0}%` });
      text(rest, t('presenter.rest', { left: minutes(at.left), needed: minutes(at.needed), spare: spare(lessons, talk.plan) }));
      // Nothing of the plan fits any more: the presenter drops something, or the questions.
      set(rest, { class: talk.started && at.left < at.needed - 60_000 ? 'rest late' : 'k rest' });
    },
  };
}
