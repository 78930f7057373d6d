/** What belongs to this device: its name in the room, its words once more, and the way to forget all. */
import { post } from '../api.js';
import { h, put } from '../dom.js';
import { t } from '../i18n.js';
import { keepName, keptName } from './keeping.js';
import { sentenceOf } from './sentences.js';
import { wordList } from './setup.js';

/** Letters of a name, as the node counts them. */
const LONGEST = 16;

/** The panel; `named` is called with what the node answers, `forgotten` once the wallet is gone. */
export function ownPanel(purse, named, forgotten) {
  const element = h('section', { class: 'pn own' });
  const said = h('p', { class: 's said', role: 'status' });
  const name = h('input', { id: 'own-name', maxlength: LONGEST, autocomplete: 'off' });
  const words = h('div', {});
  const forget = h('div', {});

  async function take(event) {
    event.preventDefault();
    said.textContent = '';
    try {
      named(await post('/people', { name: name.value, address: purse.state.address }));
      keepName(name.value.trim());
      said.textContent = t('phone.name.taken');
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      said.textContent = { 400: t('phone.name.bad', { n: LONGEST }), 409: t('phone.name.other') }[problem.status] ?? sentenceOf(problem);
    }
  }

  function hideWords() {
    put(words, h('button', { class: 'btn wide', onclick: showWords }, t('phone.words.show')));
  }

  function showWords() {
    put(words, h('p', { class: 's k' }, t('phone.words.careful')), wordList(purse.words), h('p', { class: 's k' }, t('phone.words.restore')),
      h('p', { class: 'm s command' }, './wonsi wallet restore'), h('button', { class: 'btn wide', onclick: hideWords }, t('phone.words.hide')));
  }

  function keepAll() {
    put(forget, h('button', { class: 'btn wide', onclick: askFirst }, t('phone.forget')));
  }

  function askFirst() {
    const sure = h('button', { class: 'btn p', onclick: async () => { await purse.forget(); forgotten(); } }, t('phone.forget.yes'));
    put(forget, h('p', {}, t('phone.forget.sure')), h('div', { class: 'stack' }, sure, h('button', { class: 'btn', onclick: keepAll }, t('phone.back'))));
    sure.focus();
  }

  let drawn = '';
  return {
    element,
    update(picture) {
      if (picture === drawn) return;
      drawn = picture;
      name.value = name.value || keptName();
      hideWords();
      keepAll();
      put(element, h('h2', {}, t('phone.own')),
        h('form', { onsubmit: take }, h('label', { class: 'field', for: 'own-name' }, h('span', {}, t('phone.name.field'))), h('div', { class: 'row' }, name, h('button', { class: 'btn' }, t('phone.name.take')))), said,
        words, forget, h('p', { class: 's k play' }, t('phone.play')));
    },
  };
}
