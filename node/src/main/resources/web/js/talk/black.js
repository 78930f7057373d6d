/** The black screen: it covers all but messages, and says in words for a screen reader that it is black. */
import { h } from '../dom.js';
import { t } from '../i18n.js';

let cover;

export function showBlack(on) {
  if (on === Boolean(cover)) return;
  if (on) {
    cover = h('div', { class: 'black', role: 'status' }, h('span', { class: 'sr' }, t('talk.isBlack')));
    document.body.append(cover);
  } else {
    cover.remove();
    cover = undefined;
  }
}
