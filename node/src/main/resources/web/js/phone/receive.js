/** To receive: the address as text and as a code, and coins from the faucet of the node that served the page. */
import { post } from '../api.js';
import { h, put } from '../dom.js';
import { t } from '../i18n.js';
import { faucetWait } from '../problems.js';
import { codePicture } from './codes.js';
import { sentenceOf } from './sentences.js';

const FOUR = /.{1,4}/g;

/** An address in groups of four, as people compare it. */
export const grouped = address => h('span', { class: 'm grouped' }, address.match(FOUR).map(four => h('span', {}, four)));

/** Why the faucet gave nothing: mostly as its node has found no block whose reward may be spent yet. */
export function faucetSentence(problem) {
  const wait = faucetWait(problem);
  if (wait) return t('phone.faucet.wait', { n: wait });
  return sentenceOf(problem, problem.reason ? {} : { 409: 'phone.faucet.empty' });
}

/** Copies without the clipboard of secure pages, which plain HTTP doesn't have; false where neither works. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const holder = h('textarea', { class: 'sr', readonly: true });
  holder.value = text;
  document.body.append(holder);
  holder.select();
  const copied = document.execCommand('copy');
  holder.remove();
  return copied;
}

/** The panel; `changed` is called after the faucet paid. */
export function receivePanel(purse, changed) {
  const element = h('section', { class: 'pn receive' });
  const said = h('p', { class: 's said', role: 'status' });
  let address = '';

  async function ask(event) {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await post('/node/faucet', { address });
      said.textContent = t('phone.faucet.sent');
      changed();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      said.textContent = faucetSentence(problem);
    }
    button.disabled = false;
  }

  async function draw() {
    address = purse.state.address;
    const dots = await purse.drawQr(await purse.link(address, ''));
    const copied = async () => { said.textContent = t(await copy(address) ? 'phone.copied' : 'phone.copy.byHand'); };
    put(element, h('h2', {}, t('phone.receive')),
      h('div', { class: 'pair' }, codePicture(dots, t('phone.code', { address })),
        h('div', {}, grouped(address), h('button', { class: 'btn', onclick: copied }, t('phone.copy')))),
      h('button', { class: 'btn wide', onclick: ask }, t('phone.faucet')), said);
  }

  let drawn = '';
  return {
    element,
    update(picture) {
      const next = `${picture} ${purse.state.address}`;
      if (next !== drawn) {
        drawn = next;
        draw();
      }
    },
  };
}
