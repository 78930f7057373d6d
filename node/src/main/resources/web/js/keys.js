/** The presenter's keys, and the page that lists them. */
import { h } from './dom.js';
import { t } from './i18n.js';
import { isPaused, isSlow, isStill, setMotion } from './motion.js';
import { toast } from './toast.js';

const KEYS = [
  ['p', 'keys.pause', () => {
    setMotion({ paused: !isPaused() });
  }],
  ['s', 'keys.slow', () => {
    setMotion({ slow: !isSlow() });
    toast(t(isSlow() ? 'keys.slowOn' : 'keys.slowOff'));
  }],
  ['m', 'keys.still', () => {
    setMotion({ still: !isStill() });
    toast(t(isStill() ? 'keys.stillOn' : 'keys.stillOff'));
  }],
  ['+', 'keys.large', () => largeType(true)],
  ['-', 'keys.normal', () => largeType(false)],
  ['t', 'keys.theme', shell => shell.theme()],
  ['l', 'keys.language', shell => shell.language()],
  ['f', 'keys.faces', shell => shell.faces()],
  ['/', 'keys.search', shell => shell.search()],
  ['?', 'keys.help', () => help()],
];

/** Follows the keyboard; nothing is taken from a field, a dialog or a shortcut of the browser. */
export function followKeys(shell) {
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, dialog')) return;
    const pressed = event.key === '=' ? '+' : event.key;
    const key = KEYS.find(([name]) => name === pressed);
    if (!key) return;
    event.preventDefault();
    key[2](shell);
  });
}

export function largeType(on) {
  document.documentElement.toggleAttribute('data-large', on);
  try {
    if (on) localStorage.setItem('wonsi.large', '1');
    else localStorage.removeItem('wonsi.large');
  } catch { /* a private window forgets the choice */ }
  dispatchEvent(new Event('resize'));
}

export function help() {
  const dialog = h('dialog', { 'aria-labelledby': 'help-title', onclose: () => dialog.remove() },
    h('h2', { id: 'help-title' }, t('keys.title')),
    h('dl', {}, KEYS.map(([name, words]) => [h('dt', {}, h('kbd', {}, name)), h('dd', {}, t(words))])),
    h('form', { class: 'row', method: 'dialog' }, h('button', { class: 'btn p' }, t('close'))));
  document.body.append(dialog);
  dialog.showModal();
}
