/** The page of a phone: a node of its own that checks every block, and a wallet of play money that believes only this node. */
import { openPeer } from '/tab/peer.js';
import { getJson, post } from '../api.js';
import { h, put, set, text } from '../dom.js';
import { coins } from '../format.js';
import { LANGUAGES, language, loadLanguages, switchLanguage, t } from '../i18n.js';
import { historyPanel } from './history.js';
import { deviceName, keptName } from './keeping.js';
import { lendPanel } from './lend.js';
import { nodeView, refusal } from './node-view.js';
import { ownPanel } from './own.js';
import { payPanel } from './pay.js';
import { openPurse } from './purse.js';
import { receivePanel } from './receive.js';
import { sentenceOf } from './sentences.js';
import { beginning } from './setup.js';

/** Milliseconds between two looks at who is in the room and where a payment is. */
const ROOM = 5000;
/** Milliseconds that a change of what waits may take until it is seen. */
const QUIET = 1000;
/** A block is refused whose time is two hours ahead; from so many seconds on a clock's fault is said. */
const CLOCK = 120;

/** Above all a block that this phone refused, then the wallet, then the phone's own node. */
const refused = h('div', {});
const place = h('div', {});
const chain = h('section', { class: 'pn chain' });
let peer;
let purse;
let home;
let room = { people: [], nodes: [], clock: 0 };
let trouble = '';

// ---------------------------------------------------------------------------------------------------- the frame

const standing = h('span', { class: 'k standing' });
const owner = h('span', { class: 'k section' });
let drawnTop = '';

function drawTop() {
  const { height = 0, phase } = peer.state;
  text(standing, phase === 'ready' ? t('phone.block', { n: height }) : phase === 'syncing' ? t('phone.syncing', { n: height }) : '');
  text(owner, keptName() || t('phone.wallet'));
  if (drawnTop === language()) return;
  drawnTop = language();
  put(document.getElementById('top'), h('a', { class: 'word', href: '/' }, t('name')), owner, h('span', { class: 'sp' }), standing,
    h('span', { class: 'lang', role: 'group', 'aria-label': t('language') }, LANGUAGES.map(name =>
      h('button', { lang: name, 'aria-pressed': String(language() === name), onclick: () => speak(name) }, name === 'ko' ? '한국어' : 'English'))));
  put(set(document.getElementById('tabs'), { 'aria-label': t('views') }),
    h('a', { href: '/phone', 'aria-current': 'page' }, t('phone.wallet')), h('a', { href: '/#/board' }, t('view.board')), h('a', { href: '/vote' }, t('vote.title')), h('a', { href: '/#/lessons' }, t('view.lessons')));
  document.title = `${t('phone.wallet')} · ${t('name')}`;
}

// ---------------------------------------------------------------------------------------------------- the wallet's home

/** Everybody who can be paid by name but oneself: the room's people, and the nodes. */
function payees() {
  return [...room.people.filter(person => person.name !== room.mine).map(person => ({ ...person, index: -1 })), ...room.nodes];
}

function makeHome() {
  const balance = h('section', { class: 'balance' });
  const warning = h('p', { class: 'trouble', role: 'alert' });
  const receive = receivePanel(purse, look);
  const history = historyPanel(purse, () => room.nodes.map(node => node.name), look);
  const pay = payPanel(purse, payees, look);
  const lend = lendPanel(peer, purse);
  const named = answer => {
    room = { ...room, ...answer };
    lend.tell();
    draw();
  };
  const own = ownPanel(purse, named, begin);
  let drawn = '';
  put(place, balance, warning, receive.element, pay.element, lend.element, history.element, own.element);

  function drawBalance() {
    const { total, claimed } = purse.state;
    put(balance, h('h1', { class: 'k' }, t('phone.balance')),
      h('p', { class: 'sum', 'data-satoshis': total }, coins(total), h('span', { class: 'k' }, ` ${t('unit.coins')}`)),
      h('p', {}, claimed > 0 ? [h('b', { class: 'ac' }, `+${coins(claimed)}`), ' ', t('phone.waits')] : h('span', { class: 'k' }, t('phone.checkedHere', { n: purse.state.height }))));
  }

  return {
    history,
    lend,
    draw() {
      for (const panel of [receive, pay, lend, history, own]) panel.update(language());
      const next = JSON.stringify([language(), purse.state, trouble, room.clock]);
      if (next === drawn) return;
      drawn = next;
      drawBalance();
      warning.textContent = trouble || (Math.abs(room.clock) > CLOCK ? t('phone.clock', { n: Math.round(Math.abs(room.clock) / 60) }) : '');
    },
  };
}

let drawnNode = '';
let drawnRefusal = '';

/** What the phone's node did and where it stands: each only where it has changed, so that nothing is said twice. */
function drawNode() {
  const { state } = peer;
  const node = JSON.stringify([language(), state]);
  if (node === drawnNode) return;
  drawnNode = node;
  put(chain, nodeView(state));
  const refusals = JSON.stringify([language(), state.refused_block, state.refusals]);
  if (refusals === drawnRefusal) return;
  drawnRefusal = refusals;
  put(refused, refusal(state));
}

/** The beginning, where there is no wallet; a fault, where the one that is kept can't be opened. */
function begin() {
  home?.lend.end();
  home = undefined;
  if (!trouble) {
    beginning(place, purse, start);
    return;
  }
  const forget = async () => {
    await purse.forget();
    trouble = '';
    begin();
  };
  put(place, h('p', { class: 'trouble', role: 'alert' }, trouble), purse.exists ? h('button', { class: 'btn wide', onclick: forget }, t('phone.forget')) : '');
}

function speak(name) {
  switchLanguage(name);
  draw();
  if (!home && (trouble || !purse.exists)) begin();
}

function draw() {
  drawTop();
  drawNode();
  home?.draw();
}

function start() {
  home = makeHome();
  draw();
  meet();
}

// ---------------------------------------------------------------------------------------------------- what goes on

let looking = false;
let again = false;

/** Looks at the phone's own chain once more; one look at a time. */
async function look() {
  if (!home) return;
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    const { address } = purse.state;
    await purse.look();
    if (purse.state.address !== address) {
      home?.lend.tell();
      sayWhere();
    }
    home?.draw();
  } finally {
    looking = false;
  }
  if (again) {
    again = false;
    look();
  }
}

let heeded = '';
let later;

/** The node's state has changed: a block or its own standing is shown at once; what waits, which many change in a room that pays, once a second. */
function heed({ phase, height, refusals, unstarted }) {
  if (unstarted) sayOld();
  if (!purse) return;
  const weighty = `${phase} ${height} ${refusals}`;
  const now = () => {
    later = undefined;
    draw();
    look();
  };
  if (weighty === heeded) {
    later ??= setTimeout(now, QUIET);
    return;
  }
  heeded = weighty;
  clearTimeout(later);
  now();
}

/** Tells the room the new address behind the name, once the old one was paid to. */
async function sayWhere() {
  const name = keptName();
  if (name === '') return;
  try {
    room = { ...room, ...await post('/people', { name, address: purse.state.address }) };
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble = problem.status === 409 ? t('phone.name.other') : trouble; // without the node the name waits for the next time
  }
}

/** Who is in the room, and how far payments are. */
async function meet() {
  if (document.hidden || !home) return;
  try {
    const people = await getJson('/people');
    room = { ...people, clock: (Date.now() - people.time) / 1000 };
    const own = people.people.find(person => person.name === people.mine);
    if (keptName() !== '' && own?.address !== purse.state.address) await sayWhere();
    await home?.history.track();
  } catch (problem) {
    if (problem.status === undefined) throw problem; // what is missing comes with the next look
  }
  home?.draw();
}

/** In place of everything, where no worker runs. */
function sayOld() {
  put(document.getElementById('phone'), h('h1', {}, t('phone.begin')), h('p', { class: 'trouble', role: 'alert' }, t('phone.old')), h('p', {}, h('a', { class: 'btn', href: '/' }, t('view.board'))));
}

/** Opens the phone's node, and the wallet on it if there is one. */
async function live() {
  const { network } = await getJson('/node/status');
  put(document.getElementById('phone'), refused, place, chain);
  peer = openPeer({ network, name: deviceName(), onState: heed, onLent: figures => home?.lend.show(figures) });
  purse = openPurse(peer, network);
  // For whoever opens the console: the phone's own node can be asked.
  window.wonsiPeer = peer;
  draw();
  if (purse.exists) {
    try {
      await purse.open();
      start();
    } catch (problem) {
      trouble = sentenceOf(problem);
      begin();
    }
  } else {
    begin();
  }
  setInterval(meet, ROOM);
  document.addEventListener('visibilitychange', () => {
    home?.lend.tell();
    meet();
  });
}

await loadLanguages();
await live();
