/** To pay: by name, address or code, with a fee; the payment is shown before it is signed. */
import { h, put } from '../dom.js';
import { coins } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { icon } from '../shapes.js';
import { codeOnFilm, codeOnPhoto, mayFilm } from './codes.js';
import { grouped } from './receive.js';
import { sentenceOf } from './sentences.js';

/** Satoshis a byte. */
const RATES = { slow: '1', usual: '5', fast: '20' };

/**
 * The panel. `people` answers who can be paid by name: `[{name, address, index}]`, nodes with the index of their colour; `done` is
 * called when a payment was handed over.
 */
export function payPanel(purse, people, done) {
  const element = h('section', { class: 'pn pay' });
  const said = h('p', { class: 'trouble', role: 'alert' });
  const names = h('div', { class: 'choices', role: 'group' });
  const to = h('input', { id: 'pay-to', autocapitalize: 'none', autocomplete: 'off', autocorrect: 'off', spellcheck: 'false', class: 'mono' });
  const amount = h('input', { id: 'pay-amount', inputmode: 'decimal', autocomplete: 'off' });
  const rate = h('select', { id: 'pay-rate' });
  const photo = h('input', { type: 'file', accept: 'image/*', capture: 'environment', id: 'pay-photo', class: 'sr' });
  const form = h('form', { onsubmit: review });
  const confirm = h('div', { class: 'confirm', role: 'group', tabindex: -1 });
  const video = h('video', { muted: true, playsinline: true });
  const film = h('div', { class: 'film', hidden: true });
  let filming = mayFilm();
  let stopFilm = () => {};
  let chosen;

  const trying = async (work, sentence = sentenceOf) => {
    said.textContent = '';
    try {
      return await work();
    } catch (problem) {
      said.textContent = sentence(problem);
    }
  };

  function choose(person) {
    chosen = person;
    to.value = person.address;
    drawNames();
    amount.focus();
  }

  function drawNames() {
    put(names, people().map(person => h('button', { type: 'button', 'aria-pressed': String(person.name === chosen?.name && person.address === to.value), onclick: () => choose(person) },
      person.index >= 0 ? icon(person.index) : '', nodeName(person.name))));
    names.hidden = names.childElementCount === 0;
  }

  to.oninput = () => {
    chosen = undefined;
    drawNames();
  };
  // A link brings its amount with it.
  to.onchange = () => to.value.includes(':') && trying(() => take(to.value));
  photo.onchange = () => trying(async () => {
    const [file] = photo.files;
    photo.value = '';
    if (!file) return;
    const text = await codeOnPhoto(file, purse);
    if (text === '') said.textContent = t('phone.photo.none');
    else await take(text);
  });

  /** Looks through the camera until it sees a code, its owner has enough, or the page is hidden. */
  async function look() {
    const stop = new AbortController();
    stopFilm = () => stop.abort();
    document.addEventListener('visibilitychange', stopFilm, { once: true });
    film.hidden = false;
    const text = await trying(() => codeOnFilm(video, purse, stop.signal), refuseFilm);
    document.removeEventListener('visibilitychange', stopFilm);
    film.hidden = true;
    if (text) await trying(() => take(text));
    to.focus();
  }

  /** There is no camera, or its owner doesn't lend it: from now on a photo does. */
  function refuseFilm() {
    filming = false;
    draw();
    return t('phone.camera.none');
  }

  async function take(text) {
    const link = await purse.readLink(text);
    chosen = undefined;
    to.value = link.address;
    if (link.amount) amount.value = coins(link.amount).replaceAll(',', '');
    drawNames();
  }

  async function review(event) {
    event.preventDefault();
    await trying(async () => {
      const { address } = await purse.readLink(to.value);
      const draft = await purse.draft(address, amount.value.trim().replace(',', '.').replace(/^\./, '0.'), RATES[rate.value]);
      show(draft);
    });
  }

  function show(draft) {
    const row = (name, ...value) => [h('dt', { class: 'k' }, name), h('dd', {}, value)];
    form.hidden = true;
    put(confirm, h('h3', {}, t('phone.pay.sure')),
      h('dl', {}, row(t('phone.pay.to'), chosen?.address === draft.address ? h('b', {}, nodeName(chosen.name)) : '', grouped(draft.address)),
        row(t('phone.pay.amount'), h('b', {}, coins(draft.amount)), ` ${t('unit.coins')}`),
        row(t('phone.pay.fee'), `${coins(draft.fee)} (${draft.percent} %)`),
        row(t('phone.pay.coins'), draft.coins.map(value => coins(value)).join(' + ')),
        draft.change > 0 ? row(t('phone.pay.change'), coins(draft.change)) : []),
      chosen?.address === draft.address ? h('p', { class: 's k' }, t('phone.pay.byName')) : '',
      h('div', { class: 'stack' }, h('button', { class: 'btn p', onclick: event => send(event.currentTarget) }, t('phone.pay.sign')), h('button', { class: 'btn', onclick: back }, t('phone.back'))));
    confirm.hidden = false;
    confirm.focus();
  }

  function back() {
    confirm.hidden = true;
    form.hidden = false;
    amount.focus();
  }

  async function send(button) {
    button.disabled = true;
    await trying(async () => {
      await purse.send();
      to.value = '';
      amount.value = '';
      chosen = undefined;
    });
    button.disabled = false;
    if (said.textContent === '') {
      back();
      drawNames();
    }
    done();
  }

  function draw() {
    const { value } = rate;
    stopFilm();
    put(rate, Object.entries(RATES).map(([name, satoshis]) => h('option', { value: name }, t(`phone.rate.${name}`, { n: satoshis }))));
    rate.value = value || 'usual';
    names.setAttribute('aria-label', t('phone.pay.names'));
    put(film, h('p', { class: 's k' }, t('phone.camera.hold')), video, h('button', { type: 'button', class: 'btn wide', onclick: () => stopFilm() }, t('phone.back')));
    put(form, names,
      h('label', { class: 'field', for: 'pay-to' }, h('span', {}, t('phone.pay.address'))), h('div', { class: 'row' }, to,
        filming ? h('button', { type: 'button', class: 'btn', onclick: look }, t('phone.photo')) : [photo, h('label', { class: 'btn', for: 'pay-photo' }, t('phone.photo'))]), film,
      h('div', { class: 'row two' }, h('div', {}, h('label', { class: 'field', for: 'pay-amount' }, h('span', {}, t('phone.pay.amount'))), amount),
        h('div', {}, h('label', { class: 'field', for: 'pay-rate' }, h('span', {}, t('phone.pay.fee'))), rate)),
      h('button', { class: 'btn p wide' }, t('phone.pay.go')));
    confirm.hidden = true;
    form.hidden = false;
    put(element, h('h2', {}, t('phone.pay')), form, confirm, said);
    drawNames();
  }

  let drawn = '';
  let drawnNames = '';
  return {
    element,
    /** Nobody pays here any more: the camera is given back. */
    end: () => stopFilm(),
    update(picture) {
      if (picture !== drawn) {
        drawn = picture;
        draw();
      }
      const next = JSON.stringify(people());
      if (next !== drawnNames) {
        drawnNames = next;
        drawNames();
      }
    },
  };
}
