/** Changes to bytes in hex. Pure. */

/** Where a part begins in the whole, in bytes: its first place at a whole byte. */
export function offsetOf(whole, part) {
  let at = whole.indexOf(part);
  while (at % 2 === 1) at = whole.indexOf(part, at + 1);
  return at / 2;
}

/** A field's bytes; `from` is where the part that counts it begins. */
export const bytesAt = (bytes, from, field) => bytes.slice((from + field.start) * 2, (from + field.end) * 2);

/** Other bytes in place of as many, from a byte on. */
export const replaced = (bytes, at, hex) => bytes.slice(0, at * 2) + hex + bytes.slice(at * 2 + hex.length);

/** With the lowest bit of a field's first byte turned over. */
export function flipped(bytes, from, field) {
  const at = from + field.start;
  const byte = parseInt(bytes.slice(at * 2, at * 2 + 2), 16) ^ 1;
  return replaced(bytes, at, byte.toString(16).padStart(2, '0'));
}

/** Whether hex is as many bytes as a field has. */
export const fits = (hex, field) => new RegExp(`^[0-9a-f]{${(field.end - field.start) * 2}}$`).test(hex);

/** Bytes in the other order. */
export const turned = hex => hex.match(/../g).reverse().join('');

/** Eight bytes, lowest first, as satoshis. */
export const amountOf = hex => Number(BigInt.asIntN(64, BigInt(`0x${turned(hex)}`)));

/** Satoshis as eight bytes, lowest first; undefined for no amount. */
export const amountBytes = value => value === undefined ? undefined : turned(BigInt(value).toString(16).padStart(16, '0'));
