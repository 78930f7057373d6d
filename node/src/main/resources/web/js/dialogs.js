/** What a person can do to the network from the board: pay, mine, cut a link. The node decides; the page says what it answered. */
import { mayAct, post } from './api.js';
import { h, put } from './dom.js';
import { coins, satoshis } from './format.js';
import { nodeName, t } from './i18n.js';
import { icon } from './shapes.js';
import { isServed } from './source.js';
import { faucetWait, problemWords } from './problems.js';
import { store } from './store.js';
import { toast, toastError, toastProblem } from './toast.js';
import { ruleChip } from './views/chip.js';

/** Operators only; says where the token is when this tab has none. */
function needToken() {
  if (mayAct()) return true;
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
    say: words => put(said, words),
    /** Puts a failed request into words inside the dialog. */
    fail(problem, special) {
      if (problem.status === undefined) throw problem;
      put(said, h('b', { class: 'ac' }, t('refused')), ' ', problemWords(problem, special), ' ', problem.reason ? h('p', {}, ruleChip(problem.reason)) : '');
    },
  };
}

function buttons(close, primary, act) {
  return h('div', { class: 'row' }, h('button', { class: 'btn', type: 'button', onclick: close }, t('cancel')), h('button', { class: 'btn p', onclick: act }, primary));
}

/** A row of buttons of which one is pressed; answers the element, and `value()`. */
function choice(options, chosen, onChange = () => {}) {
  let value = chosen;
  const element = h('div', { class: 'choices' }, options.map(([key, ...words]) => h('button', {
    type: 'button', 'aria-pressed': String(key === chosen), onclick: event => {
      value = key;
      for (const other of element.children) other.setAttribute('aria-pressed', String(other === event.currentTarget));
      onChange(key);
    },
  }, words)));
  return { element, value: () => value };
}

const indexOf = name => store.state.nodes.find(node => node.name === name)?.index ?? -1;

/** The nodes that the serving node can speak for: itself and its siblings. */
const speakers = () => store.state.nodes.filter(node => node.running !== false && node.state !== 'remote');

const nodeOptions = names => names.map(name => [name, icon(indexOf(name)), nodeName(name)]);

/** Sends coins of a node to somebody the board knows, or to any address. */
export function askSend() {
  const known = store.state.money.filter(purse => purse.address);
  pay(t('send.title'), t('send.what'), known, t('money.send'), '5');
}

/** Gives coins to an address: what a new wallet needs first. */
export function askFaucet() {
  pay(t('faucet.title'), t('faucet.what'), [], t('faucet.get'), '');
}

/** Named fee rates in satoshis a byte; the mempool shows each in another shade. */
const FEE_RATES = [['2', 'send.feeLow'], ['10', 'send.feeUsual'], ['30', 'send.feeHigh']];
const USUAL_RATE = '10';

function pay(title, what, known, act, amount) {
  const address = h('input', { autocomplete: 'off', spellcheck: 'false' });
  const value = h('input', { inputmode: 'decimal', autocomplete: 'off', value: amount, placeholder: amount ? '' : t('faucet.usual') });
  const from = choice(nodeOptions(speakers().map(node => node.name)), store.state.self);
  const to = choice(nodeOptions(known.map(purse => purse.name)), undefined, name => {
    address.value = known.find(purse => purse.name === name).address;
  });
  const fee = choice(FEE_RATES.map(([rate, words]) => [rate, t(words), h('span', { class: 's k' }, rate)]), USUAL_RATE);
  const submit = async () => {
    const sats = value.value.trim() === '' ? undefined : satoshis(value.value);
    if (!address.value.trim()) return dialog.say(t(known.length > 0 ? 'send.noAddress' : 'faucet.noAddress'));
    if (sats === undefined && (value.value.trim() !== '' || amount !== '')) return dialog.say(t('send.noAmount'));
    try {
      const done = await post(`/node/faucet?node=${encodeURIComponent(from.value())}`, { address: address.value.trim(), ...(sats !== undefined && { amount: sats }), fee_rate: Number(fee.value()) });
      if (done.txid) store.follow(done.txid);
      dialog.close();
      toast(t('send.done', { amount: coins(done.amount ?? sats ?? 0), id: String(done.txid ?? '').slice(0, 12) }));
      store.load();
    } catch (problem) {
      const wait = faucetWait(problem);
      if (problem.status === 403) dialog.say(t('faucet.limit'));
      else if (problem.status === 429) dialog.say(t('faucet.slow'));
      else if (wait) dialog.say(t('faucet.wait', { n: wait }));
      else dialog.fail(problem, { 400: 'error.noAddress', ...(!problem.reason && { 409: 'faucet.lacks' }) });
    }
    return undefined;
  };
  const dialog = open(title, h('p', { class: 'k' }, what),
    h('form', { onsubmit: event => { event.preventDefault(); submit(); } },
      h('div', { class: 'field' }, h('span', {}, t('send.from')), from.element),
      known.length > 0 && h('div', { class: 'field' }, h('span', {}, t('send.to')), to.element),
      h('label', { class: 'field' }, h('span', {}, t('send.address')), address),
      h('label', { class: 'field' }, h('span', {}, t('send.amount')), value),
      h('div', { class: 'field' }, h('span', {}, t('send.fee')), fee.element),
      buttons(() => dialog.close(), act)));
}

/** The stream of small payments between the seminar's nodes: on or off. */
export function openDemo() {
  const enabled = choice([[true, t('mining.on')], [false, t('mining.off')]], store.state.demo === true);
  const save = async () => {
    if (!mayAct()) return dialog.fail({ status: 401 });
    try {
      await post('/node/demo-payments', { enabled: enabled.value() });
      dialog.close();
      store.load();
    } catch (problem) {
      dialog.fail(problem);
    }
    return undefined;
  };
  const dialog = open(t('demo.title'), h('p', { class: 'k' }, t('demo.what')),
    h('form', { onsubmit: event => { event.preventDefault(); save(); } },
      h('div', { class: 'field' }, h('span', {}, t('demo.title')), enabled.element),
      buttons(() => dialog.close(), t('mining.save'))),
    mayAct() ? '' : h('p', { class: 's k said' }, t('error.token')));
}

/** A node's miner: on or off, how fast at most, or one block at once. */
export function openMining() {
  const limit = h('input', { inputmode: 'numeric', autocomplete: 'off' });
  const power = h('div', { class: 'field' });
  let enabled;
  const show = name => {
    const mining = store.state.nodes.find(node => node.name === name)?.mining ?? {};
    enabled = choice([[true, t('mining.on')], [false, t('mining.off')]], mining.enabled === true);
    put(power, h('span', {}, t('mining.title')), enabled.element);
    limit.value = mining.max_hash_rate ?? '';
  };
  const who = choice(nodeOptions(speakers().map(node => node.name)), store.state.self, show);
  show(store.state.self);
  const run = async (path, body) => {
    if (!mayAct()) return dialog.fail({ status: 401 });
    try {
      dialog.say(t('mining.working'));
      await post(`${path}?node=${encodeURIComponent(who.value())}`, body);
      dialog.close();
      store.load();
    } catch (problem) {
      dialog.fail(problem);
    }
    return undefined;
  };
  const save = () => {
    const most = limit.value.trim() === '' ? undefined : Number(limit.value.replaceAll(',', ''));
    if (most !== undefined && !(most >= 0 && most <= 1e12)) return dialog.say(t('mining.badLimit'));
    return run('/node/mining', { enabled: enabled.value(), ...(most !== undefined && { max_hash_rate: Math.round(most) }) });
  };
  const dialog = open(t('mining.title'),
    h('form', { onsubmit: event => { event.preventDefault(); save(); } },
      h('div', { class: 'field' }, h('span', {}, t('mining.node')), who.element),
      power,
      isServed && h('label', { class: 'field' }, h('span', {}, t('mining.limit')), limit),
      h('div', { class: 'row' },
        h('button', { class: 'btn', type: 'button', onclick: () => run('/node/mining/generate', { blocks: 1 }) }, t('mining.one')),
        h('button', { class: 'btn p' }, t('mining.save')))),
    mayAct() ? '' : h('p', { class: 's k said' }, t('error.token')));
}
