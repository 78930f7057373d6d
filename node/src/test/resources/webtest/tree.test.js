import { branchesOf, forkOf, layTree, liveTips, tipsOf } from '/js/tree.js';
import { stepFrom } from '/js/walk.js';
import { genesis, grow, on } from './chains.js';
import { equal, yes } from './expect.js';

const places = tree => Object.fromEntries(tree.cards.map(card => [card.block.hash, `${card.column}/${card.row} ${card.kind}${card.live ? ' live' : ''}`]));

export const tests = {
  'no blocks at all is a picture without cards'() {
    const tree = layTree(new Map(), [], 'Seoul');
    equal([tree.cards.length, tree.columns, tree.rows], [0, 0, 1]);
  },

  'block 0 alone stands in the first column and has no arrow'() {
    const tree = layTree(genesis(), on({ Seoul: 'g' }), 'Seoul');
    equal(places(tree), { g: '0/0 genesis live' });
    equal(tree.arrows.length, 0);
  },

  'one chain is one row, and only its tip is live'() {
    const tree = layTree(grow(genesis(), 'g', 'a1 a2'), on({ Seoul: 'a2', Busan: 'a2' }), 'Seoul');
    equal(places(tree), { g: '0/0 genesis', a1: '1/0 normal', a2: '2/0 normal live' });
    equal(tree.tips.map(tip => tip.nodes.map(node => node.name)), [['Seoul', 'Busan']]);
    yes(tree.tips[0].edge, 'nothing follows the tip');
  },

  'two tips of equal work are both live, and the majority has the first row'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2'), 'a1', 'b2');
    const tree = layTree(blocks, on({ Seoul: 'b2', Busan: 'a2', Jeju: 'a2' }), 'Seoul');
    equal(places(tree), { g: '0/0 genesis', a1: '1/0 normal', a2: '2/0 normal live', b2: '2/1 normal live' });
    equal(tree.notes.map(note => note.kind), ['fork']);
  },

  'between equals the page\'s own node has the first row'() {
    const blocks = grow(grow(genesis(), 'g', 'a1'), 'g', 'b1');
    const tree = layTree(blocks, on({ Seoul: 'a1', Busan: 'b1' }), 'Busan');
    equal(tree.cards.find(card => card.row === 0 && card.block.height === 1).block.hash, 'b1');
  },

  'a branch nobody stands on is stale, and the note names the height that beat it'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2 a3 a4'), 'a1', 'b2 b3');
    const tree = layTree(blocks, on({ Seoul: 'a4' }), 'Seoul');
    equal(places(tree).b3, '3/1 stale');
    equal(tree.notes.map(({ kind, height, column }) => ({ kind, height, column })), [{ kind: 'stale', height: 4, column: 1 }]);
    equal(tree.arrows.filter(arrow => arrow.stale).map(arrow => [arrow.child.block.hash, arrow.parent.block.hash]), [['b2', 'a1'], ['b3', 'b2']]);
  },

  'a shorter branch with a node on it is no stale branch'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2 a3'), 'g', 'b1');
    const tree = layTree(blocks, on({ Seoul: 'a3', Busan: 'b1' }), 'Seoul');
    equal(places(tree).b1, '1/1 normal');
  },

  'three branches have three rows, and a fourth is folded'() {
    const blocks = grow(grow(grow(grow(genesis(), 'g', 'a1 a2'), 'g', 'b1 b2'), 'g', 'c1 c2'), 'g', 'd1');
    const tree = layTree(blocks, on({ Seoul: 'a2', Busan: 'b2', Jeju: 'c2' }), 'Seoul');
    equal(tree.rows, 3);
    equal(tree.folded, 1);
    yes(!('d1' in places(tree)), 'the branch nobody stands on gives way');
  },

  'branches that do not overlap share a row'() {
    const blocks = grow(grow(grow(genesis(), 'g', 'a1 a2 a3 a4 a5 a6'), 'a1', 'b2'), 'a4', 'c5');
    const tree = layTree(blocks, on({ Seoul: 'a6' }), 'Seoul');
    equal([places(tree).b2, places(tree).c5], ['2/1 stale', '5/1 stale']);
  },

  'more work wins over more blocks'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2 a3'), 'g', 'b1', { total: 1000n });
    equal(tipsOf(blocks, on({ Seoul: 'a3', Busan: 'b1' }), 'Seoul')[0].block.hash, 'b1');
  },

  'arrow keys lead to parent, child and the other branch'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2 a3'), 'a1', 'b2');
    const { cards } = layTree(blocks, on({ Seoul: 'a3' }), 'Seoul');
    const to = (hash, key) => stepFrom(cards, hash, key)?.block.hash;
    equal([to('a2', 'ArrowLeft'), to('a1', 'ArrowRight'), to('a2', 'ArrowDown'), to('b2', 'ArrowUp'), to('b2', 'ArrowLeft')], ['a1', 'a2', 'b2', 'a2', 'a1']);
    equal([to('g', 'ArrowLeft'), to('a3', 'ArrowRight'), to('a3', 'Enter'), to('?', 'ArrowUp')], [undefined, undefined, undefined, undefined]);
  },

  'a stopped node has no tip in the race'() {
    const blocks = grow(grow(genesis(), 'g', 'a1'), 'g', 'b1');
    const nodes = on({ Seoul: 'a1', Busan: 'b1' });
    nodes[1].running = false;
    equal(liveTips(tipsOf(blocks, nodes, 'Seoul')).length, 1);
  },

  'a node whose tip is too far back to be drawn is named'() {
    const tree = layTree(grow(genesis(), 'g', 'a1'), on({ Seoul: 'a1', Jeju: 'long ago' }), 'Seoul');
    equal(tree.behind.map(node => node.name), ['Jeju']);
  },

  'columns begin at the lowest height that is known'() {
    const blocks = grow(genesis(), 'g', 'a1 a2 a3');
    blocks.delete('g');
    const tree = layTree(blocks, on({ Seoul: 'a3' }), 'Seoul');
    equal([tree.lowest, tree.columns, places(tree).a1], [1, 3, '0/0 normal']);
    equal(tree.arrows[0].parent, undefined, 'its parent is out of sight');
  },

  'a refused block is drawn but never the chain'() {
    const blocks = grow(grow(genesis(), 'g', 'a1'), 'g', 'x1 x2', { status: 'invalid' });
    const tree = layTree(blocks, on({ Seoul: 'a1' }), 'Seoul');
    equal([places(tree).a1, places(tree).x2], ['1/0 normal live', '2/1 invalid']);
  },

  'a deep fork folds so that its beginning and every tip are in the six columns in sight'() {
    const names = (letter, from, to) => Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`).join(' ');
    const blocks = grow(grow(genesis(), 'g', names('a', 1, 40)), 'a15', names('b', 16, 27));
    const tree = layTree(blocks, on({ Seoul: 'a40', Busan: 'b27' }), 'Seoul', 6);
    const inSight = tree.cards.filter(card => card.column >= tree.columns - 6).map(card => card.block.hash).sort();
    equal(inSight, ['a15', 'a16', 'a27', 'a38', 'a39', 'a40', 'b16', 'b27'].sort());
    equal(tree.tips.map(tip => tip.nodes[0].name), ['Seoul', 'Busan']);
    equal(tree.arrows.filter(arrow => arrow.skipped > 0).map(arrow => [arrow.child.block.hash, arrow.skipped, arrow.parent.block.hash]), [['a27', 10, 'a16'], ['b27', 10, 'b16'], ['a38', 10, 'a27']]);
    equal(places(tree).a14, '14/0 normal', 'what is older stays');
  },

  'of a fork far below the known heights the beginning and every tip are in sight, joined over the gap'() {
    const names = (letter, from, to) => Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`).join(' ');
    const blocks = grow(grow(genesis(), 'g', names('a', 1, 400)), 'a15', names('b', 16, 27));
    for (const block of [...blocks.values()]) if (block.height <= 340 && !['a15', 'a16', 'b16', 'b26', 'b27'].includes(block.hash)) blocks.delete(block.hash);
    blocks.get('a341').ancestor = 'a16';
    blocks.get('b26').ancestor = 'b16';
    const nodes = on({ Seoul: 'a400', Busan: 'b27' });
    const tree = layTree(blocks, nodes, 'Seoul', 6);
    equal(tree.cards.map(card => card.block.hash).sort(), ['a15', 'a16', 'a398', 'a399', 'a400', 'b16', 'b27'].sort());
    equal(tree.arrows.filter(arrow => arrow.skipped > 0).map(arrow => [arrow.child.block.hash, arrow.skipped, arrow.parent.block.hash]), [['b27', 10, 'b16'], ['a398', 381, 'a16']]);
    equal([tree.behind.length, tree.notes.map(note => note.kind)], [0, ['split']]);
    equal(forkOf(blocks, branchesOf(blocks, tipsOf(blocks, nodes, 'Seoul'))).hash, 'a15');
    equal([stepFrom(tree.cards, 'a398', 'ArrowLeft').block.hash, stepFrom(tree.cards, 'b16', 'ArrowRight').block.hash], ['a16', 'b27'], 'arrow keys go over the gap');
  },

  'a fork that fits in sight is not folded, one block more is'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2 a3 a4 a5'), 'g', 'b1');
    const tips = on({ Seoul: 'a5', Busan: 'b1' });
    equal(layTree(blocks, tips, 'Seoul', 6).columns, 6);
    grow(blocks, 'a5', 'a6');
    const tree = layTree(blocks, on({ Seoul: 'a6', Busan: 'b1' }), 'Seoul', 6);
    equal([tree.columns, tree.arrows.filter(arrow => arrow.skipped > 0).length], [6, 1]);
  },

  'a node that lags far behind stays in sight, and is no branch'() {
    const names = Array.from({ length: 30 }, (_, at) => `a${at + 1}`).join(' ');
    const nodes = on({ Seoul: 'a30', Jeju: 'a4' });
    const blocks = grow(genesis(), 'g', names);
    const tree = layTree(blocks, nodes, 'Seoul', 6);
    equal(tree.columns - tree.tips.find(tip => tip.block.hash === 'a4').column <= 6, true);
    equal(branchesOf(blocks, tipsOf(blocks, nodes, 'Seoul')).map(tip => tip.block.hash), ['a30']);
  },

  'branches part at their newest common block'() {
    const blocks = grow(grow(genesis(), 'g', 'a1 a2 a3'), 'a1', 'b2');
    const tips = tipsOf(blocks, on({ Seoul: 'a3', Busan: 'b2', Jeju: 'a2' }), 'Seoul');
    equal(branchesOf(blocks, tips).map(tip => tip.block.hash), ['a3', 'b2']);
    equal(forkOf(blocks, branchesOf(blocks, tips)).hash, 'a1');
  },

  'thirty nodes on thirty tips are laid out in three rows without an error'() {
    const blocks = genesis();
    const tips = {};
    for (let at = 0; at < 30; at++) {
      grow(blocks, 'g', `n${at}`);
      tips[`Node${at}`] = `n${at}`;
    }
    const tree = layTree(blocks, on(tips), 'Node0');
    equal([tree.rows, tree.folded], [3, 27]);
  },
};
