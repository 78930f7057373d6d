/** To lend hashing: a share of one processor, chosen by a slider, nothing at first and nothing while the page isn't seen. What is found pays this wallet. */
import { h, put, set, text } from '../dom.js';
import { whole } from '../format.js';
import { t } from '../i18n.js';
import { deviceName, keptName } from './keeping.js';

/** Percent that the switch begins with. */
const USUAL = 40;
/** Of what the network's difficulty implies, one phone tries one part at most; `LentHashing` keeps to it. */
const PARTS = 10;
/** This close to the limit, it is the limit that is felt. */
const NEARLY = .9;

/** What is said of the figures: tries a second, their share of all that the difficulty implies in percent, and whether the limit is reached. Pure. */
export function partOf({ rate, most }) {
  return { rate: Math.round(rate), percent: most > 0 ? Math.min(100 / PARTS, 100 / PARTS * rate / most) : 0, limited: rate > NEARLY * most };
}

/** The panel. */
export function lendPanel(peer, purse) {
  const element = h('section', { class: 'pn lend' });
  const title = h('h2', { id: 'lend-title' });
  const word = h('b');
  const toggle = h('button', { class: 'switch', role: 'switch', 'aria-labelledby': 'lend-title', onclick: () => choose(percent > 0 ? 0 : last) }, h('i', {}));
  const number = h('b');
  const unit = h('span', { class: 'k' });
  const part = h('span', { class: 'k' });
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 5, value: 0, oninput: () => choose(Number(slider.value)) });
  const ends = [h('span'), h('span'), h('span')];
  const limit = h('p', { class: 's k' });
  const came = h('p', { class: 's k', role: 'status' });
  let percent = 0;
  let last = USUAL;
  let lent = { rate: 0, most: 0, found: 0, stale: 0 };
  put(element, h('div', { class: 'line' }, title, h('span', { class: 'on' }, word, toggle)), h('div', { class: 'line' }, h('span', { class: 'rate' }, number, ' ', unit), part),
    slider, h('div', { class: 'line s k ends' }, ends), limit, came);

  function choose(wanted) {
    percent = wanted;
    last = wanted || last;
    tell();
    draw();
  }

  /** Says to the worker what is lent now; a page that isn't seen lends nothing. */
  function tell() {
    peer.lend(document.hidden ? 0 : percent / 100, purse.state.address, keptName() || deviceName());
  }

  function draw() {
    const { rate, percent: share, limited } = partOf(lent);
    const on = percent > 0;
    text(title, t('phone.lend'));
    text(word, t(on ? 'phone.lend.on' : 'phone.lend.off'));
    set(toggle, { 'aria-checked': String(on) });
    text(number, whole(on ? rate : 0));
    text(unit, t('phone.lend.perSecond'));
    text(part, on && share > 0 ? t('phone.lend.part', { percent: share.toFixed(1) }) : '');
    slider.value = percent;
    set(slider, { 'aria-label': t('phone.lend.share'), 'aria-valuetext': `${percent} %` });
    text(ends[0], t('phone.lend.cool'));
    text(ends[1], t('phone.lend.percent', { n: percent }));
    text(ends[2], t('phone.lend.most'));
    text(limit, on && limited ? t('phone.lend.limit', { n: whole(lent.most) }) : t(on ? 'phone.lend.seen' : 'phone.lend.what'));
    text(came, lent.found === 0 ? '' : lent.stale === 0 ? t('phone.lend.found', { n: lent.found }) : t('phone.lend.stale', { n: lent.found, stale: lent.stale }));
  }

  return {
    element,
    tell,
    update: draw,
    show(figures) {
      lent = figures;
      draw();
    },
    /** Lends nothing any more: the wallet is gone. */
    end() {
      percent = 0;
      peer.lend(0, '', '');
    },
  };
}
