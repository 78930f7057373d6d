/** The chosen field of the byte view: its name, its bytes in both orders, its meaning, and the rule and class behind it. */
import { bothOrders } from '../cells.js';
import { h, put, s, style } from '../dom.js';
import { explained, explainedCheck, explainedValue, language, t } from '../i18n.js';
import { facts } from './parts.js';
import { ruleChip } from './chip.js';

/** A field's name in the page's language, where the page has one for it. */
export const fieldName = field => explained(field.id, 'name', field.name);

/** Fills the side panel for a field of a decoded part. */
export function fieldPanel(side, field, part) {
  style(side, { 'border-top-color': `var(--k-${field.kind})` });
  const size = field.end - field.start;
  const turned = size > 8 && field.kind === 'hash' && field.order !== 'as it stands';
  const value = explainedValue(String(field.value ?? ''));
  put(side,
    h('h1', {}, fieldName(field)),
    h('p', { class: 'k' }, size === 1 ? t('bytes.oneByte', { at: field.start }) : t('bytes.range', { from: field.start, to: field.end - 1, n: size })),
    field.meaning ? h('p', { class: 'what', id: 'field-meaning' }, explained(field.id, 'what', field.meaning)) : '',
    turned ? orders(field) : '',
    value ? h('p', { class: /^[0-9a-f]{16,}$/.test(value) ? 'value m' : 'value' }, /^0+/.test(value) && value.length === 64 ? [h('b', {}, /^0+/.exec(value)[0]), value.replace(/^0+/, '')] : value) : '',
    turned ? h('p', { class: 'why' }, t('bytes.whyOrder')) : '',
    facts([
      field.order && [t('bytes.order'), explained(`order.${field.order}`, 'name', field.order)],
      field.rule && [t('bytes.rule'), h('span', {}, ruleChip(field.rule))],
      field.code && [t('bytes.code'), h('span', { class: 'm' }, field.code)],
    ]),
    (part.checks ?? []).length > 0 && [h('h2', {}, t('bytes.checks')), h('ul', { class: 'checks' }, part.checks.map(checkLine))]);
}

/** One thing the bytes claim: holds, fails, or can't be told from these bytes alone. */
function checkLine(check) {
  const [mark, words, look] = check.ok === true ? ['✓', 'bytes.holds', ''] : check.ok === false ? ['✗', 'bytes.fails', ' ac'] : ['?', 'bytes.notChecked', ' k'];
  return h('li', {}, h('span', { class: `mark${look}`, role: 'img', 'aria-label': t(words) }, mark),
    h('span', {}, h('b', {}, explainedCheck(check.name)), ' ', h('span', { class: 'k' }, language() === 'en' ? check.detail ?? '' : values(check.detail ?? ''))));
}

/** The hashes and reject strings of a check's detail, which need no translation. */
const values = detail => (detail.match(/\b[0-9a-f]{64}\b|[a-z]+(?:-[A-Za-z0-9]+){1,}/g) ?? []).join(' ');

/** First and last four bytes as they travel and as they are read, joined by curves; the zeros of the work are lit. */
function orders(field) {
  const { wire, page } = bothOrders(field.hex);
  const x = at => at < 4 ? at * 46 : 230 + (at - 4) * 46;
  const middle = at => x(at) + 21.5;
  const colour = `var(--k-${field.kind})`;
  const zeros = leadingZeros(page);
  const row = (bytes, y, lit) => bytes.map((byte, at) => [
    s('rect', { x: x(at), y, width: 43, height: 32, style: { fill: colour, 'fill-opacity': lit(at) ? 1 : .2 } }),
    s('text', { class: 'm', x: middle(at), y: y + 22, 'text-anchor': 'middle', 'font-size': 18, 'font-weight': lit(at) ? 700 : 400, style: { fill: lit(at) ? '#101214' : 'var(--ink)' } }, byte),
  ]);
  const curve = at => {
    const lit = 7 - at < zeros;
    const [from, to] = [middle(at), middle(7 - at)];
    return s('path', { d: `M${from} 34C${from} 66 ${to} 64 ${to} 96`, fill: 'none', style: { stroke: lit ? colour : 'var(--ln)' }, 'stroke-width': lit ? 2.5 : 1.5 });
  };
  const order = [0, 1, 2, 3, 4, 5, 6, 7].sort((a, b) => Number(7 - a < zeros) - Number(7 - b < zeros));
  return [
    h('h2', {}, t('bytes.wireOrder')),
    s('svg', { class: 'order-figure', viewBox: '0 0 411 96', role: 'img', 'aria-label': t('bytes.wireOrder') },
      row(wire, 0, at => 7 - at < zeros), s('text', { x: 207, y: 21, 'text-anchor': 'middle' }, '…'), order.map(curve)),
    h('h2', {}, t('bytes.pageOrder')),
    s('svg', { class: 'order-figure', viewBox: '0 0 411 32', role: 'img', 'aria-label': t('bytes.pageOrder') },
      row(page, 0, at => at < zeros), s('text', { x: 207, y: 21, 'text-anchor': 'middle' }, '…')),
  ];
}

/** How many of the first four bytes are zero. */
function leadingZeros(page) {
  let zeros = 0;
  while (zeros < 4 && page[zeros] === '00') zeros++;
  return zeros;
}
