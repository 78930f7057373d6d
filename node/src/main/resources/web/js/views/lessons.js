/** The lessons in the paper's order, with their minutes in the chosen schedule, what each needs of the room, and what is missing. */
import { getJson, hasToken } from '../api.js';
import { h, put } from '../dom.js';
import { language, t } from '../i18n.js';
import { isServed } from '../source.js';
import { minutesOf, PLANS, spare } from '../talk/schedule.js';
import { change, talk } from '../talk/talk.js';
import { openPresenter } from '../talk/windows.js';
import { fillIn } from './parts.js';

export function lessonsView(view) {
  return fillIn(view, async () => {
    const lessons = await getJson(`/lessons/${language()}`);
    const list = h('ol', { class: 'lesson-list' });
    const total = h('p', { class: 'k' });
    const plans = h('div', { class: 'choices', role: 'group', 'aria-label': t('presenter.plan') });

    function draw() {
      const { plan } = talk();
      const rest = spare(lessons, plan);
      put(total, t('lessons.what', { minutes: plan - rest }), ' ', t('lessons.spare', { n: rest }));
      put(plans, PLANS.map(minutes => h('button', { 'aria-pressed': String(minutes === plan), onclick: () => {
        change({ plan: minutes });
        draw();
      } }, t('presenter.planOf', { n: minutes }))));
      put(list, lessons.map(lesson => h('li', {}, h('a', { href: `#/lesson/${lesson.number}` },
        h('b', { class: 'nr' }, lesson.number), h('span', { class: 'what' }, h('b', {}, lesson.title), h('span', { class: 's k' }, lesson.section)),
        h('span', { class: 's k needs' }, needs(lesson)),
        h('span', { class: 's k' }, t('lessons.steps', { n: lesson.steps })), h('span', { class: 's k' }, t('lessons.minutes', { n: minutesOf(lesson, plan) }))),
      lesson.lacks.length > 0 ? h('p', { class: 's lacks' }, h('b', { class: 'ac' }, t('lessons.lacks')), ' ', lesson.lacks.map(what => t(`lessons.lack.${what}`, { n: lesson.needs[what] })).join(' ')) : '')));
    }

    draw();
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t('lessons.title')), h('span', { class: 'sp' }),
        h('a', { class: 'btn', href: '#/handbook' }, t('view.handbook')),
        isServed && [h('a', { class: 'btn', href: `/handout/${language()}`, target: '_blank' }, t('handout.open')),
          h('a', { class: 'btn', href: '#/simulation' }, t('view.simulation')), h('a', { class: 'btn', href: '#/welcome' }, t('view.welcome')), h('a', { class: 'btn', href: '#/end' }, t('view.end'))],
        hasToken() ? h('button', { class: 'btn p', onclick: openPresenter }, t('view.presenter'), h('kbd', {}, 'p')) : ''),
      total, plans, list,
    ];
  });
}

/** What the room must have: nodes, blocks, payments. */
function needs({ needs }) {
  const named = { nodes: t('lessons.need.nodes', { n: needs.nodes }), blocks: t('lessons.need.blocks', { n: needs.blocks }), payments: t('lessons.need.payments', { n: needs.payments }) };
  return Object.keys(named).filter(name => needs[name] > 0).map(name => named[name]).join(', ');
}
