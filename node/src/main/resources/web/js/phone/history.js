/** What came and went, by the phone's own chain; of a payment on its way also which nodes say that they have it. */
import { Problem, getJson } from '../api.js';
import { h, put } from '../dom.js';
import { coins } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { sentenceOf } from './sentences.js';

const MOST_NODES = 6;
/** Payments, the newest, that are asked for at a time. */
const MOST_ASKED = 5;
const SHORT = 12;
const HEADER_BYTES = 80;

/** Nodes that say of a transaction that they know it. */
async function nodesWith(txid, nodes, signal) {
  const answers = await Promise.all(nodes.map(name => getJson(`/api/tx/${txid}/status?node=${encodeURIComponent(name)}`, signal)
    .then(() => name, problem => { if (!(problem instanceof Problem)) throw problem; })));
  return answers.filter(name => name !== undefined);
}

/** The panel; `nodes` answers the names of the room's nodes. */
export function historyPanel(purse, nodes, changed) {
  const element = h('section', { class: 'pn history' });
  const list = h('ol', {});
  const said = h('p', { class: 'trouble', role: 'alert' });
  const known = new Map();
  const proofs = new Map();
  let drawn = '';

  const trying = work => async () => {
    said.textContent = '';
    try {
      await work();
    } catch (problem) {
      said.textContent = sentenceOf(problem);
    }
    changed();
  };

  async function prove(txid) {
    if (proofs.has(txid)) proofs.delete(txid);
    else proofs.set(txid, await purse.proof(txid));
    draw();
  }

  const proof = ({ height, block, index, branch }) => h('div', { class: 'proof' },
    h('p', {}, t('phone.proof', { height, n: branch.length, bytes: HEADER_BYTES + 32 * branch.length })),
    h('p', { class: 'm s' }, `${t('view.block')} …${block.slice(-SHORT)}`, h('br'), branch.map((hash, level) => [`${index >> level & 1 ? '← ' : '→ '}${hash.slice(0, SHORT)}…`, h('br')])));

  function standing({ standing: how, confirmations, height, txid }) {
    if (confirmations > 0) return t('phone.confirmed', { height, n: confirmations });
    const seen = known.get(txid) ?? [];
    const by = seen.length > 0 ? t('phone.seen', { n: seen.length, names: seen.map(nodeName).join(', ') }) : t('phone.unseen');
    return `${t(how === 'WAITING' ? 'phone.onItsWay' : 'phone.coming')} ${by}`;
  }

  function line(entry) {
    const plus = entry.change >= 0;
    const own = entry.confirmations === 0 && entry.standing === 'WAITING';
    return h('li', {},
      h('div', { class: 'line' }, h('b', { class: entry.confirmations === 0 ? 'ac' : '' }, `${plus ? '+' : ''}${coins(entry.change)}`),
        h('span', { class: 'm s' }, entry.txid.slice(0, SHORT), '…')),
      h('p', { class: 's k' }, standing(entry)),
      entry.young === undefined ? '' : h('p', { class: 's k' }, entry.young > 0 ? t('phone.reward.young', { n: entry.young }) : t('phone.reward')),
      entry.fee === undefined ? '' : h('p', { class: 's k' }, t('phone.paidFee', { fee: coins(entry.fee) })),
      entry.confirmations > 0 ? h('button', { class: 'link', 'aria-expanded': String(proofs.has(entry.txid)), onclick: trying(() => prove(entry.txid)) }, t('phone.prove')) : '',
      own ? h('span', { class: 'both' }, h('button', { class: 'link', onclick: trying(() => purse.again(entry.txid)) }, t('phone.again')),
        h('button', { class: 'link', onclick: trying(() => purse.abandon(entry.txid)) }, t('phone.abandon'))) : '',
      proofs.has(entry.txid) ? proof(proofs.get(entry.txid)) : '');
  }

  function draw() {
    const focused = [...list.querySelectorAll('button')].indexOf(document.activeElement);
    put(list, purse.state.history.map(line));
    if (focused >= 0) list.querySelectorAll('button')[focused]?.focus();
    put(element, h('h2', {}, t('phone.history')), purse.state.history.length > 0 ? list : h('p', { class: 'k' }, t('phone.history.none')), said);
  }

  return {
    element,
    update(picture) {
      const next = JSON.stringify([picture, purse.state.history, [...known]]);
      if (next === drawn) return;
      drawn = next;
      draw();
    },
    /** Asks the room's nodes for what is in no block yet, until all have said that they have it. */
    async track(signal) {
      const asked = nodes().slice(0, MOST_NODES);
      const open = purse.state.history.filter(({ confirmations, txid }) => confirmations === 0 && asked.some(name => !known.get(txid)?.includes(name)));
      for (const { txid } of open.slice(0, MOST_ASKED)) known.set(txid, await nodesWith(txid, asked, signal));
      this.update(JSON.parse(drawn || '[""]')[0]);
    },
  };
}
