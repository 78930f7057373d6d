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

/** From a block back to the oldest known one, newest first. */
export function pathBack(blocks, hash) {
  const path = [];
  for (let block = blocks.get(hash); block; block = blocks.get(block.prev)) path.push(block);
  return path;
}

/**
 * The whole picture. `recent` is how many columns are in sight without scrolling: a third row further back is folded.
 * Answers cards `{block, column, row, kind, live}`, arrows `{child, parent?, stale}`, tips `{block, nodes, column, row, edge}`, notes, counts.
 */
export function layTree(blocks, nodes, self, recent = 6) {
  if (blocks.size === 0) return { cards: [], arrows: [], tips: [], notes: [], rows: 1, columns: 0, folded: 0, behind: [], lowest: 0 };
  const tips = tipsOf(blocks, nodes, self);
  const live = new Set(tips.length > 0 ? liveTips(tips).map(tip => tip.block.hash) : []);
  const standing = new Set(tips.flatMap(tip => pathBack(blocks, tip.block.hash)).map(block => block.hash));
  const main = tips[0]?.block ?? [...blocks.values()].filter(block => block.status !== 'invalid').sort((a, b) => compareWork(b, a))[0] ?? [...blocks.values()][0];
  const lowest = Math.min(...[...blocks.values()].map(block => block.height));
  const highest = Math.max(...[...blocks.values()].map(block => block.height));
  const places = new Map();
  for (const block of pathBack(blocks, main.hash)) places.set(block.hash, 0);
  const { folded } = placeBranches(blocks, places, standing, highest - recent);
  const cards = [...blocks.values()].filter(block => places.has(block.hash)).sort((a, b) => a.height - b.height).map(block => ({
    block, column: block.height - lowest, row: places.get(block.hash), kind: kindOf(block, standing), live: live.has(block.hash),
  }));
  const cardOf = new Map(cards.map(card => [card.block.hash, card]));
  const arrows = cards.filter(card => card.block.height > 0)
    .map(card => ({ child: card, parent: cardOf.get(card.block.prev), stale: card.kind === 'stale' || card.kind === 'invalid' }));
  const taken = new Set(cards.map(card => `${card.column},${card.row}`));
  const placedTips = tips.filter(tip => cardOf.has(tip.block.hash)).map(tip => {
    const { column, row } = cardOf.get(tip.block.hash);
    return { ...tip, column, row, edge: !taken.has(`${column + 1},${row}`) };
  });
  const behind = nodes.filter(node => node.running !== false && !cardOf.has(node.tip));
  return {
    cards, arrows, tips: placedTips, folded, behind, lowest, columns: highest - lowest + 1,
    rows: 1 + Math.max(...cards.map(card => card.row)), notes: notesOf(cards, cardOf, taken, live, places, main, blocks),
  };
}

function kindOf(block, standing) {
  if (block.status === 'invalid') return 'invalid';
  if (block.status === 'header') return 'header';
  if (block.height === 0) return 'genesis';
  return standing.has(block.hash) ? 'normal' : 'stale';
}

/** Gives every branch beside the main chain a row, the ones nodes stand on first; answers how many did not fit. */
function placeBranches(blocks, places, standing, horizon) {
  const parents = new Set([...blocks.values()].map(block => block.prev));
  const leaves = [...blocks.values()].filter(block => !parents.has(block.hash) && !places.has(block.hash));
  leaves.sort((a, b) => Number(standing.has(b.hash)) - Number(standing.has(a.hash)) || b.height - a.height || compareWork(b, a) || (a.hash < b.hash ? -1 : 1));
  const used = []; // by row: [from, to] of the heights taken
  let folded = 0;
  for (const leaf of leaves) {
    const branch = [];
    for (let block = leaf; block && !places.has(block.hash); block = blocks.get(block.prev)) branch.push(block);
    const from = branch.at(-1).height - 1; // one column more, for the elbow and its note
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
function notesOf(cards, cardOf, taken, live, places, main, blocks) {
  const notes = [];
  const room = (column, row, width) => {
    for (let at = column - width + 1; at <= column; at++) if (taken.has(`${at},${row}`)) return false;
    return true;
  };
  const starts = cards.filter(card => card.row > 0 && cardOf.has(card.block.prev) && places.get(card.block.prev) !== card.row);
  for (const start of starts) {
    const leaf = cards.filter(card => card.row === start.row && card.column >= start.column).reduce((last, card) => card.column === last.column + 1 ? card : last, start);
    const column = start.column - 1;
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
