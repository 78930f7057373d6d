/** Messages on the wire as plates on a link: the same kind within a moment is one plate with a count. Pure. */

/** Milliseconds within which equal messages on a link are one plate. */
export const TOGETHER = 150;

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

/** What is printed on a plate: `block 141`, `inv ×4`. */
export function plateText({ type, id, count }) {
  const height = type === 'block' && /^\d{1,9}$/.test(String(id ?? '')) ? ` ${id}` : '';
  return count > 1 ? `${type} ×${count}` : type + height;
}
