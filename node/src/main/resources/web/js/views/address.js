/** One address: what it has, what waits, and every payment it took part in. */
import { getJson } from '../api.js';
import { h } from '../dom.js';
import { coins, whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { store } from '../store.js';
import { fillIn, flow, hashText, panel, statusText } from './parts.js';

export function addressView(view, address) {
  return fillIn(view, async () => {
    const [stats, txs] = await Promise.all([getJson(`/api/address/${address}`), getJson(`/api/address/${address}/txs`)]);
    const { chain_stats: chain, mempool_stats: waiting } = stats;
    const height = store.state.nodes.find(node => node.name === store.state.self)?.height ?? 0;
    const owner = store.state.money.find(purse => purse.address === address)?.name;
    const balance = chain.funded_txo_sum - chain.spent_txo_sum;
    const pending = waiting.funded_txo_sum - waiting.spent_txo_sum;
    const list = h('div', {});
    const more = h('button', { class: 'btn', hidden: true }, t('address.more'));
    const add = some => {
      for (const tx of some) list.append(entry(tx, address, height));
      const confirmed = some.filter(tx => tx.status?.confirmed);
      more.hidden = confirmed.length < 25;
      more.onclick = async () => add(await getJson(`/api/address/${address}/txs/chain/${confirmed.at(-1).txid}`));
    };
    add(txs);
    return [
      h('div', { class: 'page-h' }, h('h1', {}, owner ? t('address.of', { name: nodeName(owner) }) : t('address.title'))),
      h('p', { class: 'big-hash m' }, address),
      h('div', { class: 'one-number' }, h('b', {}, coins(balance)), h('span', { class: 'k' }, t('money.unit')),
        pending !== 0 && h('span', {}, h('b', { class: 'ac' }, `${pending > 0 ? '+' : ''}${coins(pending)}`), ' ', t('address.pending'))),
      h('div', { class: 'columns three' },
        panel(t('address.received'), '', h('p', { class: 'num' }, coins(chain.funded_txo_sum))),
        panel(t('address.spent'), '', h('p', { class: 'num' }, coins(chain.spent_txo_sum))),
        panel(t('address.payments'), '', h('p', { class: 'num' }, whole(chain.tx_count + waiting.tx_count)))),
      panel(t('address.history'), '', txs.length > 0 ? list : h('p', { class: 'k' }, t('address.nothing')), more),
    ];
  }, { 400: 'error.noAddress' });
}

/** A payment as this address sees it: in, out, and when. */
function entry(tx, address, height) {
  const own = output => output?.scriptpubkey_address === address ? output.value : 0;
  const change = tx.vout.reduce((sum, output) => sum + own(output), 0) - tx.vin.reduce((sum, input) => sum + own(input.prevout), 0);
  return h('div', { class: 'tx' },
    h('div', { class: 'tx-h' }, hashText(tx.txid, { href: `#/tx/${tx.txid}`, length: 24 }), h('span', { class: 's k' }, statusText(tx.status, height)),
      h('b', { class: 'num' }, `${change > 0 ? '+' : ''}${coins(change)}`)), flow(tx, address));
}
