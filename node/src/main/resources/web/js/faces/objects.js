/** What an object is as idea, bytes and row: read from this node, put side by side field by field. */
import { getJson, getText } from './source.js';
import { branch } from './branch.js';
import { message, newest } from './message.js';
import { decode, fieldOf, HEADER_COLUMNS, headerComponent, nameOf as name, table, TX_COLUMNS, txComponent, wholeScripts } from './read.js';
import { script } from './script.js';
import { store } from '../store.js';

/**
 * An object with three faces: `{kind, id, hex, records, fields, tables: [{name, query, columns, rows}], noRow, comes}`. A field is
 * `{key, id, value, start, end, component, table, column, row}`: how people say it, where its bytes are, which component of which
 * record (`BlockHeader.nonce`) and which column of which row hold it; what it has none of is undefined. `comes` is a sentence
 * about rows that aren't the object's own, of the whole or of a field; a field `within` a column is a part of its value.
 */
export async function objectOf(kind, id, number, more) {
  switch (kind) {
    case 'header': return header(id);
    case 'tx': return transaction(id);
    case 'script': return script(id, number ?? '0');
    case 'branch': return branch(id);
    case 'message': return message(id, number);
    case 'link': return overLink(id, number, more);
    default: return coin(id, Number(number));
  }
}

/** The newest message from one node to the other, or of the type that is wanted. */
async function overLink(from, to, type) {
  const here = [store.state.self, ...store.siblings()];
  const node = here.includes(from) ? from : to;
  const found = await newest(node, { peer: node === from ? to : from, type });
  if (!found) throw Object.assign(new Error('no such message'), { status: 404 });
  return message(found.number, node);
}

async function header(id) {
  const hash = /^\d{1,9}$/.test(id) ? await getText(`/api/block-height/${id}`) : id;
  const [hex, block] = await Promise.all([getText(`/api/block/${hash}/header`), getJson(`/api/block/${hash}`)]);
  const part = await decode(hex.trim());
  const query = `SELECT height, hash_hex, version, prev_hash_hex, merkle_root_hex, time, bits, nonce\nFROM header_hex\nWHERE height = ${block.height}`;
  const tables = [await table('header', query, row => row[1] === hash)];
  const fields = part.fields.map(field => {
    const key = field.id.replace('header.', '');
    return fieldOf(field, key, { component: headerComponent(key), column: HEADER_COLUMNS[key] });
  });
  return { kind: 'header', id: hash, height: block.height, hex: hex.trim(), records: ['BlockHeader'], fields, tables };
}

async function transaction(txid) {
  const [hex, tx] = await Promise.all([getText(`/api/tx/${txid}/hex`), getJson(`/api/tx/${txid}`)]);
  const part = await decode(hex.trim());
  const height = tx.status.block_height ?? -1;
  const tables = await Promise.all([
    table('tx', `SELECT height, version, input_count, output_count, lock_time, size, fee\nFROM tx_hex\nWHERE txid_hex = '${txid}' AND height = ${height}`),
    table('output', `SELECT n, value, script_pub_key, spent_by\nFROM v_output\nWHERE txid = '${txid}' AND height = ${height}`),
  ]);
  const ofOutput = { 'out.value': 'value', 'out.script': 'script_pub_key' };
  const seen = { 'out.value': 0, 'out.script': 0 };
  const fields = wholeScripts(part.fields).map((field, at) => {
    const inOutput = ofOutput[name(field)];
    return fieldOf(field, `${field.id} ${at}`, { component: txComponent(name(field)), table: inOutput ? 1 : 0, column: inOutput ?? TX_COLUMNS[name(field)], row: inOutput ? seen[name(field)]++ : 0 });
  });
  return { kind: 'tx', id: txid, hex: hex.trim(), records: ['TxIn', 'OutPoint', 'TxOut'], fields, tables, noRow: tables[0].rows.length === 0 ? 'faces.waits' : undefined };
}

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
  const fields = inside.map(field => fieldOf(field, field.id, { start: field.start - amount.start, end: field.end - amount.start, component: txComponent(name(field)), column: columns[name(field)] }));
  return {
    kind: 'coin', id: txid, number, hex: hex.trim().slice(amount.start * 2, end * 2), records: ['TxOut'], fields, tables, address: tx.vout[number]?.scriptpubkey_address,
    noRow: tables[0].rows.length === 0 ? 'faces.waits' : undefined,
  };
}
