/** A result as a table: numbers to the right, hashes as links, some rows at a time. */
import { h, put } from '../dom.js';
import { whole } from '../format.js';
import { t } from '../i18n.js';
import { hashText } from '../views/parts.js';

/** Rows at a time; fewer on a phone, where the explanation stands below them. */
const PER_PAGE = 50;
const PER_PHONE = 15;

/** A number as people read it: `1234567` as `1,234,567`, `2.0` as `2`, `1.25E7` as `12,500,000`; other text stays. Pure. */
export function figure(text) {
  const [, minus, digits, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (digits === undefined) return /^-?\d\.\d+E\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? figure(String(Number(text))) : text;
  return `${minus ? '−' : ''}${BigInt(digits).toLocaleString('en-US')}${rest === undefined || rest === '.0' ? '' : rest}`;
}

/**
 * Where a cell leads: `{hash, href}` for a hash of a block or transaction, by the column's name. A blob is in internal order, so it is
 * turned around as people write it. Pure.
 */
export function linkOf(column, cell) {
  const [, blob, text] = /^(?:x'([0-9a-f]{64})'|([0-9a-f]{64}))$/.exec(cell) ?? [];
  const hash = text ?? blob?.match(/../g).reverse().join('');
  if (hash === undefined) return undefined;
  if (/txid|spent_by/.test(column)) return { hash, href: `#/tx/${hash}` };
  if (/hash/.test(column) && !/^0*$/.test(hash)) return { hash, href: `#/block/${hash}` };
  return { hash };
}

/** Builds the table with its pages; answers the element. */
export function resultTable({ columns, numbers, rows, truncated }) {
  const perPage = innerWidth < 768 ? PER_PHONE : PER_PAGE;
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const body = h('tbody', {});
  const place = h('span', { class: 's k', role: 'status' });
  const before = h('button', { class: 'btn', onclick: () => show(page - 1) }, t('sql.before'));
  const after = h('button', { class: 'btn', onclick: () => show(page + 1) }, t('sql.after'));
  let page = 0;

  function show(wanted) {
    page = Math.max(0, Math.min(pages - 1, wanted));
    const from = page * perPage;
    const shown = rows.slice(from, from + perPage);
    put(body, shown.map(row => h('tr', {}, row.map((cell, at) => h('td', { class: numbers[at] ? 'n' : undefined }, content(columns[at], cell, numbers[at]))))));
    put(place, t('sql.place', { from: whole(from + 1), to: whole(from + shown.length), all: whole(rows.length) }));
    before.disabled = page === 0;
    after.disabled = page === pages - 1;
  }

  show(0);
  return h('div', { class: 'sql-result' },
    h('div', { class: 'sql-scroll', role: 'region', tabindex: '0', 'aria-label': t('sql.result') }, h('table', { class: 'table' },
      h('thead', {}, h('tr', {}, columns.map((column, at) => h('th', { scope: 'col', class: numbers[at] ? 'n' : undefined }, column)))), body)),
    pages > 1 && h('div', { class: 'sql-pages' }, before, after, place),
    truncated && h('p', { class: 's k' }, t('sql.truncated', { n: whole(rows.length) })));
}

function content(column, cell, isNumber) {
  if (cell === 'NULL') return h('span', { class: 'k3' }, 'NULL');
  const link = linkOf(column, cell);
  if (link) return hashText(link.hash, { href: link.href, length: 16 });
  if (isNumber) return figure(cell);
  return cell.length > 24 ? h('span', { class: 'm long' }, cell) : cell;
}
