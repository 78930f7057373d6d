/** Numbers and hashes as the board writes them. Pure. */

/** `896000` as `896,000`. */
export const whole = value => Math.round(value).toLocaleString('en-US');

/** Satoshis as coins: `2,431.20`, and as many digits as the amount needs beyond two. */
export function coins(satoshis) {
  const value = BigInt(Math.round(Number(satoshis ?? 0)));
  const minus = value < 0n;
  const size = minus ? -value : value;
  let fraction = (size % 100000000n).toString().padStart(8, '0').replace(/0+$/, '');
  fraction = fraction.padEnd(2, '0');
  return `${minus ? '−' : ''}${(size / 100000000n).toLocaleString('en-US')}.${fraction}`;
}

/** Coins with two digits, for columns of figures. */
export function coinsShort(satoshis) {
  return (Math.round(Number(satoshis ?? 0) / 1e6) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Coins typed by a person, as satoshis; undefined where it is no amount. */
export function satoshis(typed) {
  const match = /^\s*(\d{1,8})(?:[.,](\d{1,8}))?\s*$/.exec(typed ?? '');
  if (!match) return undefined;
  const value = BigInt(match[1]) * 100000000n + BigInt((match[2] ?? '').padEnd(8, '0'));
  return value > 0n && value <= 2100000000000000n ? Number(value) : undefined;
}

/** The zeros a hash begins with, and the rest of its first `length` characters. */
export function splitHash(hash, length = 64) {
  const shown = hash.slice(0, length);
  const zeros = /^0*/.exec(shown)[0];
  return { zeros, rest: shown.slice(zeros.length) };
}

/** Tries as `5.1 M` (English) or `510만` (Korean, counted in ten thousands). */
export function count(value, language) {
  const steps = language === 'ko'
    ? [[1e12, '조'], [1e8, '억'], [1e4, '만']]
    : [[1e12, ' T'], [1e9, ' G'], [1e6, ' M'], [1e4, ' k', 1e3]];
  for (const [from, suffix, divisor = from] of steps) {
    if (value >= from) {
      const scaled = value / divisor;
      return (scaled >= 100 ? whole(scaled) : trim(scaled.toFixed(1))) + suffix;
    }
  }
  return whole(value);
}

const trim = digits => digits.replace(/\.0$/, '');

/** Bytes as `512 B`, `4.9 kB`, `1.2 MB`. */
export function bytes(value) {
  if (value < 1000) return `${whole(value)} B`;
  if (value < 1e6) return `${trim((value / 1000).toFixed(1))} kB`;
  return `${trim((value / 1e6).toFixed(1))} MB`;
}

/** A fee rate in few digits: `31`, `4.5`, `0.8`. */
export const rate = value => value >= 10 ? whole(value) : trim(Number(value).toFixed(1));

/** The target that compact bits stand for, as 64 hex digits. */
export function targetOf(bits) {
  const compact = parseInt(bits, 16);
  const exponent = compact >>> 24;
  const mantissa = BigInt(compact & 0x7fffff);
  const target = exponent <= 3 ? mantissa >> BigInt(8 * (3 - exponent)) : mantissa << BigInt(8 * (exponent - 3));
  return target.toString(16).padStart(64, '0').slice(-64);
}

/** The tries that a target takes on average: 2^256 / (target + 1). */
export function expectedTries(target) {
  return Number((1n << 256n) / (BigInt(`0x${target}`) + 1n));
}

/** Blocks between two halvings, by network. */
const HALVING = { seminar: 210, regtest: 150, mainnet: 210000 };

/** All coins that blocks 1 to `height` could issue, in satoshis; block 0 pays nobody. */
export function issued(height, network) {
  const every = HALVING[network] ?? HALVING.mainnet;
  let total = 0;
  let subsidy = 5000000000;
  for (let from = 1; from <= height && subsidy >= 1;) {
    const until = Math.min(height, (Math.floor(from / every) + 1) * every - 1);
    total += (until - from + 1) * subsidy;
    from = until + 1;
    subsidy = Math.floor(subsidy / 2);
  }
  return total;
}

/** Seconds since 1970 as local date and time, `2026-11-24 18:20:05`. */
export function stamp(seconds) {
  const at = new Date(seconds * 1000);
  const two = value => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** About how wide words are in bold type of a size: Korean letters are as wide as they are high. */
export const textWidth = (words, size) => [...words].reduce((sum, letter) => sum + size * (letter > '\u1100' ? 1 : .58), 0);

/** The beginning of words that fits a width, with a mark where it was cut; nothing where not even three letters fit. */
export function fitting(words, size, width) {
  if (textWidth(words, size) <= width) return words;
  const letters = [...words];
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return letters.length < 3 ? '' : `${letters.join('').trimEnd()}…`;
}
