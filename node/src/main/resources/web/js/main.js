/** Starts the page: language, token, top bar, views by address. */
import { keepToken } from './api.js';
import { h, put, s, set, text } from './dom.js';
import { LANGUAGES, language, loadLanguages, nodeName, switchLanguage, t } from './i18n.js';
import { followKeys } from './keys.js';
import { isPaused, isSlow, onMotion, setMotion } from './motion.js';
import { followRecorded } from './lab/recorded.js';
import { offers } from './offered.js';
import { go, routeOf } from './router.js';
import { icon } from './shapes.js';
import { HOME, isServed, TABS } from './source.js';
import { store } from './store.js';
import { showBlack } from './talk/black.js';
import { answerPresenter, openPresenter } from './talk/windows.js';
import { pathOf, WELCOME } from './talk/place.js';
import { showRecorded } from './talk/band.js';
import { becomeProjector, followTalk, follows, onTalk, talk } from './talk/talk.js';
import { boardView } from './views/board.js';
import { addressView } from './views/address.js';
import { blockView } from './views/block.js';
import { bytesView } from './views/bytes.js';
import { editView } from './views/edit.js';
import { endView } from './views/end.js';
import { exploreView } from './views/explore.js';
import { frontView } from './views/front.js';
import { handbookView } from './views/handbook.js';
import { facesView } from './views/faces.js';
import { lessonView } from './views/lesson.js';
import { lessonsView } from './views/lessons.js';
import { messagesView } from './views/messages.js';
import { presenterView } from './views/presenter.js';
import { replayView } from './views/replay.js';
import { rulesView } from './views/rules.js';
import { simulationView } from './views/simulation.js';
import { sqlView } from './views/sql.js';
import { stepsView } from './views/steps.js';
import { transactionView } from './views/transaction.js';
import { welcomeView } from './views/welcome.js';

/** Each builds itself into the element it is given, and may answer a function that is called when it is left. The first page speaks of a tab's own nodes. */
const VIEWS = { board: boardView, lessons: lessonsView, lesson: lessonView, explore: exploreView, block: blockView, tx: transactionView, address: addressView, bytes: bytesView, rules: rulesView, replay: replayView, simulation: simulationView, faces: facesView, messages: messagesView, steps: stepsView, edit: editView, handbook: handbookView, sql: sqlView, presenter: presenterView, welcome: welcomeView, end: endView, ...(!isServed && { front: frontView }) };
/** The views that are shown to the room: a page on one of them goes where the talk goes. */
const PROJECTED = ['board', 'lessons', 'lesson', 'welcome', 'end'];

/** What builds a view; nothing where there is no such view, or nothing that it could show. */
const builderOf = name => offers(name) ? VIEWS[name] : undefined;

const view = document.getElementById('view');
let leave = () => {};
let shown = '';

function show() {
  if (routeOf(location.hash).name === 'projector' && offers('projector')) {
    becomeProjector();
    history.replaceState(null, '', `#/${pathOf(talk())}`);
    followTalk();
  }
  const route = routeOf(location.hash);
  const build = builderOf(route.name) ?? noView;
  leave();
  put(view);
  view.className = `view-${builderOf(route.name) ? route.name : 'none'}`;
  drawTop();
  leave = build(view, ...route.arguments) ?? (() => {});
  if (shown && shown !== location.hash) {
    view.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  shown = location.hash;
}

/** An address that leads nowhere says so. */
function noView(view) {
  view.append(h('div', { class: 'page' }, h('h1', {}, t('view.none', { address: location.hash })), h('p', {}, h('a', { class: 'btn', href: `#/${HOME}` }, t(`view.${HOME}`)))));
}

function drawTop() {
  const current = routeOf(location.hash).name;
  const links = () => Object.entries(TABS).map(([name, names]) =>
    h('a', { href: `#/${name}`, 'aria-current': names.includes(current) ? 'page' : undefined }, t(`view.${name}`)));
  const half = s('svg', { viewBox: '0 0 20 20', style: { width: '1.25rem', height: '1.25rem' }, 'aria-hidden': 'true' },
    s('circle', { cx: 10, cy: 10, r: 8, fill: 'none', style: { stroke: 'var(--ink)' }, 'stroke-width': 2 }),
    s('path', { d: 'M10 2a8 8 0 0 1 0 16z', style: { fill: 'var(--ink)' } }));
  put(document.getElementById('top'),
    h('a', { class: 'word', href: `#/${HOME}` }, t('name')),
    h('nav', { 'aria-label': t('views') }, links()),
    h('span', { id: 'progress' }),
    h('span', { class: 'sp' }),
    h('span', { class: 'flags', id: 'flags', role: 'status' }),
    h('span', { class: 'where', id: 'where' }),
    h('span', { class: 'lang', role: 'group', 'aria-label': t('language') }, LANGUAGES.map(name =>
      h('button', { lang: name, 'aria-pressed': String(language() === name), onclick: () => speak(name) }, name === 'ko' ? '한국어' : 'English'))),
    h('button', { class: 'icon-btn', 'aria-label': t('theme'), title: t('theme'), onclick: theme }, half));
  put(document.getElementById('tabs'), links());
  set(document.getElementById('tabs'), { 'aria-label': t('views') });
  document.title = current === HOME ? t('name') : `${builderOf(current) ? t(`view.${current}`) : current} · ${t('name')}`;
  drawWhere();
  showRecorded(current);
}

/** Whose page this is, and how far its chain is. */
function drawWhere() {
  const place = document.getElementById('where');
  const self = store.state.nodes.find(node => node.name === store.state.self);
  if (place && self) put(place, icon(self.index), h('span', {}, t('where', { name: nodeName(self.name), height: self.height ?? 0 })));
  const flags = document.getElementById('flags');
  if (flags) put(flags, store.line === 'down' ? h('span', { class: 'ac' }, t('line.down')) : '', isPaused() ? t('paused') : '');
}

function speak(name) {
  const { dataset } = document.documentElement;
  if (dataset.lang && dataset.lang !== name) {
    // A site's page of one language gives way to the page for all, so that the choice outlasts a reload.
    history.replaceState(null, '', `./${location.search}${location.hash}`);
    delete dataset.lang;
  }
  switchLanguage(name);
  show();
}

/**
 * The three faces of what is on the screen: of what has the focus, a card, a payment's square or a link, which shows the last message
 * that passed; else of the view's own object; on the board, of the tip.
 */
function faces() {
  if (!offers('faces')) return;
  const route = routeOf(location.hash);
  const [id, number] = route.arguments;
  const focused = document.activeElement;
  const [, kind, hash] = /^#\/(block|tx)\/([0-9a-f]{64})$/.exec(focused?.getAttribute?.('href') ?? '') ?? [];
  const tip = store.state.nodes.find(node => node.name === store.state.self)?.tip;
  if (route.name === 'faces') history.back();
  else if (route.name === 'lesson') dispatchEvent(new Event('wonsi.faces'));
  else if (focused?.dataset?.faces) go(`faces/${focused.dataset.faces}`);
  else if (hash) go(`faces/${kind === 'block' ? 'header' : 'tx'}/${hash}`);
  else if (route.name === 'block' || route.name === 'edit') go(`faces/header/${id}`);
  else if (route.name === 'tx') go(`faces/tx/${id}`);
  else if (route.name === 'steps') go(`faces/script/${id}/i${number ?? 0}`);
  else if (route.name === 'messages') go(document.querySelector('.messages a')?.getAttribute('href').slice(2) ?? 'messages');
  else if (tip) go(`faces/header/${tip}`);
}

function theme() {
  const { dataset } = document.documentElement;
  dataset.theme = dataset.theme === 'light' ? 'dark' : 'light';
  try { localStorage.setItem('wonsi.theme', dataset.theme); } catch { /* a private window forgets the choice */ }
}

/** The talk holds the picture and makes it slow or black; and where it goes, the pages go that show it to the room. */
function followPlace(state, moved) {
  if (isPaused() !== state.paused || isSlow() !== state.slow) setMotion({ paused: state.paused, slow: state.slow });
  const { name, arguments: [lesson] } = routeOf(location.hash);
  showBlack(state.black && name !== 'presenter');
  if (!moved || !PROJECTED.includes(name)) return;
  if (name === 'lesson' && Number(lesson) === state.lesson) return; // the view goes by itself
  const path = pathOf(state);
  if (name === path) return; // such as #/welcome/18:30
  if (location.hash !== `#/${path}`) go(path);
}

/** After a reload the talk says where it is: its address may be older. */
function comeBack() {
  const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  const { name } = routeOf(location.hash);
  if (reloaded && follows() && talk().version > 0 && ['lesson', 'welcome', 'end'].includes(name) && !(name === 'welcome' && talk().lesson === WELCOME)) history.replaceState(null, '', `#/${pathOf(talk())}`);
}

/** Language and theme that came with the address (from another node's page) are kept, the address is cleaned. */
function keepChoices() {
  const address = new URL(location.href);
  for (const name of ['lang', 'theme']) {
    const value = address.searchParams.get(name);
    if (!value) continue;
    try { localStorage.setItem(`wonsi.${name}`, value); } catch { /* a private window forgets the choice */ }
    address.searchParams.delete(name);
  }
  history.replaceState(null, '', address);
}

keepToken();
keepChoices();
await loadLanguages();
document.getElementById('unstarted')?.remove();
addEventListener('hashchange', show);
followKeys({ presenter: openPresenter, theme, language: () => speak(language() === 'ko' ? 'en' : 'ko'), search: () => go('explore'), faces });
onMotion(drawWhere);
store.subscribe((state, changed) => {
  if (changed.has('nodes') || changed.has('blocks') || changed.has('sentence')) drawWhere();
});
setMotion({});
await followTalk();
comeBack();
onTalk(followPlace);
answerPresenter(() => PROJECTED.includes(routeOf(location.hash).name));
followPlace(talk(), false);
show();
followRecorded(() => showRecorded(routeOf(location.hash).name));
store.start();
