/** A few expectations; a failure says what was wanted and what came. */
export function equal(actual, wanted, about = '') {
  const [a, w] = [show(actual), show(wanted)];
  if (a !== w) throw new Error(`${about}${about ? ': ' : ''}wanted ${w}, got ${a}`);
}

export function yes(condition, about) {
  if (!condition) throw new Error(about);
}

const show = value => JSON.stringify(value, (_, part) => typeof part === 'bigint' ? `${part}n` : part instanceof Map ? [...part] : part);
