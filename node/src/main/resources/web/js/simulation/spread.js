/** How blocks spread among the nodes of a recorded network: who had which when, and the times at 50, 90 and 99 %. Pure. */

/** The shares of the nodes whose times are told, in per cent; `wonsi simulate` tells the same. */
export const SHARES = [50, 90, 99];

/**
 * Each block that a node of the recording found, in order: `{hash, prev, height, finder, found, delays, order}`. `found` is in
 * milliseconds; `delays` are the microseconds until it came to each other node, rising, `order` those nodes' names.
 */
export function spreadsOf({ events }) {
  const spreads = new Map();
  for (const { type, data, at } of events) {
    if (type === 'block' && data.change === 'connected' && data.node === data.finder && !spreads.has(data.hash)) {
      spreads.set(data.hash, { hash: data.hash, prev: data.prev, height: data.height, finder: data.finder, found: at, delays: [], order: [], seen: new Set() });
    } else if (type === 'message' && data.type === 'block' && data.direction === 'received') {
      const spread = spreads.get(data.id);
      if (!spread || spread.seen.has(data.node)) continue;
      spread.seen.add(data.node);
      spread.delays.push(Math.round((at - spread.found) * 1000));
      spread.order.push(data.node);
    }
  }
  return [...spreads.values()];
}

/** The microseconds within which so many per cent of the nodes got it; undefined where nobody did. As the simulator counts. */
export function within(delays, percent) {
  return delays[Math.min(delays.length - 1, Math.floor(delays.length * percent / 100))];
}

/** The delays of all blocks that are on the chain of `tip`, rising. */
export function delaysOfChain(spreads, tip) {
  const byHash = new Map(spreads.map(spread => [spread.hash, spread]));
  const delays = [];
  for (let spread = byHash.get(tip); spread; spread = byHash.get(spread.prev)) delays.push(...spread.delays);
  return Float64Array.from(delays).sort();
}

/** The newest block that was found by a time; undefined before the first. */
export function foundBy(spreads, at) {
  let low = 0;
  for (let high = spreads.length; low < high;) {
    const middle = (low + high) >> 1;
    if (spreads[middle].found <= at) low = middle + 1;
    else high = middle;
  }
  return spreads[low - 1];
}

/** How many nodes have a block so many microseconds after it was found, its finder among them. */
export function reached(spread, micros) {
  let low = 0;
  for (let high = spread.delays.length; low < high;) {
    const middle = (low + high) >> 1;
    if (spread.delays[middle] <= micros) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Where a node stands among those a block came to: its microseconds; 0 for its finder, undefined where it never came. */
export function delayAt(spread, name) {
  if (spread.finder === name) return 0;
  const place = spread.order.indexOf(name);
  return place < 0 ? undefined : spread.delays[place];
}

/** A span in seconds with the digits that `wonsi simulate` prints: `0.83`. */
export const seconds = micros => micros === undefined ? '–' : (micros / 1e6).toFixed(2);
