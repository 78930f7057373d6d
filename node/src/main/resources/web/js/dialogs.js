/** What a person can do to the network from the board: pay, mine, cut a link. The node decides; the page says what it answered. */
import { hasToken, post } from './api.js';
import { h, put } from './dom.js';
import { coins, satoshis } from './format.js';
import { nodeName, t } from './i18n.js';
import { icon } from './shapes.js';
import { store } from './store.js';
import { toast, toastError, toastProblem } from './toast.js';
import { ruleChip } from './views/rules.js';

/** Operators only; says where the token is when this tab has none. */
function needToken() {
  if (hasToken()) return true;
  toastError(t('error.token'));
  return false;
}

export async function setLink(a, b, connected) {
  if (!needToken()) return;
  try {
    await post('/node/links', { a, b, connected });
    store.say({ kind: connected ? 'healed' : 'cut', a, b });
    store.load();
  } catch (problem) {
    toastProblem(problem);
  }
}

export async function mineOne() {
  if (!needToken()) return;
  try {
    await post('/node/mining/generate', { blocks: 1 });
    store.load();
  } catch (problem) {
    toastProblem(problem);
  }
}

const pageOf = node => /^https?:/.test(node.http) ? node.http : `http://${node.http}`;

/** A node's own page, in this page's language and theme. */
export function openNode(node) {
  if (!node.http || !URL.canParse(pageOf(node))) {
    toast(t('net.noPage', { name: nodeName(node.name) }));
    return;
  }
  const address = new URL(pageOf(node));
  if (/^(127\.|localhost$|0\.0\.0\.0$|\[::1?\]$)/.test(address.hostname)) address.hostname = location.hostname;
  const { theme } = document.documentElement.dataset;
  address.search = new URLSearchParams({ theme, lang: document.documentElement.lang });
  location.href = address;
}

function open(title, ...content) {
  const said = h('p', { class: 'said', role: 'status' });
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', onclose: () => dialog.remove() }, h('h2', { id: 'dialog-title' }, title), content, said);
  document.body.append(dialog);
  dialog.showModal();
  return {
    close: () => dialog.close(),
    /** Puts a failed request into words inside the dialog. */
    fail(problem) {
      if (problem.status === undefined) throw problem;
      const words = problem.status === 0 ? t('error.unreachable') : problem.status === 401 || problem.status === 403 ? t('error.token') : problem.message;
      put(said, h('b', { class: 'ac' }, t('refused')), ' ', words, ' ', problem.reason ? h('p', {}, ruleChip(problem.reason)) : '');
    },
  };
}

function buttons(close, primary, act) {
  return h('div', { class: 'row' }, h('button', { class: 'btn', type: 'button', onclick: close }, t('cancel')), h('button', { class: 'btn p', onclick: act }, primary));
}

/** Sends coins of the serving node to somebody the board knows, or to any address. */
export function askSend() {
  pay(t('send.title'), t('send.what', { name: nodeName(store.state.self) }), store.state.money.filter(purse => purse.name !== store.state.self), t('money.send'), '5');
}

/** Gives coins to an address: what a new wallet needs first. */
export function askFaucet() {
  pay(t('faucet.title'), t('faucet.what', { name: nodeName(store.state.self) }), [], t('faucet.get'), '');
}

function pay(title, what, known, act, amount) {
  const address = h('input', { autocomplete: 'off', spellcheck: 'false', 'aria-label': t('send.address'), placeholder: t('send.address') });
  const value = h('input', { inputmode: 'decimal', autocomplete: 'off', value: amount, placeholder: t('faucet.usual') });
  const indexOf = name => store.state.nodes.find(node => node.name === name)?.index ?? -1;
  const choices = h('div', { class: 'choices' }, known.map(purse => h('button', {
    type: 'button', 'aria-pressed': 'false', onclick: event => {
      address.value = purse.address ?? '';
      for (const other of choices.children) other.setAttribute('aria-pressed', String(other === event.currentTarget));
    },
  }, icon(indexOf(purse.name)), nodeName(purse.name))));
  const submit = async () => {
    const sats = value.value.trim() === '' ? undefined : satoshis(value.value);
    if (!address.value.trim()) return dialog.fail({ status: 400, message: t('send.noAddress') });
    if (sats === undefined && (value.value.trim() !== '' || amount !== '')) return dialog.fail({ status: 400, message: t('send.noAmount') });
    try {
      const done = await post('/node/faucet', { address: address.value.trim(), ...(sats !== undefined && { amount: sats }) });
      if (done.txid) store.follow(done.txid);
      dialog.close();
      toast(t('send.done', { amount: coins(done.amount ?? sats ?? 0), id: String(done.txid ?? '').slice(0, 12) }));
      store.load();
    } catch (problem) {
      dialog.fail(problem);
    }
    return undefined;
  };
  const dialog = open(title, h('p', { class: 'k' }, what),
    h('form', { onsubmit: event => { event.preventDefault(); submit(); } },
      known.length > 0 && h('div', { class: 'field' }, h('span', {}, t('send.to')), choices),
      h('label', { class: 'field' }, h('span', {}, t('send.address')), address),
      h('label', { class: 'field' }, h('span', {}, t('send.amount')), value),
      buttons(() => dialog.close(), act)));
}

/** The serving node's miner: on or off, how fast at most, or one block at once. */
export function openMining() {
  const node = store.state.nodes.find(one => one.name === store.state.self);
  const mining = node?.mining ?? {};
  let enabled = mining.enabled === true;
  const limit = h('input', { inputmode: 'numeric', autocomplete: 'off', value: mining.max_hash_rate ?? '' });
  const choice = value => h('button', {
    type: 'button', 'aria-pressed': String(enabled === value), onclick: event => {
      enabled = value;
      for (const other of event.currentTarget.parentNode.children) other.setAttribute('aria-pressed', String(other === event.currentTarget));
    },
  }, t(value ? 'mining.on' : 'mining.off'));
  const run = async act => {
    if (!hasToken()) return dialog.fail({ status: 401 });
    try {
      await act();
      dialog.close();
      store.load();
    } catch (problem) {
      dialog.fail(problem);
    }
    return undefined;
  };
  const save = () => {
    const most = limit.value.trim() === '' ? undefined : Number(limit.value.replaceAll(',', ''));
    if (most !== undefined && !(most >= 0 && most <= 1e12)) return dialog.fail({ status: 400, message: t('mining.badLimit') });
    return run(() => post('/node/mining', { enabled, ...(most !== undefined && { max_hash_rate: Math.round(most) }) }));
  };
  const dialog = open(t('mining.controlsOf', { name: nodeName(store.state.self) }),
    h('form', { onsubmit: event => { event.preventDefault(); save(); } },
      h('div', { class: 'field' }, h('span', {}, t('mining.title')), h('div', { class: 'choices' }, choice(true), choice(false))),
      h('label', { class: 'field' }, h('span', {}, t('mining.limit')), limit),
      h('div', { class: 'row' },
        h('button', { class: 'btn', type: 'button', onclick: () => run(() => post('/node/mining/generate', { blocks: 1 })) }, t('mining.one')),
        h('button', { class: 'btn p' }, t('mining.save')))),
    hasToken() ? '' : h('p', { class: 's k said' }, t('error.token')));
}
