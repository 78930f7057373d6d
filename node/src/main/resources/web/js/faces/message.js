/** A message that passed between two nodes: its bytes as they travelled, and the rows that it names or becomes. */
import { getJson } from './source.js';
import { decode, fieldOf, HEADER_COLUMNS, headerComponent, nameOf, table, TX_COLUMNS, txComponent, wholeScripts } from './read.js';
import { store } from '../store.js';

/** Rows of more things than this aren't looked up. */
const LOOKED_UP = 4;
const RECORDS = {
  inv: ['Inv', 'InventoryItem'], getdata: ['GetData', 'InventoryItem'], notfound: ['NotFound', 'InventoryItem'], headers: ['Headers', 'BlockHeader'],
  getheaders: ['GetHeaders'], getblocks: ['GetBlocks'], ping: ['Ping'], pong: ['Pong'], feefilter: ['FeeFilter'], block: ['BlockMessage', 'BlockHeader', 'TxIn', 'OutPoint', 'TxOut'], tx: ['TxMessage', 'TxIn', 'OutPoint', 'TxOut'],
};
const COMPONENTS = {
  'message.command': 'Header.command', 'message.length': 'Header.length', 'message.checksum': 'Header.checksum', 'message.item.type': 'InventoryItem.type', 'message.item.hash': 'InventoryItem.hash',
  'message.fee_rate': 'FeeFilter.feeRate',
};
const BY_TYPE = { 'message.nonce': 'nonce', 'message.protocol': 'version', 'message.locator': 'locator', 'message.stop': 'stop' };

export async function message(number, node) {
  const message = await getJson(`/node/messages/${Number(number)}?node=${encodeURIComponent(node ?? store.state.self)}`);
  const part = await decode(message.hex, 'message');
  const records = ['Header', ...RECORDS[message.type] ?? []];
  const { tables, place } = await rowsOf(message, part);
  const fields = wholeScripts(part.fields).map((field, at) => fieldOf(field, `${field.id} ${at}`, { component: componentOf(field, message.type, records), ...place(field) }));
  const [from, to] = message.direction === 'sent' ? [node, message.peer] : [message.peer, node];
  return { kind: 'message', id: String(number), number, node, type: message.type, from, to, time: message.time, hex: message.hex, records, fields, tables, comes: tables.length === 0 ? ['faces.messageNone'] : tables.some(one => one.rows.length > 0) ? ['faces.messageRows'] : undefined, noRow: tables.length > 0 ? 'faces.messageNoRows' : undefined };
}

function componentOf(field, type, records) {
  const own = records[1];
  if (COMPONENTS[field.id]) return COMPONENTS[field.id];
  if (BY_TYPE[field.id]) return `${own}.${BY_TYPE[field.id]}`;
  if (field.id === 'message.count') return `${own}.${{ headers: 'headers', getheaders: 'locator', getblocks: 'locator' }[type] ?? 'items'}`;
  if (field.id === 'message.headers.zero') return `${own}.headers`;
  if (field.id.startsWith('header.')) return headerComponent(field.id.replace('header.', ''));
  if (field.id === 'block.transactions') return `${own}.block`;
  return txComponent(nameOf(field)) ?? (own === 'TxMessage' ? 'TxMessage.tx' : own === 'BlockMessage' ? 'BlockMessage.block' : undefined);
}

/** The rows a message speaks of, and which column of which row holds a field. */
async function rowsOf(message, part) {
  if (message.type === 'headers' || message.type === 'block') return headerRows(part);
  if (message.type === 'tx') return txRow(message);
  if (['inv', 'getdata', 'notfound'].includes(message.type)) return itemRows(part);
  if (message.type === 'getheaders' || message.type === 'getblocks') return locatorRows(part);
  return { tables: [], place: () => ({}) };
}

/** A header has its row by its root: the message doesn't carry its hash. */
async function headerRows(part) {
  const roots = part.fields.filter(field => field.id === 'header.merkle_root').slice(0, LOOKED_UP);
  if (roots.length === 0) return { tables: [], place: () => ({}) };
  const query = `SELECT height, hash_hex, version, prev_hash_hex, merkle_root_hex, time, bits, nonce\nFROM header_hex\nWHERE merkle_root_hex IN (${roots.map(field => `'${field.value}'`).join(', ')})`;
  const rows = await table('header', query);
  const order = roots.map(field => rows.rows.findIndex(row => row[4] === field.value));
  const headerAt = field => roots.findIndex(root => field.start >= root.start - 36 && field.start < root.start + 44);
  const place = field => {
    const row = field.id.startsWith('header.') ? order[headerAt(field)] : undefined;
    return row >= 0 ? { table: 0, row, column: HEADER_COLUMNS[field.id.replace('header.', '')] } : {};
  };
  return { tables: [rows], place };
}

async function txRow(message) {
  const txid = (await decode(message.hex.slice(48), 'transaction')).checks.find(check => check.name === 'txid')?.detail;
  if (!txid) return { tables: [], place: () => ({}) };
  const tables = [
    await table('tx', `SELECT height, version, input_count, output_count, lock_time, fee\nFROM tx_hex\nWHERE txid_hex = '${txid}'`),
    await table('output', `SELECT n, value, script_pub_key\nFROM v_output\nWHERE txid = '${txid}'`),
  ];
  const seen = { 'out.value': 0, 'out.script': 0 };
  const columns = { 'out.value': 'value', 'out.script': 'script_pub_key' };
  return { tables, place: field => columns[nameOf(field)] ? { table: 1, row: seen[nameOf(field)]++, column: columns[nameOf(field)] } : { table: 0, row: 0, column: TX_COLUMNS[nameOf(field)] } };
}

async function itemRows(part) {
  const types = part.fields.filter(field => field.id === 'message.item.type');
  const hashes = part.fields.filter(field => field.id === 'message.item.hash').slice(0, LOOKED_UP);
  const named = kind => hashes.filter((_, at) => String(types[at]?.value).startsWith(kind)).map(field => field.value);
  const tables = [];
  for (const [kind, name, column, more] of [['1', 'tx', 'txid_hex', 'fee'], ['2', 'header', 'hash_hex', 'status']]) {
    const wanted = named(kind);
    if (wanted.length > 0) tables.push({ ...await table(name, `SELECT height, ${column}, ${more}\nFROM ${name}_hex\nWHERE ${column} IN (${wanted.map(hash => `'${hash}'`).join(', ')})`), column });
  }
  return { tables, place: field => placeOfHash(tables, field, 'message.item.hash') };
}

async function locatorRows(part) {
  const hashes = part.fields.filter(field => field.id === 'message.locator').slice(0, LOOKED_UP);
  if (hashes.length === 0) return { tables: [], place: () => ({}) };
  const tables = [{ ...await table('header', `SELECT height, hash_hex, status\nFROM header_hex\nWHERE hash_hex IN (${hashes.map(field => `'${field.value}'`).join(', ')})`), column: 'hash_hex' }];
  return { tables, place: field => placeOfHash(tables, field, 'message.locator') };
}

function placeOfHash(tables, field, id) {
  if (field.id !== id) return {};
  for (const [at, found] of tables.entries()) {
    const row = found.rows.findIndex(cells => cells[1] === field.value);
    if (row >= 0) return { table: at, row, column: found.column };
  }
  return {};
}

/** The newest message that a node keeps of this kind: over a link, of a type, or any that says something. */
export async function newest(node, { peer, type }) {
  const all = await getJson(`/node/messages?node=${encodeURIComponent(node)}`);
  const telling = all.filter(one => (!peer || one.peer === peer) && (!type || one.type === type));
  return telling.find(one => type || !['ping', 'pong'].includes(one.type)) ?? telling[0];
}
