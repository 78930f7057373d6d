/** One block: its header in words, its neighbours, its payments. */
import { fromAnyNode, getJson, getText } from '../api.js';
import { h } from '../dom.js';
import { bytes, coins, expectedTries, stamp, targetOf, whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { offers } from '../offered.js';
import { icon } from '../shapes.js';
import { store } from '../store.js';
import { difficulty } from '../tools/difficulty.js';
import { tree } from '../tools/tree.js';
import { facts, fillIn, flow, hashText, panel } from './parts.js';

const PAGE = 25;

/** The end of a path that asks another node. */
const at = node => node ? `?node=${encodeURIComponent(node)}` : '';

export function blockView(view, hash) {
  return fillIn(view, async () => {
    const { answer: [block, status, txs], node } = await fromAnyNode(store.siblings(), at =>
      Promise.all([getJson(`/api/block/${hash}${at}`), getJson(`/api/block/${hash}/status${at}`), getJson(`/api/block/${hash}/txs${at}`)]));
    const bits = block.bits.toString(16).padStart(8, '0');
    const target = targetOf(bits);
    const finder = store.state.blocks.get(hash)?.finder;
    const index = store.state.nodes.find(node => node.name === finder)?.index ?? -1;
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t('block.title', { height: block.height })), status.in_best_chain === false && h('b', { class: 'ac' }, t('block.stale')),
        node && h('b', { class: 'ac' }, t('block.only', { name: nodeName(node) })),
        finder ? h('span', { class: 'where' }, icon(index), t('block.finder', { name: nodeName(finder) })) : '', h('span', { class: 'sp' }),
        block.previousblockhash && h('a', { class: 'btn', href: `#/block/${block.previousblockhash}` }, `← ${t('block.prev')}`),
        status.next_best ? h('a', { class: 'btn', href: `#/block/${status.next_best}` }, `${t('block.next')} →`) : '',
        node || !offers('faces') ? '' : h('a', { class: 'btn', href: `#/faces/header/${hash}` }, t('faces.open')),
        offers('edit') && h('a', { class: 'btn', href: `#/edit/${hash}/${Math.min(1, block.tx_count - 1)}` }, t('edit.open')),
        h('a', { class: 'btn p', href: `#/bytes/block/${hash}` }, t('bytes.open'))),
      h('p', { class: 'big-hash' }, hashText(block.id)),
      h('div', { class: 'columns' },
        panel(t('block.header'), t('block.bytes80'), facts([
          [t('field.prev'), block.previousblockhash ? hashText(block.previousblockhash, { href: `#/block/${block.previousblockhash}`, length: 24 }) : t('chain.first')],
          [t('field.merkleRoot'), hashText(block.merkle_root, { length: 24 })],
          [t('field.time'), `${stamp(block.timestamp)}`],
          [t('field.bits'), h('span', { class: 'm' }, bits)],
          [t('mining.target'), hashText(target, { length: 24 })],
          [t('field.nonce'), h('span', { class: 'm' }, whole(block.nonce))],
          [t('field.version'), h('span', { class: 'm' }, `0x${(block.version >>> 0).toString(16).padStart(8, '0')}`)],
        ])),
        panel(t('block.numbers'), '', facts([
          [t('block.transactions'), whole(block.tx_count)],
          [t('block.size'), bytes(block.size)],
          [t('block.reward'), t('tx.sum', { amount: coins(txs[0]?.vout.reduce((sum, output) => sum + output.value, 0) ?? 0) })],
          [t('block.tries'), whole(expectedTries(target))],
          [t('block.medianTime'), stamp(block.mediantime)],
        ]))),
      panel(t('tree.title'), t('tree.note'), tree(hash, block.tx_count, at(node))),
      panel(t('difficulty.title'), t('difficulty.note'), difficulty(bits, node)),
      transactions(block, txs, status.in_best_chain === false, at(node)),
    ];
  });
}

/** The block's transactions, a page at a time; those of a stale block may be on no chain, and lead to their bytes. */
function transactions(block, first, stale, at) {
  const hash = block.id;
  const list = h('div', {});
  const more = h('button', { class: 'btn' });
  let shown = 0;
  const add = txs => {
    txs.forEach((tx, index) => list.append(h('div', { class: 'tx' }, h('div', { class: 'tx-h' }, hashText(tx.txid, { href: stale ? `#/bytes/block/${hash}/${shown + index}` : `#/tx/${tx.txid}`, length: 32 }), h('span', { class: 's k' }, tx.vin[0]?.is_coinbase ? bytes(tx.size) : t('tx.sizeAndFee', { size: bytes(tx.size), fee: coins(tx.fee) }))), flow(tx))));
    shown += txs.length;
    more.hidden = shown >= block.tx_count || txs.length === 0;
    more.textContent = t('block.more', { n: Math.min(PAGE, block.tx_count - shown) });
  };
  more.onclick = async () => add(await getJson(`/api/block/${hash}/txs/${shown}${at}`));
  add(first);
  return panel(t('block.transactions'), whole(block.tx_count), list, more);
}

/** The hash of the block at a height of the best chain. */
export const hashAt = height => getText(`/api/block-height/${height}`);
