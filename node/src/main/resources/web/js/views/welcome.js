/** The screen for the minutes before the talk: what a block is, on this chain as it grows, and how to join. */
import { getJson } from '../api.js';
import { h, put, text } from '../dom.js';
import { splitHash, whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { icon } from '../shapes.js';
import { store } from '../store.js';
import { WELCOME } from '../talk/place.js';
import { minutes } from '../talk/schedule.js';
import { beScreen } from '../talk/screens.js';

const DAY = 24 * 60 * 60 * 1000;

/** `at` is the time of day, such as `18:30`, to which it counts down; without it, it doesn't. */
export function welcomeView(view, at) {
  const leave = beScreen(WELCOME);
  const countdown = h('p', { class: 'countdown', role: 'timer' });
  const block = h('div', { class: 'block' });
  const join = h('section', { class: 'pn join-in' });
  view.append(h('div', { class: 'page welcome' },
    h('header', {}, h('h1', {}, t('welcome.title')), countdown),
    h('div', { class: 'halves' },
      h('section', { class: 'pn what' }, h('h2', {}, t('welcome.what')), block,
        h('ol', {}, h('li', {}, t('welcome.payments')), h('li', {}, t('welcome.before')), h('li', {}, t('welcome.work')))),
      join)));

  function draw() {
    const { state } = store;
    const tip = state.blocks.get(state.nodes.find(node => node.name === state.self)?.tip);
    if (!tip) return;
    const { zeros, rest } = splitHash(tip.hash, 24);
    const before = state.blocks.get(tip.prev);
    const finder = state.nodes.find(node => node.name === tip.finder);
    put(block, h('div', { class: 'card' },
      h('div', { class: 'line' }, h('b', { class: 'high' }, whole(tip.height)), h('span', { class: 'k' }, t('welcome.newest')), h('span', { class: 'sp' }),
        finder ? h('span', { class: 'where' }, icon(finder.index, 22), h('b', {}, nodeName(finder.name))) : ''),
      h('p', { class: 'm hash' }, h('b', {}, zeros), `${rest}…`),
      before ? h('p', { class: 'm' }, `← ${before.height}  `, before.hash.slice(0, 16), '…') : ''),
    h('p', { class: 's k' }, t('welcome.holds', { n: Math.max(0, (tip.tx_count ?? 1) - 1), spacing: state.spacing })));
  }

  function tick() {
    const [, hours, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(at ?? '') ?? [];
    if (hours === undefined) return;
    const now = new Date();
    const begins = new Date(now.getFullYear(), now.getMonth(), now.getDate(), Number(hours), Number(minute)).getTime();
    // Late at night the talk after midnight is meant, not the one of this morning.
    const left = begins - now.getTime() < -DAY / 2 ? begins + DAY - now.getTime() : begins - now.getTime();
    text(countdown, left > 0 ? t('welcome.begins', { at: `${hours}:${minute}`, left: minutes(left) }) : t('welcome.now'));
  }

  joinPanel(join);
  draw();
  tick();
  const stop = store.subscribe((_, areas) => (areas.has('blocks') || areas.has('nodes')) && draw());
  const timer = setInterval(tick, 500);
  return () => {
    leave();
    stop();
    clearInterval(timer);
  };
}

/** How a phone and a laptop join; without an address that the room reaches, what to do about it. */
export async function joinPanel(element) {
  put(element, h('h2', {}, t('welcome.join')));
  const directions = await getJson('/join').catch(problem => {
    if (problem.status === undefined) throw problem;
  });
  if (!directions) return;
  if (!directions.room) {
    element.append(h('p', { class: 'k' }, t('welcome.alone')));
    return;
  }
  element.append(h('img', { class: 'qr', src: '/join/qr.svg', alt: t('welcome.qr', { url: `${directions.room}/phone` }) }), h('p', { class: 'm url' }, h('b', {}, directions.room), '/phone'),
    h('ol', {}, h('li', {}, t('welcome.wifi')), h('li', {}, t('welcome.scan')), h('li', {}, t('welcome.laptop', { path: '/join' }))),
    directions.others.length > 0 ? h('p', { class: 's k' }, t('welcome.others', { urls: directions.others.map(url => `${url}/phone`).join(', ') })) : '');
}
