/** Messages on the wire as plates on a link: the same kind within a moment is one plate with a count. Pure. */

/** Milliseconds within which equal messages on a link are one plate. */
export const TOGETHER = 150;

/** A plate that would leave later than this is not drawn: the picture must not fall behind the network. */
const LATEST = 4000;

/** Keep-alives say nothing about the chain and are not drawn. */
const UNSEEN = new Set(['ping', 'pong']);

export class Plates {
  #open = new Map();
  #next = 1;

  /** Answers `{plate, isNew}`, or undefined for a message that isn't drawn. `now` in milliseconds. */
  offer({ node, peer, type, id, count = 1 }, now) {
    if (UNSEEN.has(type) || !peer) return undefined;
    const key = `${node}|${peer}|${type}`;
    const open = this.#open.get(key);
    if (open && now - open.at <= TOGETHER) {
      open.plate.count += count;
      return { plate: open.plate, isNew: false };
    }
    for (const [other, { at }] of this.#open) if (now - at > TOGETHER) this.#open.delete(other);
    const plate = { number: this.#next++, from: node, to: peer, type, id, count };
    this.#open.set(key, { at: now, plate });
    return { plate, isNew: true };
  }
}

/**
 * When plates set out, so that cause comes before effect in sight too: on one machine a header, the question for its block and the
 * block pass within milliseconds, and drawn at once they would say nothing. A plate leaves when the last one that its sender
 * got has arrived, and after the one before it on the same way.
 */
export class Departures {
  #arrived = new Map();
  #left = new Map();

  /** Milliseconds from `now` until the plate leaves; undefined where it would come too late to mean anything. */
  wait({ from, to }, now, travel) {
    const way = `${from}|${to}`;
    const at = Math.max(now, this.#arrived.get(from) ?? 0, this.#left.get(way) ?? 0);
    if (at - now > LATEST) return undefined;
    this.#left.set(way, at + travel / 3);
    this.#arrived.set(to, Math.max(this.#arrived.get(to) ?? 0, at + travel));
    return at - now;
  }
}

/** What is printed on a plate: `block 141`, `inv ×4`. */
export function plateText({ type, id, count }) {
  const height = type === 'block' && /^\d{1,9}$/.test(String(id ?? '')) ? ` ${id}` : '';
  return count > 1 ? `${type} ×${count}` : type + height;
}
