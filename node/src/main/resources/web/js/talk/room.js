/** The presenter's look at the room: what is asked and answered, and how the nodes are. */
import { h, put } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { vote } from '../lab/votes.js';
import { icon } from '../shapes.js';

/** A question's answers with what the room has voted so far, the right one marked: here neither is a secret. */
export function questionPanel(guide, part) {
  if (part?.kind !== 'ask') return [];
  const { asking } = guide;
  const counts = asking.isVotedOn(part) ? vote().counts : [];
  const most = Math.max(1, ...counts);
  const words = t(asking.shownOf(part) ? 'presenter.shown' : 'presenter.hidden');
  const said = asking.isVotedOn(part) ? `${t('presenter.voted', { n: vote().voted, all: vote().here })}, ${words}` : words;
  return [h('div', { class: 'pn-h' }, h('h2', {}, t('lesson.question')), h('span', { class: 's k' }, said)),
    h('ol', { class: 'answers' }, part.answers.map((one, at) => {
      const words = h('span', {});
      words.innerHTML = one.text;
      const right = one.letter === (asking.shownOf(part)?.right ?? part.right);
      return h('li', { class: right ? 'right' : '' }, h('b', { class: 'letter' }, one.letter.toUpperCase()), words, right ? h('span', { class: 'mark' }, '✓', h('span', { class: 'sr' }, t('lesson.isRight'))) : '',
        counts.length > 0 ? [h('span', { class: 'bar', 'aria-hidden': 'true' }, h('i', { style: { width: `${100 * counts[at] / most}%` } })), h('b', { class: 'count' }, counts[at])] : '');
    }))];
}

/** Each node with its tip, cut links, and whether all agree. */
export function roomPanel() {
  const note = h('span', { class: 's' });
  const list = h('ul', { class: 'nodes' });
  const element = h('section', { class: 'pn room' }, h('div', { class: 'pn-h' }, h('h2', {}, t('presenter.nodes')), note), list);
  const SHOWN = 6;

  return {
    element,
    draw(state) {
      const nodes = state.nodes.filter(node => node.running !== false);
      const tips = new Set(nodes.map(node => node.tip));
      put(note, !state.loaded ? '' : tips.size <= 1 ? `✓ ${t('presenter.agree', { n: nodes.length })}` : h('b', { class: 'ac' }, t('presenter.disagree', { n: tips.size })));
      const cut = state.links.filter(link => !link.connected);
      put(list, state.nodes.slice(0, SHOWN).map(node => h('li', {}, icon(node.index, 18), h('b', {}, nodeName(node.name)),
        h('span', { class: 'm s' }, node.running === false ? t('net.stopped') : `${node.height ?? 0} …${(node.tip ?? '').slice(-4)}`))),
      state.nodes.length > SHOWN ? h('li', { class: 'k' }, `+${state.nodes.length - SHOWN}`) : '',
      cut.map(link => h('li', { class: 'ac' }, h('b', {}, '//'), t('presenter.cut', { a: nodeName(link.a), b: nodeName(link.b) }))));
    },
  };
}
