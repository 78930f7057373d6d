/** The presenter's look at the phones: where they join, how many have, and the two forged blocks that each refuses by itself. */
import { getJson } from '../api.js';
import { h, put, text } from '../dom.js';
import { t } from '../i18n.js';
import { sendForged } from '../lab/forged.js';
import { toastError, toastProblem } from '../toast.js';

/** Experiments that send all phones a block, and what is wrong with it. */
const FORGED = [['incentive', 'phones.coin'], ['tamper', 'phones.past']];

/** `draw(state)` shows how many there are. The panel is hidden where no phone can come and none is there. */
export function phonesPanel() {
  const count = h('span', { class: 's' });
  const code = h('div', { class: 'code' });
  const url = h('p', { class: 'm s url' });
  const said = h('p', { class: 's', role: 'status' });
  const buttons = FORGED.map(([experiment, words]) => h('button', { class: 'btn', onclick: () => send(experiment) }, t(words)));
  const element = h('section', { class: 'pn phones', hidden: true }, code,
    h('div', { class: 'forge' }, h('div', { class: 'pn-h' }, h('h2', {}, t('phones.title')), count), url, h('div', { class: 'row' }, buttons), said));
  let address;
  let here = 0;
  let sending = false;

  getJson('/join').then(({ room }) => {
    if (!room) return;
    address = `${room}/phone`;
    put(code, h('img', { src: '/join/qr.svg', alt: t('welcome.qr', { url: address }) }));
    text(url, address);
    show();
  }, problem => {
    if (problem.status === undefined) throw problem;
  });

  async function send(experiment) {
    sending = true;
    put(said, t('phones.sending'));
    show();
    let sentence = '';
    try {
      const { said: words, problem } = await sendForged(experiment);
      if (problem) toastError(problem);
      else sentence = words;
    } catch (problem) {
      toastProblem(problem);
    } finally {
      sending = false;
      put(said, sentence);
      show();
    }
  }

  function show() {
    element.hidden = !address && here === 0;
    text(count, t('phones.here', { n: here }));
    for (const button of buttons) button.disabled = here === 0 || sending;
  }

  return {
    element,
    draw(state) {
      here = state.tabs.length;
      show();
    },
  };
}
