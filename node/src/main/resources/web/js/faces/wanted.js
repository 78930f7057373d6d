/** What a lesson's step wants to see as three faces: `header block=tip-4`, `script block=paid output=0`, `message type=inv`. */
import { getJson, getText } from './source.js';
import { store } from '../store.js';
import { newest } from './message.js';

/** How far back a block with payments is looked for, in answers of ten blocks. */
const LOOKS = 6;

/** The kind, the id and the number that {@link objectOf} takes. */
export async function wantedObject({ experiment: kind = 'header', arguments: wanted = {} } = {}) {
  if (kind === 'message') {
    const node = wanted.node ?? store.state.self;
    const found = await newest(node, { peer: wanted.peer, type: wanted.type });
    if (!found) throw Object.assign(new Error('no such message'), { status: 404 });
    return [kind, found.number, node];
  }
  const height = await heightOf(wanted.block ?? 'tip');
  if (kind === 'header') return [kind, String(height)];
  const txids = await getJson(`/api/block/${await getText(`/api/block-height/${height}`)}/txids`);
  return [kind, txids[Math.min(Number(wanted.tx ?? 1), txids.length - 1)], wanted.output ?? '0'];
}

/** `7`, `tip`, `tip-4`, or `paid`: the newest block that has a payment. */
async function heightOf(block) {
  if (/^\d+$/.test(block)) return Number(block);
  const tip = Number(await getText('/api/blocks/tip/height').catch(() => 0));
  if (block !== 'paid') return Math.max(0, tip - Number(block.split('-')[1] ?? 0));
  for (let look = 0, from = tip; look < LOOKS && from > 0; look++, from -= 10) {
    const paid = (await getJson(`/api/blocks/${from}`)).find(one => one.tx_count > 1);
    if (paid) return paid.height;
  }
  return tip;
}
