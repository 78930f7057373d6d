/** Small chains for the tests: `grow(blocks, 'g', 'a1 a2 a3')` adds three blocks after g, each with the same work. */
const WORK = 100n;

export function genesis() {
  return new Map([['g', { hash: 'g', height: 0, total: 0n, status: 'active' }]]);
}

export function grow(blocks, from, names, extra = {}) {
  let parent = blocks.get(from);
  for (const hash of names.split(' ')) {
    const block = { hash, prev: parent.hash, height: parent.height + 1, total: parent.total + WORK, status: 'active', tx_count: 1, ...extra };
    blocks.set(hash, block);
    parent = block;
  }
  return blocks;
}

/** Nodes by name, each on a tip: `on({Seoul: 'a3'})`. */
export const on = tips => Object.entries(tips).map(([name, tip], index) => ({ name, tip, index, running: true }));
