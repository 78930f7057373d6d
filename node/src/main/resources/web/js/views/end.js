/** The screen after the talk: what this room's chain has seen, asked of the node's own database, and where to go on. */
import { h, put } from '../dom.js';
import { whole } from '../format.js';
import { t } from '../i18n.js';
import { ask } from '../sql/ask.js';
import { END } from '../talk/place.js';
import { beScreen } from '../talk/screens.js';
import { joinPanel } from './welcome.js';

/** Blocks after block 0, payments in them, and blocks beside the chain that begin a branch of their own. */
const SEEN = `SELECT (SELECT max(height) FROM chain) AS blocks,
  (SELECT coalesce(sum(b.tx_count - 1), 0) FROM block b JOIN chain c ON c.header_id = b.header_id WHERE c.height > 0) AS payments,
  (SELECT count(*) FROM header h JOIN header p ON p.hash = h.prev_hash JOIN chain c ON c.header_id = p.id
    WHERE h.status NOT LIKE 'invalid%' AND NOT EXISTS (SELECT 1 FROM chain a WHERE a.header_id = h.id)) AS forks`;

export function endView(view) {
  const leave = beScreen(END);
  const figures = h('dl', { class: 'figures' });
  const join = h('section', { class: 'pn join-in' });
  view.append(h('div', { class: 'page end' }, h('h1', {}, t('end.title')),
    figures,
    h('div', { class: 'halves' },
      h('section', { class: 'pn' }, h('h2', {}, t('end.on')), h('ul', { class: 'onward' },
        onward('#/lessons', t('view.lessons'), t('end.lessons')),
        onward('#/explore', t('view.explore'), t('end.explore')),
        onward('/join', t('end.own'), t('end.join')),
        h('li', {}, h('b', { class: 'm' }, 'README.md'), h('span', { class: 'k' }, t('end.readme'))))),
      join)));
  joinPanel(join);
  ask(SEEN).then(({ rows: [[blocks, payments, forks]] }) => {
    const figure = (value, words) => h('div', {}, h('dd', {}, whole(Number(value))), h('dt', {}, words));
    put(figures, figure(blocks, t('end.blocks', { n: blocks })), figure(payments, t('end.payments', { n: payments })), figure(forks, t('end.forks', { n: forks })));
  }, problem => {
    if (problem.status === undefined) throw problem;
    put(figures, h('div', {}, h('dt', {}, t('end.unknown'))));
  });
  return leave;
}

const onward = (href, name, words) => h('li', {}, h('a', { href }, h('b', {}, name)), h('span', { class: 'k' }, words));
