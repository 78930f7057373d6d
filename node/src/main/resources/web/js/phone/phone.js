/** The page of a phone that is a node of its own: it checks every block itself, and believes nobody. */
import { openPeer } from '/tab/peer.js';
import { getJson } from '../api.js';
import { h, put, set } from '../dom.js';
import { LANGUAGES, language, loadLanguages, switchLanguage, t } from '../i18n.js';
import { nodeView } from './node-view.js';

const NAME = 'wonsi.phone.name';

const page = document.getElementById('phone');
let peer;
let drawn = '';

/** What this device calls itself: the same each time, where the browser keeps anything. */
function ownName() {
  const fresh = `tab-${crypto.getRandomValues(new Uint16Array(1))[0].toString(16).padStart(4, '0')}`;
  try {
    const known = localStorage.getItem(NAME);
    if (known) return known;
    localStorage.setItem(NAME, fresh);
  } catch { /* a private window has another name each time */ }
  return fresh;
}

function drawTop() {
  const speak = name => {
    switchLanguage(name);
    draw();
  };
  put(document.getElementById('top'),
    h('a', { class: 'word', href: '/' }, t('name')),
    h('span', { class: 'k section' }, ownName()),
    h('span', { class: 'sp' }),
    h('span', { class: 'lang', role: 'group', 'aria-label': t('language') }, LANGUAGES.map(name =>
      h('button', { lang: name, 'aria-pressed': String(language() === name), onclick: () => speak(name) }, name === 'ko' ? '한국어' : 'English'))));
  put(set(document.getElementById('tabs'), { 'aria-label': t('views') }), ['board', 'lessons', 'explore'].map(name =>
    h('a', { href: `/#/${name}` }, t(`view.${name}`))));
  document.title = `${t('phone.name')} · ${t('name')}`;
}

function draw() {
  const picture = JSON.stringify([language(), peer.state]);
  if (picture === drawn) return;
  drawn = picture;
  drawTop();
  put(page, nodeView(peer.state));
}

await loadLanguages();
const { network } = await getJson('/node/status');
peer = openPeer({ network, name: ownName(), onState: () => peer && draw() });
// For whoever opens the console: the tab's own node can be asked.
window.wonsiPeer = peer;
draw();
