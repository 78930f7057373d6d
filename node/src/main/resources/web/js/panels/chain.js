/** The chain as a tree of cards: child points to parent, each node's token stands on its own tip. */
import { h, keyed, put, rem, s, style, text, unit } from '../dom.js';
import { splitHash } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { animate, ring, time } from '../motion.js';
import { icon, look } from '../shapes.js';
import { layTree } from '../tree.js';
import { stepFrom } from '../walk.js';

const CARD = { width: 152, height: 98, low: 66 };
const PITCH = 188;
const MARGIN = 24;
/** Room for the tokens beside the newest block. */
const TOKENS = 164;

/**
 * Builds the panel; `low` keeps its cards low, for where others need the height; `short` gives it no more rows than the tree has, or two.
 * Answers `{element, draw(state)}`.
 */
export function chainPanel({ askToMine, low = false, short = false }) {
  const arrows = s('svg', { class: 'arrows', 'aria-hidden': 'true' });
  const cards = h('ol', { class: 'cards', onkeydown: event => walk(event) });
  const extras = h('div', { class: 'extras' });
  const content = h('div', { class: 'chain-content' }, arrows, cards, extras);
  const element = h('section', { class: 'chain', onscroll: () => noteScroll() }, content);
  const back = h('button', { class: 'btn chain-back', hidden: true, onclick: () => pin(true) });
  const title = h('h2', { class: 'chain-title' });
  const holder = h('div', { class: 'chain-holder' }, title, element, back);
  let pinned = true;
  let lowest;
  let highest;
  let drawn = false;
  let mined = 0;
  let shown = [];

  const isPhone = () => innerWidth < 768;
  /** Where the newest block is in sight; a running animation doesn't count. */
  const end = () => isPhone() ? 0 : Math.max(0, content.offsetWidth - element.clientWidth);

  /** How many columns are in sight without scrolling, with room for the tokens beside the newest. */
  const inSight = () => Math.max(3, Math.floor((element.clientWidth / unit() - MARGIN - TOKENS + PITCH - CARD.width) / PITCH));

  function noteScroll() {
    pinned = Math.abs(element.scrollLeft - end()) < 40;
    back.hidden = pinned;
  }

  function pin(smooth) {
    element.scrollTo({ left: end(), behavior: smooth ? 'smooth' : 'instant' });
    pinned = true;
    back.hidden = true;
  }

  function draw(state) {
    const phone = isPhone();
    const recent = inSight();
    const tree = layTree(state.blocks, state.nodes, state.self, recent);
    const large = !phone && innerWidth >= 1280 && document.documentElement.hasAttribute('data-large');
    const compact = low || tree.rows > 2 || large;
    const place = { ...geometry(tree, compact, phone), first: tree.columns - recent };
    if (large || low || short) place.height = 4 + Math.max(2, tree.rows) * place.rowPitch;
    style(content, { width: rem(place.width), height: rem(place.height) });
    element.classList.toggle('compact', compact);
    element.setAttribute('aria-label', t('chain.name'));
    text(title, t('chain.name'));
    text(back, t('chain.back'));
    shown = tree.cards;
    drawArrows(arrows, tree, place);
    const created = keyed(cards, tree.cards, card => card.block.hash, newCard, (item, card) => updateCard(item, card, place, state));
    keepOneStop(tree);
    drawExtras(extras, tree, place, state, askToMine);
    scrollAlong(tree, created);
    drawn = state.loaded;
  }

  /** Tab reaches one card, the one that has the focus or else the first tip; arrow keys go from card to card. */
  function keepOneStop(tree) {
    const focused = cards.contains(document.activeElement) ? document.activeElement : undefined;
    const stop = focused ?? cards.heldByKey.get(tree.tips[0]?.block.hash ?? tree.cards.at(-1)?.block.hash)?.parts.link;
    for (const item of cards.children) item.parts.link.tabIndex = item.parts.link === stop ? 0 : -1;
  }

  function walk(event) {
    const hash = [...cards.heldByKey].find(([, item]) => item === event.target.closest('li'))?.[0];
    const keys = isPhone() ? { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' } : {};
    const next = stepFrom(shown, hash, keys[event.key] ?? event.key);
    if (!next) return;
    event.preventDefault();
    const { link } = cards.heldByKey.get(next.block.hash).parts;
    event.target.tabIndex = -1;
    link.tabIndex = 0;
    link.focus();
  }

  /** A new height pushes the row one column on; the newest stays in sight unless somebody looks at an older one. */
  function scrollAlong(tree, created) {
    const grown = tree.highest > (highest ?? tree.highest);
    const shift = lowest === undefined ? 0 : tree.lowest - lowest;
    lowest = tree.lowest;
    highest = tree.highest;
    if (pinned) pin(false);
    else if (!isPhone() && shift > 0) element.scrollLeft -= shift * PITCH * unit();
    if (!drawn) return;
    const overflows = content.offsetWidth > element.clientWidth + 1;
    if (grown && pinned && overflows) {
      const from = (isPhone() ? -1 : 1) * PITCH * unit();
      animate(content, [{ transform: `translateX(${from}px)` }, { transform: 'none' }], 't2');
    }
    for (const item of created) {
      ring(item);
      animate(item.firstChild, [{ opacity: 0 }, { opacity: 0, offset: .3 }, { opacity: 1 }], time('t3'));
    }
  }

  /** Lets the bars under the tokens grow with their nodes' tries, in four steps a second. */
  function mine(state) {
    if (performance.now() - mined < 250) return;
    mined = performance.now();
    for (const node of state.nodes) {
      const bar = extras.heldByKey?.get(`node ${node.name}`)?.querySelector('.tries');
      if (bar) growBar(bar, node);
    }
  }

  return { element: holder, draw, mine };
}

/** Where a column and a row are, in design units. On a phone the newest is at the left. */
function geometry(tree, compact, phone) {
  const cardHeight = compact ? CARD.low : CARD.height;
  const rowPitch = phone ? cardHeight + 46 : compact ? 80 : 128;
  const margin = phone ? 20 : MARGIN;
  const tail = phone ? 20 : TOKENS;
  const width = margin + (tree.columns - 1) * PITCH + CARD.width + tail;
  const x = column => phone ? margin + (tree.columns - 1 - column) * PITCH : margin + column * PITCH;
  const y = row => 4 + row * rowPitch;
  const rows = Math.max(tree.rows, phone ? 1 : 2);
  return { x, y, cardHeight, rowPitch, phone, compact, width, height: phone ? 4 + rows * rowPitch : 234, line: compact ? 22 : 38, entry: compact ? 46 : 68 };
}

function newCard() {
  const height = h('strong');
  const meta = h('span', { class: 'mt' });
  const hash = h('span', { class: 'm hs' });
  const prev = h('span', { class: 'm pv' });
  const link = h('a', { class: 'bk' }, h('span', { class: 'hh' }, height, meta), hash, prev);
  return Object.assign(h('li', {}, link), { parts: { link, height, meta, hash, prev } });
}

function updateCard(item, card, place, state) {
  const { link, height, meta, hash, prev } = item.parts;
  const { block } = card;
  item.dataset.height = block.height;
  style(item, { transform: `translate(${rem(place.x(card.column))}, ${rem(place.y(card.row))})` });
  link.className = `bk ${card.kind}${card.live ? ' live' : ''}`;
  const address = `#/block/${block.hash}`;
  if (link.getAttribute('href') !== address) link.setAttribute('href', address);
  text(height, block.height);
  const finder = state.nodes.find(node => node.name === block.finder)?.index ?? -1;
  const print = `${finder}|${block.tx_count}|${card.kind}|${document.documentElement.lang}`;
  if (item.print !== print) {
    item.print = print;
    put(meta, card.kind === 'header' ? t('chain.headerOnly') : t('chain.tx', { n: block.tx_count ?? '?' }), card.kind === 'stale' ? icon(finder, 14, 'var(--ink3)', 'none') : icon(finder));
    putHash(hash, block.hash, 12);
    if (card.kind === 'invalid') put(prev, h('b', { class: 'ac' }, t('chain.invalid')));
    else if (block.height === 0) put(prev, t('chain.first'));
    else {
      put(prev, '← ');
      putHash(prev, block.prev, 12, true);
    }
  }
  link.setAttribute('aria-label', t(`chain.card.${card.kind}`, {
    height: block.height, n: block.tx_count ?? '?', finder: block.finder ? nodeName(block.finder) : t('chain.nobody'), hash: block.hash.slice(0, 12),
  }) + (card.skipped > 0 ? `, ${t('chain.skipped', { n: card.skipped })}` : ''));
}

/** A hash with its zeros in bold. */
export function putHash(element, hash, length, keep = false) {
  const { zeros, rest } = splitHash(hash, length);
  if (!keep) element.replaceChildren();
  element.append(h('b', {}, zeros), length < 64 && !keep ? `${rest}…` : rest);
}

function drawArrows(svg, tree, place) {
  svg.setAttribute('viewBox', `0 0 ${place.width} ${place.height}`);
  style(svg, { width: rem(place.width), height: rem(place.height) });
  const group = s('g', place.phone ? { transform: `translate(${place.width} 0) scale(-1 1)` } : {});
  const x = column => place.phone ? place.width - place.x(column) - CARD.width : place.x(column);
  const counts = [];
  for (const { child, parent, stale, skipped } of tree.arrows) {
    const from = x(child.column);
    const y = place.y(child.row) + place.line;
    const sameRow = !parent || parent.row === child.row;
    const at = sameRow ? y : place.y(parent.row) + place.entry;
    const head = parent ? x(parent.column) + CARD.width + 1 : from - 35;
    const path = sameRow ? `M${from} ${y}H${head + 8}` : `M${from} ${y}H${head + 23}V${at}H${head + 8}`;
    const colour = stale ? 'var(--ink3)' : 'var(--ink)';
    group.append(
      s('path', { d: path, fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': skipped > 0 ? '2 4' : stale ? '4 4' : undefined }),
      s('path', { d: `M${head} ${at}l10 -5.5v11z`, fill: colour }));
    const middle = from - (PITCH - CARD.width) / 2;
    if (skipped > 0) counts.push(s('text', { x: place.phone ? place.width - middle : middle, y: y - 8, 'text-anchor': 'middle', 'font-size': 14 }, `+${skipped}`));
  }
  put(svg, group, counts);
}

function drawExtras(element, tree, place, state, askToMine) {
  const items = [];
  for (const tip of tree.tips) items.push(...tokens(tip, place, state));
  if (!place.phone) for (const note of tree.notes) items.push(caption(note, place, tree));
  if (tree.folded > 0) items.push({ key: 'folded', left: 24, top: 212, node: () => h('span', { class: 's k' }, t('chain.folded', { n: tree.folded })) });
  if (tree.behind.length > 0 && !place.phone) items.push({ key: 'behind', left: 24, top: 196, node: () => h('span', { class: 's k' }, behindText(tree.behind)) });
  if (state.loaded && tree.columns <= 1) items.push(emptyCard(place, askToMine));
  keyed(element, items, item => item.key, () => h('div', { class: 'at' }), (holder, item) => {
    style(holder, { transform: `translate(${rem(item.left)}, ${rem(item.top)})`, width: item.width ? rem(item.width) : 'auto' });
    const print = `${item.print}|${document.documentElement.lang}`;
    if (holder.print !== print) {
      holder.print = print;
      put(holder, item.node());
    }
  });
}

/** The tokens of a tip: two and a count, right of the card, or under it where another card follows. */
function tokens(tip, place, state) {
  const under = place.phone || !tip.edge;
  const most = under || place.compact ? 2 : 3;
  const shown = tip.nodes.length > most ? tip.nodes.slice(0, under ? 1 : 2) : tip.nodes;
  const step = place.compact ? 33 : 38;
  const before = at => shown.slice(0, at).reduce((sum, node) => sum + tokenWidth(node) + 6, 0);
  const items = shown.map((node, at) => ({
    key: `node ${node.name}`,
    left: under ? place.x(tip.column) + before(at) : place.x(tip.column) + CARD.width + 12,
    top: under ? place.y(tip.row) + place.cardHeight + (place.phone ? 6 : -1) : place.y(tip.row) + (place.compact ? 1 : 10) + at * step,
    print: `${node.index}${node.name}`,
    node: () => token(node),
  }));
  if (tip.nodes.length > shown.length) {
    const at = shown.length;
    items.push({
      key: `more ${tip.block.hash}`, print: tip.nodes.length, node: () => h('b', { class: 'more' }, `+${tip.nodes.length - at}`),
      left: under ? place.x(tip.column) + before(at) + 2 : place.x(tip.column) + CARD.width + (place.compact ? 16 + tokenWidth(shown[1]) : 16),
      top: under ? place.y(tip.row) + place.cardHeight + (place.phone ? 8 : 1) : place.y(tip.row) + (place.compact ? 36 : 12 + at * step),
    });
  }
  return items;
}

/** About how wide a token is, in design units: Korean letters are as wide as they are high. */
const tokenWidth = node => [...nodeName(node.name)].reduce((sum, letter) => sum + (letter > '\u1100' ? 17 : 9.6), 46);

/** A node's plate: shape and name on its colour. */
export function token(node) {
  const { colour, white } = look(node.index);
  const ink = white ? '#fff' : '#101214';
  return h('span', { class: `tk${white ? ' white' : ''}${node.running === false ? ' stopped' : ''}`, style: { background: colour } },
    icon(node.index, 14, ink, 'none'), nodeName(node.name), h('i', { class: 'tries' }));
}

/** The bar under a mining node's token: its tries against the expected ones. */
function growBar(bar, node) {
  const { enabled, tries = 0, expected_tries: expected = 0 } = node.mining ?? {};
  style(bar, { width: enabled && expected > 0 ? `${Math.min(100, 62 * tries / expected)}%` : '0' });
}

function caption(note, place, tree) {
  const wide = note.kind !== 'stale' && note.column > place.first;
  const width = wide ? CARD.width + PITCH - 12 : CARD.width;
  const right = place.x(note.column) + CARD.width;
  const lines = {
    stale: () => [h('b', {}, t('note.stale')), h('span', { class: 's' }, note.height === undefined ? t('note.staleLess') : t('note.staleSince', { height: note.height }))],
    fork: () => [h('b', { class: 'ac big' }, t('note.fork')), h('span', {}, t('note.forkWhy'))],
    split: () => [h('b', {}, t('note.split')), h('span', { class: 's' }, t('note.splitWhy', { n: note.short }))],
  };
  return {
    key: `note ${note.kind} ${note.column + tree.lowest} ${note.row}`, print: `${note.height}${note.short}`,
    left: right - width - (wide ? 12 : 0), top: place.y(note.row) + (place.compact ? 2 : wide ? 18 : 34), width,
    node: () => h('div', { class: `note ${note.kind}` }, lines[note.kind]()),
  };
}

const behindText = nodes => t('chain.behind', { names: nodes.map(node => `${nodeName(node.name)} ${node.height ?? 0}`).join(', ') });

/** With block 0 alone there is no chain yet: a dashed place for block 1, and the button that begins it where there is a node to do so. */
function emptyCard(place, askToMine) {
  const at = place.x(0) + 2 * PITCH;
  return {
    key: 'empty', left: place.phone ? 20 : at, top: place.phone ? place.y(0) + place.cardHeight + 46 : place.y(0),
    node: () => h('div', { class: 'empty-chain' }, h('div', { class: 'bk wanted' }, h('span', { class: 's' }, t('chain.wanted'))),
      askToMine ? h('button', { class: 'btn p', onclick: askToMine }, t('chain.mine')) : ''),
  };
}
