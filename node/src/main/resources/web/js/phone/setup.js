/** A phone without a wallet: a new one, whose words are shown once, or one restored from its words. */
import { h, put } from '../dom.js';
import { language, t } from '../i18n.js';
import { survives } from './keeping.js';
import { sentenceOf } from './sentences.js';

/** The words, each with its number. */
export const wordList = words => h('ol', { class: 'words' }, words.map((word, at) => h('li', {}, h('span', { class: 'k3', 'aria-hidden': 'true' }, at + 1), h('b', {}, word))));

const play = () => h('p', { class: 'play' }, t('phone.play'));

/** Draws the beginning into an element; `done` is called once there is a wallet. */
export function beginning(element, purse, done) {
  const said = h('p', { class: 'trouble', role: 'alert' });
  const trying = work => async () => {
    said.textContent = '';
    try {
      await work();
    } catch (problem) {
      said.textContent = sentenceOf(problem);
    }
  };

  function welcome() {
    put(element, h('h1', {}, t('phone.begin')), h('p', { class: 'k' }, t('phone.begin.what')), play(),
      survives() ? '' : h('p', { class: 'trouble' }, t('phone.private')),
      h('div', { class: 'stack' },
        h('button', { class: 'btn p', onclick: trying(async () => show(await purse.newWords(language()))) }, t('phone.new')),
        h('button', { class: 'btn', onclick: restore }, t('phone.restore'))), said);
  }

  function show(words) {
    put(element, h('h1', { tabindex: -1 }, t('phone.words')), h('p', { class: 'k' }, t('phone.words.what')), wordList(words), play(),
      h('div', { class: 'stack' }, h('button', { class: 'btn p', onclick: trying(async () => { if (await purse.begin(words)) done(); }) }, t('phone.words.written')),
        h('button', { class: 'btn', onclick: welcome }, t('phone.back'))), said);
    element.querySelector('h1').focus();
  }

  function restore() {
    const typed = h('textarea', { id: 'words', autocapitalize: 'none', autocomplete: 'off', autocorrect: 'off', spellcheck: 'false', rows: 4 });
    const go = trying(async () => {
      if (await purse.begin(await purse.readWords(typed.value))) done();
    });
    put(element, h('h1', {}, t('phone.restore')), h('p', { class: 'k' }, t('phone.restore.what')),
      h('form', { onsubmit: event => { event.preventDefault(); go(); } },
        h('label', { class: 'field', for: 'words' }, h('span', {}, t('phone.restore.words'))), typed,
        h('div', { class: 'stack' }, h('button', { class: 'btn p' }, t('phone.restore')), h('button', { class: 'btn', type: 'button', onclick: welcome }, t('phone.back')))), said);
    typed.focus();
  }

  welcome();
}
