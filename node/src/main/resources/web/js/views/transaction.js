/** One transaction: where its coins come from, where they go, and what proves the right to spend them. */
import { fromAnyNode, getJson } from '../api.js';
import { h } from '../dom.js';
import { bytes, coins, rate, stamp } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { store } from '../store.js';
import { facts, fillIn, flow, hashText, panel, statusText } from './parts.js';

export function transactionView(view, txid) {
  return fillIn(view, async () => {
    const { answer: [tx, spends], node } = await fromAnyNode(store.siblings(), at => Promise.all([getJson(`/api/tx/${txid}${at}`), getJson(`/api/tx/${txid}/outspends${at}`)]));
    const height = store.state.nodes.find(one => one.name === (node ?? store.state.self))?.height ?? tx.status?.block_height ?? 0;
    const coinbase = tx.vin[0]?.is_coinbase;
    const paid = tx.vout.reduce((sum, output) => sum + output.value, 0);
    return [
      h('div', { class: 'page-h' }, h('h1', {}, t(coinbase ? 'tx.coinbase' : 'tx.title')), h('span', { class: 'k' }, statusText(tx.status, height)),
        node && h('b', { class: 'ac' }, t('tx.only', { name: nodeName(node) })), h('span', { class: 'sp' }),
        node ? '' : h('a', { class: 'btn', href: `#/faces/tx/${txid}` }, t('faces.open')),
        h('a', { class: 'btn p', href: `#/bytes/tx/${txid}` }, t('bytes.open'))),
      h('p', { class: 'big-hash' }, hashText(tx.txid)),
      panel(t('tx.flow'), t('tx.sum', { amount: coins(paid) }), flow(tx)),
      h('div', { class: 'columns' },
        panel(t('tx.facts'), '', facts([
          [t('tx.block'), tx.status?.confirmed ? hashText(tx.status.block_hash, { href: `#/block/${tx.status.block_hash}`, length: 20 }) : t('tx.waiting')],
          tx.status?.block_time && [t('field.time'), stamp(tx.status.block_time)],
          [t('tx.fee'), coinbase ? t('tx.noFee') : t('tx.sum', { amount: coins(tx.fee) })],
          !coinbase && [t('tx.rate'), t('tx.rateValue', { rate: rate(tx.fee / (tx.weight ? tx.weight / 4 : tx.size)) })],
          [t('block.size'), bytes(tx.size)],
          [t('field.version'), String(tx.version)],
          [t('field.lockTime'), String(tx.locktime)],
        ])),
        panel(t('tx.spent'), '', h('ul', { class: 'lines' }, spends.map((spend, at) => h('li', {}, h('a', { href: `#/faces/coin/${txid}/${at}` }, t('tx.output', { n: at })),
          spend.spent ? hashText(spend.txid, { href: `#/tx/${spend.txid}`, length: 16 }) : h('span', { class: 'k' }, t('tx.unspent'))))))),
      panel(t('tx.scripts'), '', scripts(tx)),
    ];
  });
}

/** Every script in words of the language, input by input and output by output. */
function scripts(tx) {
  const line = (name, asm, hex) => h('div', { class: 'script' }, h('span', { class: 's k' }, name), h('code', { class: 'm' }, asm || (hex ? hex : t('tx.emptyScript'))));
  return [
    tx.vin.map((input, at) => [
      line(t(input.is_coinbase ? 'tx.coinbaseScript' : 'tx.inputScript', { n: at }), input.scriptsig_asm, input.scriptsig),
      input.prevout && line(t('tx.againstScript', { n: at }), input.prevout.scriptpubkey_asm, input.prevout.scriptpubkey),
    ]),
    tx.vout.map((output, at) => line(t('tx.outputScript', { n: at }), output.scriptpubkey_asm, output.scriptpubkey)),
  ].flat(2).filter(part => part);
}
