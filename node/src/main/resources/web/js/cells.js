/** Breaks bytes into rows and their fields into runs, and reads what was pasted. Pure. */

/**
 * The rows of a byte drawing: `{at, runs: [{field, start, end}], names: [field…]}`, where `start` and `end` count bytes from the
 * beginning; bytes that no field claims make a run without field. A row carries a field's name where the field begins in it.
 */
export function rowsOf(fields, length, perRow) {
  const sorted = fields.filter(field => field.end > field.start).sort((a, b) => a.start - b.start);
  const rows = [];
  for (let at = 0; at < length; at += perRow) rows.push({ at, runs: [], names: [] });
  let from = 0;
  const add = (start, end, field) => {
    for (let at = start; at < end;) {
      const row = rows[Math.floor(at / perRow)];
      const stop = Math.min(end, row.at + perRow);
      row.runs.push({ field, start: at, end: stop });
      at = stop;
    }
  };
  for (const field of sorted) {
    if (field.start < from || field.end > length) continue; // overlaps a field before it, or lies outside
    if (field.start > from) add(from, field.start, undefined);
    add(field.start, field.end, field);
    rows[Math.floor(field.start / perRow)].names.push(field);
    from = field.end;
  }
  if (from < length) add(from, length, undefined);
  return rows;
}

/** The first and last four bytes in the order on the wire, and in the order on the page; longer than eight bytes only. */
export function bothOrders(hex) {
  const bytes = hex.match(/../g) ?? [];
  const ends = list => [...list.slice(0, 4), ...list.slice(-4)];
  return { wire: ends(bytes), page: ends([...bytes].reverse()) };
}

export const isHex = text => /^[0-9a-f]*$/i.test(text);

/** What was pasted, without spaces and line ends; hex in small letters. In an address large letters and small ones are different digits. */
export function cleaned(text) {
  const whole = text.replace(/\s/g, '');
  return isHex(whole) ? whole.toLowerCase() : whole;
}

/** The bytes of an explanation, which its fields cover without gaps: an address comes as text. */
export const bytesOf = (text, fields) => isHex(text) ? text : fields.map(field => field.hex).join('');
