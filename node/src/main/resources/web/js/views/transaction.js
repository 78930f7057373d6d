/** One transaction: where its coins come from, where they go, and what proves the right to spend them. */
import { fromAnyNode, getJson } from '../api.js';
import { h } from '../dom.js';
import { bytes, coins, rate, stamp } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { offers } from '../offered.js';
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
        node || !offers('faces') ? '' : h('a', { class: 'btn', href: `#/faces/tx/${txid}` }, t('faces.open')),
        node || !tx.status?.confirmed || !offers('faces') ? '' : h('a', { class: 'btn', href: `#/faces/branch/${txid}` }, t('faces.branch')),
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
        panel(t('tx.spent'), '', h('ul', { class: 'lines' }, spends.map((spend, at) => h('li', {}, coin(txid, at),
          spend.spent ? hashText(spend.txid, { href: `#/tx/${spend.txid}`, length: 16 }) : h('span', { class: 'k' }, t('tx.unspent'))))))),
      panel(t('tx.scripts'), '', scripts(tx, !node)),
    ];
  });
}

/** An output's name, which leads to its three faces where there are any. */
const coin = (txid, at) => offers('faces') ? h('a', { href: `#/faces/coin/${txid}/${at}` }, t('tx.output', { n: at })) : t('tx.output', { n: at });

/** Every script in words of the language, input by input and output by output; each leads to its run and to its three faces. */
function scripts(tx, isHere) {
  const line = (name, asm, hex, ...ways) => h('div', { class: 'script' }, h('span', { class: 'script-h' }, h('span', { class: 's k' }, name), isHere && hex ? ways : ''), h('code', { class: 'm' }, asm || (hex ? hex : t('tx.emptyScript'))));
  const way = (view, rest, key, name) => offers(view) && h('a', { class: 's', href: `#/${view}/${rest}`, 'aria-label': `${t(key)}: ${name}` }, t(key));
  return [
    tx.vin.map((input, at) => {
      const name = t(input.is_coinbase ? 'tx.coinbaseScript' : 'tx.inputScript', { n: at });
      const against = t('tx.againstScript', { n: at });
      return [
        line(name, input.scriptsig_asm, input.scriptsig, input.is_coinbase ? '' : way('steps', `${tx.txid}/${at}`, 'steps.open', name), way('faces', `script/${tx.txid}/i${at}`, 'faces.open', name)),
        input.prevout && line(against, input.prevout.scriptpubkey_asm, input.prevout.scriptpubkey, way('faces', `script/${input.txid}/${input.vout}`, 'faces.open', against)),
      ];
    }),
    tx.vout.map((output, at) => line(t('tx.outputScript', { n: at }), output.scriptpubkey_asm, output.scriptpubkey, way('faces', `script/${tx.txid}/${at}`, 'faces.open', t('tx.outputScript', { n: at })))),
  ].flat(2).filter(part => part);
}
