/** The page of a phone that votes: the question, one answer, and what came of it. */
import { getJson, post } from './api.js';
import { h, put, set } from './dom.js';
import { LANGUAGES, language, loadLanguages, switchLanguage, t } from './i18n.js';
import { drawPanels } from './lab/drawings.js';

/** A room of phones asks once a second; a little chance spreads them. */
const EVERY = 1000;
const CHANCE = 300;
const LONGEST_WAIT = 4000;
const PATIENCE = 5000;
const CHOICE = 'wonsi.vote';

const page = document.getElementById('vote');
let state;
/** What this phone chose: the node forgets it when the answer is revealed, the phone keeps it until the next question. */
let mine = remembered();
let asking = false;
let timer;
let wait = EVERY;
/** A sentence about what went wrong, or nothing. */
let trouble = '';
/** Whether the phone asked for a cookie already: one that keeps none must not ask for ever. */
let registered = false;

function remembered() {
  try { return JSON.parse(sessionStorage.getItem(CHOICE)) ?? {}; } catch { return {}; }
}

function remember(vote, answer) {
  mine = { vote, answer };
  try { sessionStorage.setItem(CHOICE, JSON.stringify(mine)); } catch { /* a private window forgets the choice */ }
}

/** Asks the node how things stand; the browser asks with the last answer's tag, and mostly hears that nothing changed. */
async function ask() {
  clearTimeout(timer);
  if (asking || document.hidden) return; // a phone that wakes asks at once
  asking = true;
  const patience = new AbortController(); // what was asked before a phone fell asleep may never be answered
  const over = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(`/vote/state?lang=${language()}`, { cache: 'no-cache', signal: patience.signal });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    take(await answer.json());
    if (!state.device) await register();
    if (trouble === 'vote.lost') trouble = '';
    wait = EVERY;
  } catch {
    trouble = 'vote.lost';
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  clearTimeout(over);
  asking = false;
  draw();
  timer = setTimeout(ask, wait + Math.random() * CHANCE);
}

function take(answer) {
  if (answer.vote !== state?.vote || answer.phase !== state?.phase) trouble = '';
  state = answer;
  if (answer.mine) remember(answer.vote, answer.mine);
}

/** Gets the cookie that this phone votes with. */
async function register() {
  if (registered) {
    trouble = 'vote.cookie';
    return;
  }
  try {
    await post('/vote/device', {});
    registered = true;
  } catch (problem) {
    trouble = problem.status === 429 ? 'vote.many' : 'vote.lost';
  }
}

async function choose(letter) {
  const before = mine;
  const { vote } = state;
  mine = { vote, answer: letter };
  trouble = '';
  draw();
  try {
    await send(vote, letter);
    remember(vote, letter);
  } catch (problem) {
    mine = before;
    trouble = { 0: 'vote.lost', 403: 'vote.cookie', 409: 'vote.late', 429: 'vote.many' }[problem.status] ?? 'vote.failed';
  }
  draw();
  const said = trouble;
  await ask();
  if (said === 'vote.late') {
    trouble = said; // it stays, also when the answer that came meanwhile is on the screen
    draw();
  }
}

/** A node that was started anew knows none of its cookies: it gives another one, and the answer is sent again. */
async function send(vote, answer) {
  try {
    await post('/vote/choice', { vote, answer });
  } catch (problem) {
    if (problem.status !== 403) throw problem;
    await post('/vote/device', {});
    await post('/vote/choice', { vote, answer });
  }
}

// ---------------------------------------------------------------------------------------------------- drawing

function drawTop() {
  const speak = name => {
    switchLanguage(name);
    draw();
    ask();
  };
  put(document.getElementById('top'),
    h('a', { class: 'word', href: '/' }, t('name')),
    h('span', { class: 'k section' }, state?.section ?? ''),
    h('span', { class: 'sp' }),
    h('span', { class: 'lang', role: 'group', 'aria-label': t('language') }, LANGUAGES.map(name =>
      h('button', { lang: name, 'aria-pressed': String(language() === name), onclick: () => speak(name) }, name === 'ko' ? '한국어' : 'English'))));
  put(set(document.getElementById('tabs'), { 'aria-label': t('views') }), h('a', { href: '/phone' }, t('phone.wallet')), ['board', 'lessons', 'explore'].map(name =>
    h('a', { href: `/#/${name}`, class: name === 'lessons' ? 'now' : '' }, t(`view.${name}`))));
  document.title = `${t('vote.title')} · ${t('name')}`;
}

/** What is on the screen, so that nothing is drawn twice and the focus stays where it is. */
let drawn = '';

function draw() {
  const picture = JSON.stringify([language(), state, mine, trouble]);
  if (picture === drawn) return;
  drawn = picture;
  drawTop();
  const focused = document.activeElement?.dataset?.letter;
  put(page, state === undefined ? [] : state.phase === 'none' ? nothing() : question(),
    h('p', { class: 'trouble', role: 'alert' }, trouble ? t(trouble) : ''));
  if (focused) page.querySelector(`[data-letter=${focused}]`)?.focus();
}

const nothing = () => [
  h('h1', {}, t('vote.nothing')),
  h('p', { class: 'k' }, t('vote.wait')),
  h('p', { class: 'k here' }, t('vote.here', { n: state.here })),
];

const chosen = () => mine.vote === state.vote ? mine.answer : undefined;

function question() {
  const words = h('h1', { lang: state.language });
  words.innerHTML = state.question;
  const revealed = state.phase === 'revealed';
  return [words, h('ol', { class: 'answers' }, state.answers.map((answer, at) => h('li', {}, answerButton(answer, at, revealed)))),
    revealed ? outcome() : standing()];
}

function answerButton({ letter, text }, at, revealed) {
  const label = h('span', { class: 'text', lang: state.language });
  label.innerHTML = text;
  const own = chosen() === letter;
  const right = revealed && state.right === letter;
  const inner = [h('b', { class: 'letter' }, letter.toUpperCase()), label,
    right ? h('span', { class: 'mark' }, '✓', h('span', { class: 'sr' }, t('vote.right'))) : '',
    own ? h('span', { class: 'own' }, t('vote.own')) : '',
    revealed ? h('span', { class: 'count' }, t('vote.people', { n: state.counts[at] })) : '',
    revealed ? h('i', { class: 'bar', style: { width: `${share(state.counts[at])}%` } }) : ''];
  return revealed
    ? h('div', { class: `answer ${own ? 'chosen' : ''} ${right ? 'right' : ''}` }, inner)
    : h('button', { class: `answer ${own ? 'chosen' : ''}`, 'aria-pressed': String(own), 'data-letter': letter, onclick: () => choose(letter) }, inner);
}

const share = count => state.voted === 0 ? 0 : count / state.voted * 100;

/** While the vote is open: that it can be changed, and how many have chosen, but not what. */
const standing = () => h('section', { class: 'pn' },
  h('div', { role: 'status' }, h('h2', {}, t(chosen() ? 'vote.change' : 'vote.choose'))),
  h('p', { class: 'k' }, t('vote.until')),
  h('p', { class: 'voted' }, h('b', {}, state.voted), ' ', h('span', { class: 'k' }, t('vote.voted'))),
  h('div', { class: 'track', 'aria-hidden': 'true' }, h('i', { style: { width: `${Math.min(100, state.voted / Math.max(1, state.here, state.voted) * 100)}%` } })),
  h('p', { class: 's k line' }, h('span', {}, t('vote.secret')), h('span', {}, t('vote.here', { n: state.here }))));

function outcome() {
  const answer = chosen();
  const at = state.answers.findIndex(one => one.letter === (answer ?? state.right));
  const why = h('p', { class: 'why', lang: state.language });
  why.innerHTML = state.why;
  return [h('section', { class: 'pn' },
    h('div', { class: 'pn-h' },
      h('div', { role: 'status' }, h('h2', {}, !answer ? t('vote.none', { letter: state.right.toUpperCase() }) : answer === state.right ? t('vote.correct') : t('vote.wrong', { letter: state.right.toUpperCase() }))),
      answer ? h('span', { class: 's k' }, t('vote.same', { n: state.counts[at], all: state.voted })) : ''),
    why),
  state.happened ? happened(state.happened) : h('p', { class: 'k s' }, t('vote.watch'))];
}

/** What the experiment showed, drawn as on the projector. */
function happened({ title, say, experiment, panels }) {
  const place = h('div', { class: 'lesson-panel' });
  drawPanels(place, experiment, Object.fromEntries(Object.entries(panels).filter(([, panel]) => panel.kind !== 'sliders')), () => {});
  for (const link of place.querySelectorAll('a[href^="#"]')) link.setAttribute('href', `/${link.getAttribute('href')}`);
  const words = say.map(line => {
    const paragraph = h('p', {});
    paragraph.innerHTML = line;
    return paragraph;
  });
  requestAnimationFrame(() => place.querySelectorAll('.lab-kind-chain .lab-scroll').forEach(scroll => { scroll.scrollLeft = scroll.scrollWidth; }));
  return h('section', { class: 'pn happened' }, h('h2', {}, t('vote.happened')), h('div', { lang: state.language }, h('p', {}, h('b', {}, title)), words), place);
}

await loadLanguages();
document.addEventListener('visibilitychange', ask);
addEventListener('online', ask);
addEventListener('pageshow', ask);
drawTop();
ask();
