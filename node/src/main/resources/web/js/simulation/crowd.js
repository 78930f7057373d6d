/** The nodes of a large network as marks in rows: whose block each stands on, who is behind, and blocks on their way. */
import { h, put, set, style, text, unit } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { isStill } from '../motion.js';
import { icon, look, outline } from '../shapes.js';
import { branchesOf, tipsOf } from '../tree.js';
import { MOST_IN_RING, nodeAt, placesIn, stepIn } from './grid.js';
import { delayAt, seconds } from './spread.js';

/** So long, in milliseconds, the way of a block is seen after it has come. */
const SEEN = 450;
/** More lines at once say no more. */
const MOST_WAYS = 400;
/** A mark with so much room has its name beside it. */
const NAMED = 38;
/** So many branches are told apart in the legend. */
const MOST_BRANCHES = 3;

/** Builds the panel; answers `{element, draw(state, spread, at), message(state, data), resize()}`. */
export function crowdPanel() {
  const title = h('h2');
  const note = h('span', { class: 's k' });
  const legend = h('ul', { class: 'crowd-legend' });
  const canvas = h('canvas', { role: 'img' });
  const field = h('div', { class: 'crowd-field', tabindex: '0', role: 'group', onkeydown: event => walk(event), onpointermove: event => point(event), onpointerleave: () => choose(undefined), onblur: () => choose(undefined), onfocus: () => choose(chosen ?? 0) }, canvas);
  const told = h('p', { class: 's k crowd-told', 'aria-live': 'polite' });
  const element = h('section', { class: 'pn crowd' }, h('div', { class: 'pn-h' }, title, note), field, legend, told);
  const pen = canvas.getContext('2d');
  let sprites = new Map();
  let colours;
  let theme = '';
  let grid;
  let size = 0;
  let scale = 0;
  let shown = { nodes: [], links: [] };
  let spread;
  let at = 0;
  let marks = [];
  let ways = [];
  let chosen;
  let frame = 0;
  let drawnLegend = '';

  function measure(n) {
    const ratio = devicePixelRatio || 1;
    const width = field.clientWidth;
    const height = field.clientHeight;
    const name = document.documentElement.dataset.theme;
    if (grid?.n === n && grid.width === width && grid.height === height && grid.ratio === ratio && theme === name) return false;
    theme = name;
    scale = unit();
    grid = { ...placesIn(n, width, height, 34 * scale), width, height, ratio };
    set(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    size = Math.max(3, Math.min(26 * scale, grid.cell * .7));
    const css = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(['bg', 'ink', 'ink2', 'ink3', 'ln', 'ac', 'nl', 'c0', 'c1', 'c2', 'c3', 'c4', 'c5'].map(key => [key, css.getPropertyValue(`--${key}`).trim()]));
    colours.sans = css.getPropertyValue('--sans');
    sprites = new Map();
    return true;
  }

  /** A mark drawn once for all nodes that look alike. */
  function sprite(mark) {
    let picture = sprites.get(mark);
    if (picture) return picture;
    const { ratio } = grid;
    const pixels = Math.ceil((size + 4) * ratio);
    picture = Object.assign(document.createElement('canvas'), { width: pixels, height: pixels });
    const ink = picture.getContext('2d');
    ink.translate(2 * ratio, 2 * ratio);
    ink.scale(size * ratio / 14, size * ratio / 14);
    const [kind, index] = mark.split(' ');
    const thin = 14 / size;
    if (kind === 'on') {
      const { colour, shape } = look(Number(index));
      const path = new Path2D(outline(shape));
      ink.fillStyle = colours[colour.slice(6, -1)] ?? colours.ink2;
      ink.fill(path);
      if (colours.nl !== 'transparent') {
        ink.strokeStyle = colours.nl;
        ink.lineWidth = Math.min(1, thin);
        ink.stroke(path);
      }
    } else if (kind === 'behind') {
      ink.strokeStyle = colours.ink3;
      ink.lineWidth = 1.5 * thin;
      ink.beginPath();
      ink.arc(7, 7, 3.5, 0, 2 * Math.PI);
      ink.stroke();
    } else {
      ink.strokeStyle = colours.ink3;
      ink.lineWidth = 1.5 * thin;
      ink.stroke(new Path2D('M3 3l8 8M11 3l-8 8'));
    }
    sprites.set(mark, picture);
    return picture;
  }

  /** The state's nodes as marks, and the counts beside them; the picture is drawn with the next frame. */
  function draw(state, newest, now) {
    shown = state;
    spread = newest;
    at = now;
    const n = state.nodes.length;
    const resized = measure(n);
    const tips = tipsOf(state.blocks, state.nodes, state.self);
    const branches = branchesOf(state.blocks, tips);
    const looks = new Map(branches.map(tip => [tip.block.hash, `on ${indexOf(state, tip.block.finder)}`]));
    marks = state.nodes.map(node => node.running === false ? 'off' : looks.get(node.tip) ?? 'behind');
    tell(state, branches);
    if (resized) ways = [];
    ask();
  }

  const indexOf = (state, name) => state.byName.get(name)?.index ?? -1;

  function tell(state, branches) {
    const n = state.nodes.length;
    const off = marks.filter(mark => mark === 'off').length;
    const behind = marks.filter(mark => mark === 'behind').length;
    const rows = branches.slice(0, MOST_BRANCHES).map(({ block, nodes }) => ({
      picture: () => icon(indexOf(state, block.finder)), n: nodes.length, key: `${block.hash}`,
      words: block.finder ? t('crowd.on', { height: block.height, finder: nodeName(block.finder) }) : t('crowd.onFirst', { height: block.height }),
    }));
    const rest = branches.slice(MOST_BRANCHES).reduce((sum, { nodes }) => sum + nodes.length, 0);
    if (rest > 0) rows.push({ picture: () => '', n: rest, words: t('crowd.others'), key: 'rest' });
    rows.push({ picture: () => h('i', { class: 'ring' }), n: behind, words: t('crowd.behind'), key: 'behind' });
    if (off > 0) rows.push({ picture: () => h('i', { class: 'gone' }, '×'), n: off, words: t('crowd.off'), key: 'off' });
    const print = `${document.documentElement.lang} ${theme} ${rows.map(row => row.key).join()}`;
    if (print !== drawnLegend) {
      drawnLegend = print;
      put(legend, rows.map(row => h('li', {}, row.picture(), h('b', {}), h('span', { class: 's' }, row.words))));
    }
    rows.forEach((row, index) => text(legend.children[index].querySelector('b'), row.n));
    text(title, t('net.title'));
    const cut = state.links.reduce((sum, link) => sum + (link.connected ? 0 : 1), 0);
    text(note, t(cut > 0 ? 'net.countCut' : 'net.count', { n, cut, links: state.links.length }));
    set(field, { 'aria-label': t('crowd.field', { n }) });
    set(canvas, { 'aria-label': rows.map(row => `${row.words}: ${row.n}`).join(', ') });
    tellChosen();
  }

  function tellChosen() {
    const node = chosen === undefined ? undefined : shown.nodes[chosen];
    if (!node) {
      text(told, t('crowd.hint'));
      return;
    }
    const delay = spread && delayAt(spread, node.name);
    const links = shown.links.reduce((sum, { a, b, connected }) => sum + (connected && (a === node.name || b === node.name) ? 1 : 0), 0);
    const key = !spread ? 'crowd.node' : delay === 0 ? 'crowd.finder' : delay === undefined ? 'crowd.never' : 'crowd.after';
    text(told, t(key, { name: nodeName(node.name), height: node.height, block: spread?.height ?? 0, seconds: seconds(delay), links }));
  }

  function ask() {
    if (!frame) frame = requestAnimationFrame(paint);
  }

  function paint(now) {
    frame = 0;
    if (!grid || !canvas.isConnected) return;
    ways = ways.filter(way => now - way.since < SEEN);
    pen.setTransform(grid.ratio, 0, 0, grid.ratio, 0, 0);
    pen.clearRect(0, 0, grid.width, grid.height);
    if (shown.nodes.length <= MOST_IN_RING) paintLinks(link => link.connected, colours.ln, 1);
    if (chosen !== undefined) {
      const { name } = shown.nodes[chosen] ?? {};
      paintLinks(link => link.connected && (link.a === name || link.b === name), colours.ink, 1.5);
    }
    paintWays(now);
    paintMarks();
    if (ways.length > 0) ask();
  }

  function paintLinks(which, colour, width) {
    pen.strokeStyle = colour;
    pen.lineWidth = width * scale;
    pen.beginPath();
    for (const link of shown.links) {
      if (!which(link)) continue;
      const a = placeOf(link.a);
      const b = placeOf(link.b);
      if (!a || !b) continue;
      pen.moveTo(a.x, a.y);
      pen.lineTo(b.x, b.y);
    }
    pen.stroke();
  }

  const placeOf = name => {
    const node = shown.byName?.get(name);
    return node && grid.places[node.index];
  };

  /** The links over which a block has just come, fading. In four steps, so that a step is one stroke. */
  function paintWays(now) {
    const many = shown.nodes.length > MOST_IN_RING;
    pen.strokeStyle = colours.ink2;
    pen.lineWidth = (many ? 1 : 2) * scale;
    for (let step = 0; step < 4; step++) {
      pen.globalAlpha = (many ? .5 : 1) * (1 - step / 4);
      pen.beginPath();
      for (const { from, to, since } of ways) {
        if (Math.min(3, Math.floor(4 * (now - since) / SEEN)) !== step) continue;
        const a = grid.places[from];
        const b = grid.places[to];
        pen.moveTo(a.x, a.y);
        pen.lineTo(b.x, b.y);
      }
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  function paintMarks() {
    const half = size / 2 + 2;
    const named = marks.length <= MOST_IN_RING && grid.cell >= NAMED * scale;
    marks.forEach((mark, index) => {
      const { x, y } = grid.places[index];
      pen.drawImage(sprite(mark), x - half, y - half, 2 * half, 2 * half);
    });
    if (named) {
      pen.font = `700 ${14 * scale}px ${colours.sans}`;
      pen.textAlign = 'center';
      pen.fillStyle = colours.ink;
      shown.nodes.forEach((node, index) => {
        const { x, y } = grid.places[index];
        // Outward: links come from within.
        pen.fillText(nodeName(node.name), x, y < grid.height / 2 ? y - size / 2 - 5 * scale : y + size / 2 + 14 * scale);
      });
    }
    const finder = spread && shown.byName.get(spread.finder)?.index;
    if (finder !== undefined) ring(finder, colours.ac, 2.5);
    if (chosen !== undefined && chosen < marks.length) ring(chosen, colours.ink, 2);
  }

  function ring(index, colour, width) {
    const { x, y } = grid.places[index];
    const side = size + 5 * scale;
    pen.strokeStyle = colour;
    pen.lineWidth = width * scale;
    pen.strokeRect(x - side / 2, y - side / 2, side, side);
  }

  /** A block came to a node: the link lights up for a moment. */
  function message(state, data) {
    if (data.type !== 'block' || isStill() || ways.length >= MOST_WAYS) return;
    const from = state.byName.get(data.peer);
    const to = state.byName.get(data.node);
    if (from && to) ways.push({ from: from.index, to: to.index, since: performance.now() });
    ask();
  }

  function choose(index) {
    if (index === chosen) return;
    chosen = index;
    tellChosen();
    ask();
  }

  function point(event) {
    const box = canvas.getBoundingClientRect();
    choose(nodeAt(grid, event.clientX - box.left, event.clientY - box.top));
  }

  function walk(event) {
    const next = stepIn(grid, chosen ?? 0, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  }

  style(canvas, { width: '100%', height: '100%' });
  return { element, draw, message };
}
