/** The presenter's keys, those of the view among them, and the page that lists them. */
import { h } from './dom.js';
import { t } from './i18n.js';
import { isSlow, isStill, setMotion } from './motion.js';
import { offers } from './offered.js';
import { mendRoom } from './talk/mend.js';
import { change, talk } from './talk/talk.js';
import { toast } from './toast.js';

/**
 * Each has its names, the words that say what it does, and what it does; what answers false hasn't taken the key. Where a view comes last, the key
 * is of no use without it.
 */
const KEYS = [
  [['p'], 'keys.presenter', shell => shell.presenter(), 'presenter'],
  [['b', '.'], 'keys.black', () => change({ black: !talk().black })],
  [['h'], 'keys.mend', mendRoom, 'presenter'],
  [['u'], 'keys.returnTo', () => change({ back: true }), 'lesson'],
  [[' '], 'keys.pause', () => change({ paused: !talk().paused })],
  [['s'], 'keys.slow', () => {
    change({ slow: !talk().slow });
    toast(t(isSlow() ? 'keys.slowOn' : 'keys.slowOff'));
  }],
  [['m'], 'keys.still', () => {
    setMotion({ still: !isStill() });
    toast(t(isStill() ? 'keys.stillOn' : 'keys.stillOff'));
  }],
  [['+'], 'keys.large', () => largeType(true)],
  [['-'], 'keys.normal', () => largeType(false)],
  [['t'], 'keys.theme', shell => shell.theme()],
  [['l'], 'keys.language', shell => shell.language()],
  [['f'], 'keys.faces', shell => shell.faces(), 'faces'],
  [['/'], 'keys.search', shell => shell.search()],
  [['?'], 'keys.help', () => help()],
];

const keysNow = () => [...ofView, ...KEYS].filter(([, , , view]) => !view || offers(view));

/** What a key is called where it is listed; others are called by their name. */
const NAMES = { ' ': 'space', ArrowRight: '→', ArrowLeft: '←', ArrowUp: '↑', ArrowDown: '↓' };

/** The keys of a clicker. Its buttons bounce: what comes again so soon is no second press. */
const CLICKER = ['PageDown', 'PageUp', '.'];
const BOUNCE = 400;

/** Keys of the view that is shown; they come first. */
let ofView = [];

/** The view's own keys, in the same form; answers how to give them back. */
export function useKeys(keys) {
  ofView = keys;
  return () => {
    if (ofView === keys) ofView = [];
  };
}

/** Follows the keyboard; nothing is taken from a field, a dialog, a button's space or a shortcut of the browser. */
export function followKeys(shell) {
  const pressed = new Map();
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, dialog')) return;
    if (event.key === ' ' && event.target.closest?.('button, a, summary, [role=button], [role=link]')) return;
    const name = event.key === '=' ? '+' : event.key;
    const key = keysNow().find(([names]) => names.includes(name));
    if (!key) return;
    const bounced = CLICKER.includes(name) && performance.now() - (pressed.get(name) ?? -BOUNCE) < BOUNCE;
    if (bounced || (event.repeat && name !== '+' && name !== '-')) {
      event.preventDefault();
      return;
    }
    pressed.set(name, performance.now());
    if (key[2](shell, name) !== false) event.preventDefault();
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
  const dialog = h('dialog', { 'aria-labelledby': 'help-title', class: 'keys', onclose: () => dialog.remove() },
    h('h2', { id: 'help-title' }, t('keys.title')),
    h('dl', {}, keysNow().map(([names, words]) => [h('dt', {}, names.map(name => h('kbd', {}, NAMES[name] ?? name))), h('dd', {}, t(words))])),
    h('form', { class: 'row', method: 'dialog' }, h('button', { class: 'btn p' }, t('close'))));
  document.body.append(dialog);
  dialog.showModal();
}
