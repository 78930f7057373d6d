/** What the objects of the three faces are read with: this node's bytes, its explanation of them, its database. */
import { ask, getJson, post } from './source.js';

/** The most bytes that are drawn; of a longer object the fields within them. */
export const DRAWN = 600;
const URL_ROOM = 4000;

/** The rows that a question finds: `{name, query, columns, rows}`. */
export async function table(name, query, keep = () => true) {
  const { columns, rows } = await ask(query);
  return { name, query, columns, rows: rows.filter(keep) };
}

/** Bytes explained; as what they look like, or as what `as` says. */
export const decode = (hex, as) => as || hex.length >= URL_ROOM ? post('/node/decode', as ? { hex, as } : { hex }) : getJson(`/node/decode?hex=${hex}`);

/** The value as people read it: without the second form that the byte view adds. */
export const ideaOf = field => String(field.value ?? '').replace(/ \(.*\)$/, '').replace(/ (satoshis|bytes)$/, '');

/** A field of an explanation, with where its value is in the record and in the rows. */
export const fieldOf = (field, key, more) => ({ key, id: field.id, field, start: field.start, end: field.end, table: 0, row: 0, value: ideaOf(field), ...more });

/** Where the fields of a header are in the record and in the table. */
export const HEADER_COLUMNS = { version: 'version', prev: 'prev_hash_hex', merkle_root: 'merkle_root_hex', time: 'time', bits: 'bits', nonce: 'nonce' };
const HEADER_COMPONENTS = { version: 'version', prev: 'prevBlock', merkle_root: 'merkleRoot', time: 'time', bits: 'bits', nonce: 'nonce' };
export const headerComponent = key => HEADER_COMPONENTS[key] && `BlockHeader.${HEADER_COMPONENTS[key]}`;

const TX_COMPONENTS = { 'script.sig': 'TxIn.scriptSig', 'in.txid': 'OutPoint.txid', 'in.index': 'OutPoint.index', 'in.coinbase': 'TxIn.scriptSig', 'in.sequence': 'TxIn.sequence', 'out.value': 'TxOut.value', 'out.script': 'TxOut.scriptPubKey' };
export const txComponent = name => TX_COMPONENTS[name];
export const TX_COLUMNS = { version: 'version', inputs: 'input_count', outputs: 'output_count', lock_time: 'lock_time' };

/** A transaction's field without the beginning that all of them have. */
export const nameOf = field => field.id.replace(/^tx\./, '');

/** The fields of a transaction without the lengths of scripts, and what an input's script pushes as one field: its scriptSig. */
export function wholeScripts(fields) {
  const merged = [];
  for (const field of fields) {
    const last = merged.at(-1);
    if (field.id.endsWith('script_length')) continue;
    if (!field.id.startsWith('script.')) merged.push(field);
    else if (last?.id === 'script.sig' && last.end === field.start) last.end = field.end;
    else merged.push({ id: 'script.sig', start: field.start, end: field.end, name: 'scriptSig', kind: 'signature' });
  }
  return merged.map(field => field.id === 'script.sig' ? { ...field, value: `${field.end - field.start} bytes` } : field);
}
