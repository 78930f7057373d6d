/**
 * Lays the block tree out as rows and columns: a column is a height, row 0 is the chain most nodes work on, each other branch has the
 * lowest row where it fits. Pure: blocks and tips in, places out.
 */

/** At most this many rows are drawn; what doesn't fit is folded into a count. */
const ROWS = 3;

/** More work first; without known work the height decides. */
export function compareWork(a, b) {
  if (a.total !== undefined && b.total !== undefined) return a.total < b.total ? -1 : a.total > b.total ? 1 : 0;
  return a.height - b.height;
}

/** The blocks that running nodes stand on, most work first; among equals the most nodes, then `self`'s own. */
export function tipsOf(blocks, nodes, self) {
  const byHash = new Map();
  for (const node of nodes) {
    const block = blocks.get(node.tip);
    if (!block || node.running === false) continue;
    if (!byHash.has(block.hash)) byHash.set(block.hash, { block, nodes: [] });
    byHash.get(block.hash).nodes.push(node);
  }
  const own = tip => tip.nodes.some(node => node.name === self) ? 1 : 0;
  return [...byHash.values()].sort((a, b) => compareWork(b.block, a.block) || b.nodes.length - a.nodes.length || own(b) - own(a));
}

/** The tips of equal most work: two or more of them are a live fork. */
export function liveTips(tips) {
  return tips.filter(tip => compareWork(tip.block, tips[0].block) === 0);
}

/** The tips that nobody builds on: two or more of them are branches of their own, not nodes that lag. */
export function branchesOf(blocks, tips) {
  const covered = new Set(tips.flatMap(tip => pathBack(blocks, tip.block.hash).slice(1).map(block => block.hash)));
  return tips.filter(tip => !covered.has(tip.block.hash));
}

/** The newest block that all these branches share; undefined where they part further back than is known. */
export function forkOf(blocks, tips) {
  const paths = tips.map(tip => new Set(pathBack(blocks, tip.block.hash).map(block => block.hash)));
  return pathBack(blocks, tips[0]?.block.hash).find(block => paths.every(path => path.has(block.hash)));
}

/** The block before another; where that isn't known, the nearest known one further back, if there is one. */
export const parentOf = (blocks, block) => blocks.get(block.prev) ?? blocks.get(block.ancestor);

/** From a block back to the oldest known one, newest first. */
export function pathBack(blocks, hash) {
  const path = [];
  for (let block = blocks.get(hash); block; block = parentOf(blocks, block)) path.push(block);
  return path;
}

/** What shows where these branches part, however far back: the forks, the first block of each branch after them, its two newest. */
export function landmarksOf(blocks, branches) {
  const paths = branches.map(tip => pathBack(blocks, tip.block.hash));
  const seen = new Set(paths[0]);
  const forks = new Set();
  const marks = new Set();
  for (const path of paths.slice(1)) {
    const fork = path.find(block => seen.has(block));
    if (!fork) continue; // nothing known joins it to the others
    forks.add(fork);
    for (const block of path.slice(0, 2)) marks.add(block);
    for (const block of path) seen.add(block);
  }
  for (const path of paths) path.forEach((block, at) => forks.has(block) && at > 0 && marks.add(path[at - 1]));
  return new Set([...forks, ...marks]);
}

/**
 * The whole picture. `recent` is how many columns are in sight without scrolling: a third row further back is folded, and a fork
 * that began further back, or a node that stands there, folds the heights between.
 * Answers cards `{block, column, row, kind, live, skipped, before}`, arrows `{child, parent?, stale, skipped}`, tips `{block, nodes, column, row, edge}`,
 * notes, counts. `skipped` is how many blocks between a card and the one before it aren't drawn, `before` that one's hash.
 */
export function layTree(blocks, nodes, self, recent = 6) {
  if (blocks.size === 0) return { cards: [], arrows: [], tips: [], notes: [], rows: 1, columns: 0, folded: 0, behind: [], lowest: 0, highest: 0 };
  const tips = tipsOf(blocks, nodes, self);
  const live = new Set(tips.length > 0 ? liveTips(tips).map(tip => tip.block.hash) : []);
  const standing = new Set(tips.flatMap(tip => pathBack(blocks, tip.block.hash)).map(block => block.hash));
  const main = tips[0]?.block ?? [...blocks.values()].filter(block => block.status !== 'invalid').sort((a, b) => compareWork(b, a))[0] ?? [...blocks.values()][0];
  const columns = columnsOf(blocks, tips, standing, recent);
  const places = new Map();
  for (const block of pathBack(blocks, main.hash)) places.set(block.hash, 0);
  const { folded } = placeBranches(blocks, places, standing, columns, Math.max(...columns.keys()) - recent);
  const cards = [...blocks.values()].filter(block => places.has(block.hash) && columns.has(block.height)).sort((a, b) => a.height - b.height).map(block => ({
    block, column: columns.get(block.height), row: places.get(block.hash), kind: kindOf(block, standing), live: live.has(block.hash), skipped: 0,
  }));
  const cardOf = new Map(cards.map(card => [card.block.hash, card]));
  const arrows = cards.filter(card => card.block.height > 0).map(card => arrowOf(card, cardOf, blocks));
  const taken = new Set(cards.map(card => `${card.column},${card.row}`));
  const placedTips = tips.filter(tip => cardOf.has(tip.block.hash)).map(tip => {
    const { column, row } = cardOf.get(tip.block.hash);
    return { ...tip, column, row, edge: !taken.has(`${column + 1},${row}`) };
  });
  const behind = nodes.filter(node => node.running !== false && !cardOf.has(node.tip));
  return {
    cards, arrows, tips: placedTips, folded, behind, lowest: Math.min(...columns.keys()), highest: Math.max(...columns.keys()), columns: columns.size,
    rows: 1 + Math.max(...cards.map(card => card.row)), notes: notesOf(cards, arrows, taken, live, main, blocks),
  };
}

/**
 * The column of each height that is drawn. Where nodes part, or one stands, further back than is in sight, only what the eye needs is drawn
 * from there on: the fork, every node's tip, and as many others as there is room for.
 */
function columnsOf(blocks, tips, standing, recent) {
  const heights = [...new Set([...blocks.values()].map(block => block.height))].sort((a, b) => a - b);
  const highest = heights.at(-1);
  const needed = new Set(tips.map(tip => tip.block.height));
  const forks = forksOf(blocks, standing);
  if (tips.length > 1) for (const fork of forks) needed.add(fork.height);
  const from = Math.min(...needed, highest);
  if (highest - from < recent) return new Map(heights.map((height, at) => [height, at]));
  const wished = [...(tips.length > 1 ? forks.map(fork => fork.height + 1) : []), ...heights.filter(height => height > from).reverse()];
  for (const height of wished) if (needed.size < recent) needed.add(height);
  return new Map(heights.filter(height => height < from || needed.has(height)).map((height, at) => [height, at]));
}

/** The blocks after which branches part that nodes stand on. */
function forksOf(blocks, standing) {
  const children = new Map();
  for (const hash of standing) {
    const parent = parentOf(blocks, blocks.get(hash));
    children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  return [...children].filter(([parent, count]) => parent && count > 1).map(([parent]) => parent);
}

/** From a card to the one before it, over those that aren't drawn. */
function arrowOf(card, cardOf, blocks) {
  let before = parentOf(blocks, card.block);
  while (before && !cardOf.has(before.hash)) before = parentOf(blocks, before);
  const parent = before && cardOf.get(before.hash);
  if (parent) Object.assign(card, { before: parent.block.hash, skipped: card.block.height - parent.block.height - 1 });
  return { child: card, parent, stale: card.kind === 'stale' || card.kind === 'invalid', skipped: card.skipped };
}

function kindOf(block, standing) {
  if (block.status === 'invalid') return 'invalid';
  if (block.status === 'header') return 'header';
  if (block.height === 0) return 'genesis';
  return standing.has(block.hash) ? 'normal' : 'stale';
}

/** Gives every branch beside the main chain a row, the ones nodes stand on first; answers how many did not fit. */
function placeBranches(blocks, places, standing, columns, horizon) {
  const parents = new Set([...blocks.values()].map(block => parentOf(blocks, block)));
  const leaves = [...blocks.values()].filter(block => !parents.has(block) && !places.has(block.hash));
  leaves.sort((a, b) => Number(standing.has(b.hash)) - Number(standing.has(a.hash)) || b.height - a.height || compareWork(b, a) || (a.hash < b.hash ? -1 : 1));
  const used = []; // by row: [from, to] of the heights taken
  let folded = 0;
  for (const leaf of leaves) {
    const branch = [];
    for (let block = leaf; block && !places.has(block.hash); block = parentOf(blocks, block)) branch.push(block);
    if (!branch.some(block => columns.has(block.height))) {
      folded++;
      continue;
    }
    const from = parentOf(blocks, branch.at(-1))?.height ?? branch.at(-1).height - 1; // with the column of the elbow and its note
    const to = leaf.height;
    const last = to < horizon ? 1 : ROWS - 1;
    let row = 1;
    while (row <= last && (used[row] ?? []).some(([a, b]) => from <= b && a <= to)) row++;
    if (row > last) {
      folded++;
      continue;
    }
    (used[row] ??= []).push([from, to]);
    for (const block of branch) places.set(block.hash, row);
  }
  return { folded };
}

/** The two captions of the picture: the live fork, and the newest stale branch with the height that beat it. */
function notesOf(cards, arrows, taken, live, main, blocks) {
  const notes = [];
  const room = (column, row, width) => {
    for (let at = column - width + 1; at <= column; at++) if (taken.has(`${at},${row}`)) return false;
    return true;
  };
  const nextOf = card => arrows.find(arrow => arrow.parent === card && arrow.child.row === card.row)?.child;
  for (const { child: start, parent } of arrows) {
    const column = start.column - 1;
    if (start.row === 0 || !parent || parent.row === start.row || parent.column !== column) continue;
    let leaf = start;
    for (let next = nextOf(leaf); next; next = nextOf(leaf)) leaf = next;
    if (leaf.kind === 'stale') {
      const beaten = pathBack(blocks, main.hash).reverse().find(block => compareWork(block, leaf.block) > 0);
      if (room(column, start.row, 1)) notes.push({ kind: 'stale', column, row: start.row, height: beaten?.height });
    } else if (live.size > 1 && live.has(leaf.block.hash)) {
      if (room(column, start.row, 2)) notes.push({ kind: 'fork', column, row: start.row });
    } else if (leaf.kind === 'normal' && live.size === 1) {
      if (room(column, start.row, 2)) notes.push({ kind: 'split', column, row: start.row, short: main.height - leaf.block.height });
    }
  }
  return notes;
}
