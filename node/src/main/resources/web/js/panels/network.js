/** The nodes and their links; messages travel along them as they really do; a click on a link cuts or heals it. */
import { h, keyed, put, s, set, style, text } from '../dom.js';
import { textWidth } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { Departures, Plates, plateText } from '../messages.js';
import { isPaused, isStill, slowness } from '../motion.js';
import { placesOf } from '../places.js';
import { look, shapePath } from '../shapes.js';

/** A plate takes at least this long, so that it can be seen. */
const TRAVEL = 500;
/** A plate's trail, as a share of its way. */
const TAIL = .35;
const MOST_PLATES = 16;
const LONGEST_NAME = 12;
/** The drawing's height, and how wide it may grow, in design units. */
const HEIGHT = 290;
const WIDEST = 740;

/**
 * Builds the panel; answers `{element, draw(state), message(state, data), allowForging(forge)}`. `forge` sends the tabs a forged block; only once it is
 * allowed there is a button for it.
 */
export function networkPanel({ setLink, openNode, openMessage }) {
  const title = h('h2');
  const note = h('span', { class: 's k' });
  const links = s('g');
  const flying = s('g', { 'aria-hidden': 'true' });
  const peers = s('g');
  const svg = s('svg', { class: 'net', role: 'group' }, links, flying, peers);
  const forgery = h('button', { class: 'slim', onclick: forgeOnce });
  let forge;
  const element = h('section', { class: 'pn network' }, h('div', { class: 'pn-h' }, title, note, forgery), svg);
  const plates = new Plates();
  const departures = new Departures();
  /** The plates that are seen, by number, and those of them that move: one loop moves them all. */
  const seenPlates = new Map();
  const onWay = new Set();
  let moving = 0;
  let spots = new Map();
  let size = 46;

  function draw(state) {
    const width = Math.max(240, Math.min(WIDEST, element.clientWidth * 16 / parseFloat(getComputedStyle(document.documentElement).fontSize) || 290));
    const n = state.nodes.length;
    size = n <= 6 ? 46 : n <= 12 ? 24 : 12;
    const longest = Math.max(0, ...state.nodes.map(node => textWidth(shortName(node.name), 14)));
    const places = placesOf(n, width, HEIGHT, longest);
    spots = new Map(state.nodes.map((node, at) => [node.name, places[at]]));
    set(svg, { viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-label': t('net.title') });
    text(title, t('net.title'));
    const cut = state.links.filter(link => !link.connected).length;
    // Pages with a node of their own are counted, not drawn: forty would leave no room for the nodes.
    const tabs = state.tabs?.length ?? 0;
    const counted = t(cut > 0 ? 'net.countCut' : 'net.count', { n, cut, links: state.links.length });
    text(note, tabs > 0 ? t('net.andTabs', { counted, n: tabs }) : counted);
    set(forgery, { hidden: tabs === 0 || !forge, title: t('net.forge.what') });
    text(forgery, t('net.forge'));
    // The node tells of cut links last; the Tab key's order must not change when one is cut.
    const indexes = new Map(state.nodes.map(({ name }, at) => [name, at]));
    const placeOf = ({ a, b }) => Math.min(indexes.get(a), indexes.get(b)) * n + Math.max(indexes.get(a), indexes.get(b));
    const shown = state.links.filter(link => spots.has(link.a) && spots.has(link.b)).sort((a, b) => placeOf(a) - placeOf(b));
    keyed(links, shown, linkKey, () => s('g', { class: 'link', role: 'button', tabindex: '0' }), (group, link) => drawLink(group, link, n, setLink));
    keyed(peers, state.nodes, node => node.name, () => s('g', { class: 'peer', role: 'link', tabindex: '0' }), (group, node) => drawPeer(group, node, n, state, openNode));
  }

  /** A second press while the first block is being mined would only mine another. */
  async function forgeOnce() {
    forgery.disabled = true;
    await forge();
    forgery.disabled = false;
  }

  function drawLink(group, link, n, act) {
    const a = spots.get(link.a);
    const b = spots.get(link.b);
    const name = t(link.connected ? 'net.linkUp' : 'net.linkCut', { a: nodeName(link.a), b: nodeName(link.b) });
    const print = [a.x, a.y, b.x, b.y, link.connected, name, n].join();
    if (group.print === print) return;
    group.print = print;
    const toggle = () => act(link.a, link.b, !link.connected);
    set(group, { 'aria-label': name, 'data-faces': `link/${encodeURIComponent(link.a)}/${encodeURIComponent(link.b)}`, onclick: toggle, onkeydown: event => pressed(event, toggle) });
    const hit = s('line', { class: 'hit', x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: 'transparent', 'stroke-width': n > 6 ? 8 : 24 });
    const ring = s('circle', { class: 'focus', cx: (a.x + b.x) / 2, cy: (a.y + b.y) / 2, r: n > 6 ? 8 : 20, fill: 'none', stroke: 'none' });
    put(group, s('title', {}, name), hit, link.connected ? wire(a, b, 0, 1, n) : cutWire(a, b, n), ring);
  }

  /** Shapes, names, heights and the last characters of each node's tip, so that disagreement is readable. */
  function drawPeer(group, node, n, state, open) {
    const { x, y, label } = spots.get(node.name);
    const { colour, shape } = look(node.index);
    const running = node.running !== false;
    const name = shortName(node.name);
    const tip = !running ? t('net.stopped') : node.tip ? `${node.height} …${node.tip.slice(-4)}` : '?';
    const print = [x, y, colour, shape, running, name, tip, n, node.name === state.self].join();
    if (group.print === print) return;
    group.print = print;
    const go = () => open(node);
    set(group, { 'aria-label': t('net.peer', { name: nodeName(node.name), tip }), onclick: go, onkeydown: event => pressed(event, go), style: { cursor: 'pointer' } });
    const scale = size / 14;
    const figure = s('g', { transform: `translate(${x - size / 2} ${y - size / 2}) scale(${scale})` },
      shapePath(shape, running ? colour : 'var(--bg)', running ? 'var(--nl)' : 'var(--ink3)', 1.5 / scale));
    const halo = s('rect', { class: 'halo', x: x - size / 2 - 5, y: y - size / 2 - 5, width: size + 10, height: size + 10, fill: 'none', stroke: 'none', rx: 2 });
    const big = n <= 6;
    const named = s('text', {
      x: label.x, y: label.y, 'text-anchor': label.anchor, 'font-size': big ? 18 : 14, 'font-weight': 700,
      'text-decoration': running ? undefined : 'line-through',
      transform: label.turn ? `rotate(${label.turn} ${label.x} ${label.y})` : undefined, dy: label.turn || n > 12 ? 5 : undefined,
    }, name);
    const tipText = s('text', big
      ? { x: label.x, y: label.y + 20, 'text-anchor': label.anchor, 'font-size': 14, class: 'm', style: { fill: 'var(--ink2)' } }
      : { x: svg.viewBox.baseVal.width / 2, y: HEIGHT / 2 + 5, 'text-anchor': 'middle', 'font-size': 16, class: 'm quiet' }, big ? tip : `${name} ${tip}`);
    put(group, s('title', {}, `${nodeName(node.name)} ${tip}`), halo, figure, named, tipText);
  }

  function message(state, data) {
    const seen = asSent(state, data);
    if (!seen) return;
    const offered = plates.offer(named(state, seen), performance.now());
    if (!offered || isPaused() || document.hidden || !svg.isConnected) return;
    if (!offered.isNew) {
      const held = seenPlates.get(offered.plate.number);
      if (held) label(held.group, offered.plate, held.big);
      return;
    }
    const from = spots.get(seen.node);
    const to = spots.get(seen.peer);
    if (!from || !to || flying.childElementCount >= MOST_PLATES * (size === 46 ? 1 : 4)) return;
    const wait = departures.wait(offered.plate, performance.now(), TRAVEL * slowness());
    if (wait !== undefined) setTimeout(() => fly(offered.plate, from, to), isStill() ? 0 : wait);
  }

  function fly(plate, from, to) {
    const big = size === 46;
    const group = s('g', { class: 'plate', 'data-number': plate.number, onclick: () => openMessage?.(plate) });
    const trail = s('line', { stroke: 'var(--ink)', 'stroke-width': big ? 5 : 2, x1: 0, y1: 0, x2: 0, y2: 0 });
    const body = s('g');
    group.append(trail, body);
    label(group, plate, big);
    flying.append(group);
    const way = { group, trail, from, to, big, share: 0, last: performance.now(), tail: 0 };
    const remove = () => {
      group.remove();
      seenPlates.delete(plate.number);
      onWay.delete(way);
    };
    seenPlates.set(plate.number, way);
    if (isStill()) {
      way.share = .5;
      place(way);
      setTimeout(remove, 600);
      return;
    }
    place(way);
    way.remove = remove;
    onWay.add(way);
    if (!moving) moving = requestAnimationFrame(move);
  }

  function move(now) {
    for (const way of onWay) {
      if (!isPaused()) way.share += (now - way.last) / (TRAVEL * slowness());
      way.last = now;
      if (way.share >= 1) way.remove();
      else place(way);
    }
    moving = onWay.size > 0 ? requestAnimationFrame(move) : 0;
  }

  /** The whole plate moves by one attribute; its trail changes only while it grows. */
  function place(way) {
    const { group, trail, from, to, share } = way;
    group.setAttribute('transform', `translate(${from.x + (to.x - from.x) * share} ${from.y + (to.y - from.y) * share})`);
    if (way.tail >= TAIL) return;
    const tail = Math.min(TAIL, share);
    way.tail = tail;
    trail.setAttribute('x1', (from.x - to.x) * tail);
    trail.setAttribute('y1', (from.y - to.y) * tail);
  }

  const allowForging = act => { forge = act; };

  return { element, draw, message, allowForging };
}

/**
 * A message as its sender tells of it. A node of another process tells us nothing, so what it sent is seen where it arrives;
 * of all others the arrival would be the same message a second time.
 */
function asSent(state, data) {
  if (data.direction !== 'received') return data;
  const sender = state.nodes.find(node => node.name === data.peer);
  return sender?.state === 'remote' ? { ...data, node: data.peer, peer: data.node } : undefined;
}

/** A block travels under its height, where the page knows it. */
function named(state, data) {
  if (data.type !== 'block' || !data.id || data.id.length < 8) return data;
  const block = [...state.blocks.values()].reverse().find(one => one.hash.startsWith(data.id) || one.hash.endsWith(data.id));
  return block ? { ...data, id: block.height } : data;
}

/** Prints what a plate carries; with many nodes a plate is a mark without words. */
function label(group, plate, big) {
  const body = group.lastElementChild;
  if (!big) {
    put(body, s('rect', { x: -4, y: -4, width: 8, height: 8, fill: 'var(--ink)' }));
    return;
  }
  const words = plateText(plate);
  const width = Math.max(44, words.length * 9 + 12);
  put(body, s('rect', { x: -width / 2, y: -15, width, height: 30, rx: 2, fill: 'var(--ink)' }),
    s('text', { class: 'm', 'text-anchor': 'middle', y: 5 }, words));
}

/** A name as it is drawn: strangers choose theirs, and one may be long. */
const shortName = name => {
  const letters = [...nodeName(name)];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : letters.join('');
};

const linkKey = link => link.a < link.b ? `${link.a}|${link.b}` : `${link.b}|${link.a}`;

function pressed(event, act) {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  act();
}

function wire(a, b, from, to, n, cut = false) {
  const at = share => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
  const [start, end] = [at(from), at(to)];
  return s('line', {
    class: 'wire', x1: start.x, y1: start.y, x2: end.x, y2: end.y, stroke: cut ? 'var(--ac)' : 'var(--ink2)', 'stroke-width': n > 12 ? 1 : 2,
    'stroke-dasharray': cut ? '6 5' : undefined,
  });
}

/** Dashes, a gap with two slashes, and the word where there is room for it. */
function cutWire(a, b, n) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const gap = Math.min(.3, 18.6 / length);
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const parts = [wire(a, b, 0, .5 - gap, n, true), wire(a, b, .5 + gap, 1, n, true)];
  const turn = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y) ? 0 : 90;
  if (n <= 12) parts.push(s('path', { d: `M${x - 9} ${y + 10}l8 -20M${x + 1} ${y + 10}l8 -20`, stroke: 'var(--ac)', 'stroke-width': 3, transform: turn ? `rotate(${turn} ${x} ${y})` : undefined }));
  if (n <= 6) {
    const beside = turn ? { x: x + 18, y: y + 5, anchor: 'start' } : { x, y: y + 34, anchor: 'middle' };
    parts.push(s('text', { x: beside.x, y: beside.y, 'text-anchor': beside.anchor, 'font-size': 16, 'font-weight': 700, style: { fill: 'var(--ac)' } }, t('net.cut')));
  }
  return parts;
}
