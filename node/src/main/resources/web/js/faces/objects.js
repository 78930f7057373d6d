/** What an object is as idea, bytes and row: read from this node, put side by side field by field. */
import { getJson, getText, post } from '../api.js';
import { ask } from '../sql/ask.js';

/**
 * An object with three faces: `{kind, id, hex, record, fields, tables: [{name, query, columns, rows}], noRow}`. A field is
 * `{key, id, value, start, end, component, table, column, row}`: how people say it, where its bytes are, which component of the
 * record and which column of which row hold it; what it has none of is undefined.
 */
export async function objectOf(kind, id, number) {
  if (kind === 'header') return header(id);
  if (kind === 'tx') return transaction(id);
  return coin(id, Number(number));
}

const table = async (name, query, keep = () => true) => {
  const { columns, rows } = await ask(query);
  return { name, query, columns, rows: rows.filter(keep) };
};

const decode = hex => hex.length < 4000 ? getJson(`/node/decode?hex=${hex}`) : post('/node/decode', { hex });

async function header(id) {
  const hash = /^\d{1,9}$/.test(id) ? await getText(`/api/block-height/${id}`) : id;
  const [hex, block] = await Promise.all([getText(`/api/block/${hash}/header`), getJson(`/api/block/${hash}`)]);
  const part = await decode(hex.trim());
  const query = `SELECT height, hash_hex, version, prev_hash_hex, merkle_root_hex, time, bits, nonce\nFROM header\nWHERE height = ${block.height}`;
  const tables = [await table('header', query, row => row[1] === hash)];
  const columns = { version: 'version', prev: 'prev_hash_hex', merkle_root: 'merkle_root_hex', time: 'time', bits: 'bits', nonce: 'nonce' };
  const components = { version: 'version', prev: 'prevBlock', merkle_root: 'merkleRoot', time: 'time', bits: 'bits', nonce: 'nonce' };
  const fields = part.fields.map(field => {
    const key = field.id.replace('header.', '');
    return { key, id: field.id, field, start: field.start, end: field.end, component: components[key], table: 0, column: columns[key], row: 0, value: ideaOf(field) };
  });
  return { kind: 'header', id: hash, height: block.height, hex: hex.trim(), record: 'BlockHeader', fields, tables };
}

/** A transaction's field without the beginning that all of them have. */
const name = field => field.id.replace(/^tx\./, '');

/** The value as people read it: without the second form that the byte view adds. */
const ideaOf = field => String(field.value ?? '').replace(/ \(.*\)$/, '').replace(/ (satoshis|bytes)$/, '');

async function transaction(txid) {
  const [hex, tx] = await Promise.all([getText(`/api/tx/${txid}/hex`), getJson(`/api/tx/${txid}`)]);
  const part = await decode(hex.trim());
  const height = tx.status.block_height ?? -1;
  const tables = await Promise.all([
    table('tx', `SELECT height, version, input_count, output_count, lock_time, size, fee\nFROM tx\nWHERE txid_hex = '${txid}' AND height = ${height}`),
    table('output', `SELECT n, value, script_pub_key, spent_by\nFROM v_output\nWHERE txid = '${txid}' AND height = ${height}`),
  ]);
  const columns = { version: 'version', inputs: 'input_count', outputs: 'output_count', lock_time: 'lock_time' };
  const ofOutput = { 'out.value': 'value', 'out.script': 'script_pub_key' };
  const seen = { 'out.value': 0, 'out.script': 0 };
  const fields = part.fields.filter(field => !/script_length|^script\./.test(field.id)).map((field, at) => {
    const inOutput = ofOutput[name(field)];
    return { key: `${field.id} ${at}`, id: field.id, field, start: field.start, end: field.end, component: componentOf(field), table: inOutput ? 1 : 0, column: inOutput ?? columns[name(field)], row: inOutput ? seen[name(field)]++ : 0, value: ideaOf(field) };
  });
  return { kind: 'tx', id: txid, hex: hex.trim(), record: 'TxOut', fields, tables, noRow: tables[0].rows.length === 0 ? 'faces.waits' : undefined };
}

const componentOf = field => ({ 'in.txid': 'txid', 'in.index': 'index', 'in.sequence': 'sequence', 'out.value': 'value', 'out.script': 'scriptPubKey' })[name(field)];

async function coin(txid, number) {
  const [hex, tx] = await Promise.all([getText(`/api/tx/${txid}/hex`), getJson(`/api/tx/${txid}`)]);
  const part = await decode(hex.trim());
  const values = part.fields.filter(field => name(field) === 'out.value');
  const amount = values[number];
  if (!amount) throw Object.assign(new Error('no such output'), { status: 404 });
  const end = values[number + 1]?.start ?? part.fields.find(field => name(field) === 'lock_time').start;
  const inside = part.fields.filter(field => field.start >= amount.start && field.end <= end && !/^script\./.test(field.id));
  const query = `SELECT n, value, script_pub_key, spendable, spent_by, spent_height\nFROM v_output\nWHERE txid = '${txid}' AND n = ${number}`;
  const tables = [await table('output', query)];
  const columns = { 'out.value': 'value', 'out.script': 'script_pub_key' };
  const fields = inside.map(field => ({ key: field.id, id: field.id, field, start: field.start - amount.start, end: field.end - amount.start, component: componentOf(field), table: 0, column: columns[name(field)], row: 0, value: ideaOf(field) }));
  return {
    kind: 'coin', id: txid, number, hex: hex.trim().slice(amount.start * 2, end * 2), record: 'TxOut', fields, tables, address: tx.vout[number]?.scriptpubkey_address,
    noRow: tables[0].rows.length === 0 ? 'faces.waits' : undefined,
  };
}
