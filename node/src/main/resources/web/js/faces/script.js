/** A script: what an output demands, or what an input offers, with the row of the output. */
import { getJson, inMemory } from './source.js';
import { decode, fieldOf, table } from './read.js';

const COMPONENTS = { 'script.push': 'Operation.code', 'script.operation': 'Operation.code' };

/** `place` is an output's number, or `i` and an input's. */
export async function script(txid, place) {
  const isInput = String(place).startsWith('i');
  const number = Number(String(place).replace(/^i/, ''));
  const tx = await getJson(`/api/tx/${txid}`);
  const part = isInput ? tx.vin[number] : tx.vout[number];
  const hex = isInput ? part?.scriptsig : part?.scriptpubkey;
  if (!hex) throw Object.assign(new Error('no such script'), { status: 404 });
  const explained = await decode(hex, 'script');
  const query = isInput
    ? `SELECT n, prevout_txid, prevout_n, value\nFROM v_input\nWHERE txid = '${txid}' AND n = ${number}`
    : `SELECT n, value, script_pub_key, spendable, spent_by\nFROM v_output\nWHERE txid = '${txid}' AND n = ${number}`;
  const tables = [await table(isInput ? 'v_input' : 'v_output', query)];
  const spender = (tables[0].rows[0] || inMemory()) && !isInput ? await getJson(`/api/tx/${txid}/outspend/${number}`) : undefined;
  const fields = explained.fields.map((field, at) => fieldOf(field, `${field.id} ${at}`, { component: COMPONENTS[field.id] ?? 'Operation.data', column: isInput ? undefined : 'script_pub_key', within: true }));
  return {
    kind: 'script', id: txid, number, isInput, hex, records: ['Script', 'Operation'], fields, tables, address: isInput ? undefined : part.scriptpubkey_address,
    noRow: tables[0].rows.length === 0 ? 'faces.waits' : undefined, comes: isInput && tables[0].rows.length > 0 ? ['faces.inputScript'] : undefined,
    steps: isInput && !part.is_coinbase ? `${txid}/${number}` : spender?.spent ? `${spender.txid}/${spender.vin}` : undefined,
  };
}
