/** The page of a phone: a node of its own that checks every block, and a wallet of play money that believes only this node. */
import { openPeer } from '/tab/peer.js';
import { getJson } from '../api.js';
import { deadline } from '../deadline.js';
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
import { Room } from './room.js';
import { receivePanel } from './receive.js';
import { sentenceOf } from './sentences.js';
import { beginning } from './setup.js';

/** Milliseconds between two looks at who is in the room and where a payment is. */
const ROOM = 5000;
/** Milliseconds that the first answers of the node may take, and until they are asked for again. */
const PATIENCE = 10_000;
const AGAIN = 2_000;
/** Milliseconds that a change of what waits may take until it is seen. */
const QUIET = 1000;
/** A block is refused whose time is two hours ahead; from so many seconds on a clock's fault is said. */
const CLOCK = 120;

/** Above all a block that this phone refused, then what the room says of its clock and name, the wallet, and the phone's own node. */
const refused = h('div', {});
const warning = h('div', { class: 'warning' });
const place = h('div', {});
const chain = h('section', { class: 'pn chain' });
let peer;
let purse;
let home;
/** Why the wallet that is kept can't be opened. */
let fault;
const room = new Room();

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

function makeHome() {
  const balance = h('section', { class: 'balance' });
  const receive = receivePanel(purse, look);
  const history = historyPanel(purse, () => room.nodes.map(node => node.name), look);
  const pay = payPanel(purse, () => room.payees, look);
  const lend = lendPanel(peer, purse);
  const named = answer => {
    room.hear(answer);
    room.clearName();
    lend.tell();
    draw();
  };
  const own = ownPanel(purse, named, begin);
  let drawn = '';
  put(place, balance, receive.element, pay.element, lend.element, history.element, own.element);

  function drawBalance() {
    const { total, claimed } = purse.state;
    put(balance, h('h1', { class: 'k' }, t('phone.balance')),
      h('p', { class: 'sum', 'data-satoshis': total }, coins(total), h('span', { class: 'k' }, ` ${t('unit.coins')}`)),
      h('p', {}, claimed > 0 ? [h('b', { class: 'ac' }, `+${coins(claimed)}`), ' ', t('phone.waits')] : h('span', { class: 'k' }, t('phone.checkedHere', { n: purse.state.height }))));
  }

  return {
    history,
    lend,
    /** The wallet is gone, or another one. */
    end() {
      lend.end();
      pay.end();
    },
    draw() {
      for (const panel of [receive, pay, lend, history, own]) panel.update(language());
      const next = JSON.stringify([language(), purse.state]);
      if (next === drawn) return;
      drawn = next;
      drawBalance();
    },
  };
}

let drawnWarning = '';

/** What the room says of this phone's clock, with a wallet or without one, and of its name. */
function drawWarning() {
  const words = room.isNameTaken ? t('phone.name.other') : Math.abs(room.clock) > CLOCK ? t('phone.clock', { n: Math.round(Math.abs(room.clock) / 60) }) : '';
  if (words === drawnWarning) return;
  drawnWarning = words;
  put(warning, words === '' ? '' : h('p', { class: 'trouble', role: 'alert' }, words));
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
  home?.end();
  home = undefined;
  room.clearName();
  drawWarning();
  if (!fault) {
    beginning(place, purse, start);
    return;
  }
  const forget = async () => {
    await purse.forget();
    fault = undefined;
    begin();
  };
  put(place, h('p', { class: 'trouble', role: 'alert' }, sentenceOf(fault)), h('button', { class: 'btn wide', onclick: forget }, t('phone.forget')));
}

let entered = 0;

/** Opens the wallet that is kept, if there is one: at the beginning, and when another page of this browser keeps another one. */
async function enter() {
  home?.end();
  home = undefined;
  fault = undefined;
  const mine = ++entered;
  let problem;
  if (purse.exists) problem = await purse.open().then(() => undefined, failure => failure);
  if (mine !== entered) return;
  fault = problem;
  if (purse.exists && !fault) start();
  else begin();
}

function speak(name) {
  switchLanguage(name);
  draw();
  if (!home && (fault || !purse.exists)) begin();
}

function draw() {
  drawTop();
  drawNode();
  drawWarning();
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
  if (keptName() === '') return;
  await room.say(keptName(), purse.state.address, deadline(PATIENCE));
  drawWarning();
}

/** Who is in the room, and how far payments are. Without a wallet too: a clock that is wrong is wrong for the node as well. */
async function meet() {
  if (document.hidden) return;
  try {
    await room.look({ name: keptName(), address: home && purse.state.address }, signal => home?.history.track(signal));
  } catch (problem) {
    if (problem.status === undefined) throw problem; // what is missing comes with the next look
  }
  drawWarning();
  home?.draw();
}

/** In place of everything, where no worker runs. */
function sayOld() {
  put(document.getElementById('phone'), h('h1', {}, t('phone.begin')), h('p', { class: 'trouble', role: 'alert' }, t('phone.old')), h('p', {}, h('a', { class: 'btn', href: '/' }, t('view.board'))));
}

/** What the node has to answer before anything can be shown: asked for again until it comes. In both languages' words, since they may be what is missing. */
async function patiently(ask) {
  for (;;) {
    try {
      return await ask(deadline(PATIENCE));
    } catch (problem) {
      console.warn(problem); // for whoever looks for the reason
      put(document.getElementById('phone'), h('p', { class: 'trouble', role: 'alert' }, language() === 'ko' ? '노드가 응답하지 않습니다. 다시 물어보고 있습니다.' : 'The node doesn\'t answer. It is asked again.'));
      await new Promise(resolve => setTimeout(resolve, AGAIN));
    }
  }
}

/** Opens the phone's node, and the wallet on it if there is one. */
async function live() {
  const { network } = await patiently(signal => getJson('/node/status', signal));
  put(document.getElementById('phone'), refused, warning, place, chain);
  peer = openPeer({ network, name: deviceName(), onState: heed, onLent: figures => home?.lend.show(figures) });
  purse = openPurse(peer, network, enter);
  // For whoever opens the console: the phone's own node can be asked.
  window.wonsiPeer = peer;
  draw();
  await enter();
  meet();
  setInterval(meet, ROOM);
  document.addEventListener('visibilitychange', () => {
    home?.lend.tell();
    meet();
  });
}

await patiently(loadLanguages);
await live();
