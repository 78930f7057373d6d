/** A question of a lesson: for one person beside the experiment, or for the room in large type with the address for phones. */
import { h, set } from '../dom.js';
import { t } from '../i18n.js';

/**
 * The question with its answers.
 *
 * `choice` is the letter that was picked on this page. `shown` is what is revealed, `{right, why, counts}`, or nothing; `counts` may be
 * empty, where nobody voted. Nothing of it is in the page before.
 */
export function askPart(ask, { choice, shown, choose }) {
  const words = h('p', { class: 'q' });
  words.innerHTML = ask.question;
  const why = h('p', { class: 'why', role: 'status' });
  if (shown) why.innerHTML = shown.why;
  const all = shown?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  return h('div', { class: 'lesson-ask' }, words, h('ol', {}, ask.answers.map((answer, at) => h('li', {}, answerButton(answer, {
    pressed: choice === answer.letter, right: shown?.right === answer.letter, shown, count: all > 0 ? shown.counts[at] : undefined, all, choose,
  })))), why);
}

function answerButton({ letter, text }, { pressed, right, shown, count, all, choose }) {
  const label = h('span', { class: 'text' });
  label.innerHTML = text;
  if (right) label.append(' ', h('span', { class: 'mark' }, '✓ ', t('lesson.isRight')));
  return h('button', { class: `${right ? 'right' : ''} ${count === undefined ? '' : 'counted'}`, 'aria-pressed': String(pressed), disabled: Boolean(shown), 'data-letter': letter, onclick: () => choose(letter) },
    h('b', { class: 'letter' }, letter.toUpperCase()), label,
    pressed ? h('span', { class: 'own' }, t('lesson.vote.own')) : '',
    count === undefined ? '' : [h('span', { class: 'bar', 'aria-hidden': 'true' }, h('i', { style: { width: `${count / all * 100}%` } })), h('span', { class: 'count' }, count)]);
}

/** The sentence of a revealed vote: how many of the room were right. */
export function outcome(ask, shown) {
  const all = shown.counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return t('lesson.vote.watch');
  return t('lesson.vote.predicted', { n: shown.counts[ask.answers.findIndex(answer => answer.letter === shown.right)], all });
}

/** The node's picture of an address; kept, so that it isn't loaded again whenever a phone votes. */
let picture;
function qr(address) {
  if (picture?.dataset.of !== address) picture = h('img', { class: 'qr', src: `/vote/qr.svg?of=${encodeURIComponent(address)}`, 'data-of': address });
  return picture;
}

/** Where phones vote, and how many have; without a network what one person alone does. */
export function votePanel(ask, { voted, here, address }) {
  const alone = h('p', { class: 'k' }, t('lesson.vote.choose', { n: ask.answers.length }));
  if (!address) {
    return h('section', { class: 'pn' }, h('h2', {}, t('lesson.vote.alone')), alone, h('p', { class: 'k s' }, t('lesson.vote.lan')));
  }
  const shown = address.replace('http://', '');
  return [
    h('section', { class: 'pn' }, h('div', { class: 'pn-h' }, h('h2', {}, t('lesson.vote.phone')), h('span', { class: 's k' }, t('lesson.vote.noApp'))),
      set(qr(address), { alt: t('lesson.vote.qr', { address: shown }) }),
      h('p', { class: 'm address' }, shown)),
    h('section', { class: 'pn line' }, h('span', { class: 'voted' }, h('b', {}, voted), ' ', h('span', { class: 'k' }, t('lesson.vote.votes'))),
      h('span', { class: 'k' }, here > voted ? t('lesson.vote.here', { n: here, rest: here - voted }) : t('vote.here', { n: here }))),
  ];
}
