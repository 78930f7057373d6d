/** A merkle branch: the hashes that lead from a transaction to its block's root, and the rows that they are computed from. */
import { getJson } from './source.js';
import { table } from './read.js';

const turned = hash => hash.match(/../g).reverse().join('');
const four = number => [0, 8, 16, 24].map(shift => ((number >>> shift) & 0xff).toString(16).padStart(2, '0')).join('');

export async function branch(txid) {
  const { status } = await getJson(`/api/tx/${txid}`);
  if (!status?.confirmed) throw Object.assign(new Error('in no block yet'), { status: 404 });
  const { pos } = await getJson(`/api/tx/${txid}/merkle-proof`);
  const tree = await getJson(`/node/blocks/${status.block_hash}/txs/${pos}/branch`);
  const siblings = siblingsOf(tree.levels);
  const first = pos - pos % 2;
  const tables = await Promise.all([
    table('tx', `SELECT t.id - c.first_tx_id AS place, t.txid_hex\nFROM tx_hex t JOIN chain c ON c.height = t.height\nWHERE t.height = ${status.block_height} AND place BETWEEN ${first} AND ${first + 1}`),
    table('header', `SELECT height, merkle_root_hex\nFROM header_hex\nWHERE hash_hex = '${status.block_hash}'`),
  ]);
  const rowOf = hash => tables[0].rows.findIndex(row => row[1] === hash);
  const made = (id, name, kind, value, start, end, more) => ({ key: `${id} ${start}`, id, field: { id, name, kind, value, start, end }, start, end, value, table: 0, row: 0, ...more });
  const fields = [made('branch.count', 'count', 'count', String(siblings.length), 0, 1, { component: 'MerkleProof.branch' })];
  siblings.forEach((hash, level) => {
    const row = level === 0 ? rowOf(hash) : -1;
    const from = Math.floor(pos / 2 ** level) ^ 1;
    const start = 1 + level * 32;
    fields.push(made('branch.sibling', 'sibling', 'hash', hash, start, start + 32, {
      component: 'MerkleProof.branch', column: row >= 0 ? 'txid_hex' : undefined, row: Math.max(0, row),
      comes: row >= 0 ? undefined : ['faces.computed', { from: from * 2 ** level, to: Math.min(tree.count, (from + 1) * 2 ** level) - 1 }],
    }));
  });
  const end = 1 + siblings.length * 32;
  fields.push(made('branch.index', 'index', 'count', String(pos), end, end + 4, { component: 'MerkleProof.index', column: 'place', row: Math.max(0, rowOf(txid)) }));
  const hex = siblings.length.toString(16).padStart(2, '0') + siblings.map(turned).join('') + four(pos);
  return { kind: 'branch', id: txid, height: status.block_height, block: status.block_hash, number: pos, hex, records: ['MerkleProof'], fields, tables, levels: tree.levels, comes: ['faces.branchRows'] };
}

/** The other hash of each pair, from the leaf up; a lonely last hash is its own neighbour. */
export function siblingsOf(levels) {
  return levels.slice(1).reverse().map(level => (level.find(hash => hash.state === 'given') ?? level.find(hash => hash.state === 'lit')).hash);
}
