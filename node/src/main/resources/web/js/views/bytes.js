/** Every byte of a header, a transaction, pasted hex or an address, with what it means. */
import { fromAnyNode, getJson, getText, post } from '../api.js';
import { bytesOf, cleaned, rowsOf } from '../cells.js';
import { h, put, s, set } from '../dom.js';
import { fitting, whole } from '../format.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { store } from '../store.js';
import { fieldPanel, fieldName } from './field.js';
import { fillIn } from './parts.js';

/** More bytes than this are drawn on request only. */
const AT_ONCE = 2000;
const URL_ROOM = 4000;
const KINDS = ['count', 'hash', 'time', 'work', 'amount', 'script', 'signature'];

export function bytesView(view, kind, id, at) {
  if (kind === 'block') return fillIn(view, () => ofBlock(id, Number(at ?? 0)));
  if (kind === 'tx') return fillIn(view, () => ofTransaction(id));
  if (kind === 'hex') return fillIn(view, () => ofHex(id), { 400: 'error.noBytes' });
  const hex = h('textarea', { 'aria-label': t('bytes.paste'), spellcheck: 'false' });
  view.append(h('div', { class: 'page' }, h('h1', {}, t('view.bytes')),
    h('form', { onsubmit: event => { event.preventDefault(); if (hex.value.trim()) go(`bytes/hex/${cleaned(hex.value)}`); } },
      h('label', { class: 'field' }, h('span', {}, t('bytes.paste')), hex), h('p', { class: 'row' }, h('button', { class: 'btn p' }, t('bytes.show'))))));
  return undefined;
}

/** Asks what bytes, or an address, mean; what is too long for an address of the page travels in the body. */
export async function decode(hex, at = '') {
  const answer = await (hex.length < URL_ROOM ? getJson(`/node/decode?hex=${encodeURIComponent(hex)}${at.replace('?', '&')}`) : post(`/node/decode${at}`, { hex }));
  return { ...answer, bytes: bytesOf(hex, answer.fields) };
}

async function ofBlock(hash, number) {
  const { answer: [header, txids, block], node } = await fromAnyNode(store.siblings(), at =>
    Promise.all([getText(`/api/block/${hash}/header${at}`), getJson(`/api/block/${hash}/txids${at}`), getJson(`/api/block/${hash}${at}`)]));
  const at = node ? `?node=${encodeURIComponent(node)}` : '';
  const chosen = Math.min(Math.max(0, number || 0), txids.length - 1);
  const parts = await Promise.all([decode(header.trim(), at), getText(`/node/blocks/${hash}/txs/${chosen}${at}`).then(hex => decode(hex.trim(), at))]);
  const step = (to, words) => h('a', { class: 'btn', href: `#/bytes/block/${hash}/${to}`, 'aria-label': t(words) }, to < chosen ? '←' : '→');
  return page([
    { title: t('bytes.header'), note: t('bytes.size', { n: 80 }), more: h('a', { class: 's k', href: `#/block/${hash}` }, t('block.title', { height: block.height })), part: parts[0] },
    {
      title: t('bytes.transaction'), note: t('bytes.ofBlock', { n: whole(parts[1].bytes.length / 2), at: chosen + 1, all: txids.length }), part: parts[1],
      more: [chosen > 0 && step(chosen - 1, 'bytes.prevTx'), chosen < txids.length - 1 && step(chosen + 1, 'bytes.nextTx')],
    },
  ]);
}

async function ofTransaction(txid) {
  const { answer: hex, node } = await fromAnyNode(store.siblings(), at => getText(`/api/tx/${txid}/hex${at}`));
  const part = await decode(hex.trim(), node ? `?node=${encodeURIComponent(node)}` : '');
  return page([{ title: t('bytes.transaction'), note: t('bytes.size', { n: whole(part.bytes.length / 2) }), more: h('a', { class: 's k', href: `#/tx/${txid}` }, t('tx.title')), part }]);
}

async function ofHex(hex) {
  const part = await decode(hex);
  const title = ['block', 'header', 'transaction', 'script', 'address'].includes(part.kind) ? t(`bytes.${part.kind}`) : part.kind;
  return page([{ title, note: t('bytes.size', { n: whole(part.bytes.length / 2) }), part }]);
}

/** Sections of bytes at the left, the chosen field at the right. */
function page(sections) {
  const side = h('section', { class: 'byte-side', 'aria-label': t('bytes.meaning') });
  const drawings = sections.map(section => drawing(section, choose));
  let chosen;

  function choose(field, part, focus) {
    chosen = field;
    for (const drawn of drawings) drawn.mark(chosen, focus);
    fieldPanel(side, field, part);
  }

  const first = sections[0].part;
  const preferred = first.fields.find(field => field.kind === 'hash') ?? first.fields[0];
  queueMicrotask(() => preferred ? choose(preferred, first) : put(side, h('p', {}, t('bytes.nothing'))));
  return h('div', { class: 'bytes-view' },
    h('div', { class: 'byte-sections' }, drawings.map(drawn => drawn.element),
      h('ul', { class: 'key' }, KINDS.map(kind => h('li', {}, h('i', { style: { background: `var(--k-${kind})` } }), t(`kind.${kind}`))))),
    side);
}

/** One section: heading, rows of bytes, and its fields as things to hover, tap or step through with the arrow keys. */
export function drawing({ title, note, more, part, hover = true }, choose) {
  const svg = s('svg', { class: 'cells', role: 'group', 'aria-label': title });
  const element = h('section', {}, h('div', { class: 'head' }, h('h2', {}, title), h('span', { class: 'k' }, note), h('span', { class: 'sp' }), more ?? ''), svg);
  const groups = new Map();
  const length = part.bytes.length / 2;
  const render = limit => {
    const perRow = innerWidth < 768 ? 8 : 20;
    paint(svg, part, Math.min(length, limit), perRow, groups, field => choose(field, part), (field, step) => {
      const next = part.fields[part.fields.indexOf(field) + step];
      if (next && groups.has(next)) choose(next, part, true);
    }, hover);
  };
  render(AT_ONCE);
  if (length > AT_ONCE) {
    const all = h('button', { class: 'btn', onclick: () => { all.remove(); render(length); } }, t('bytes.all', { n: whole(length) }));
    element.append(all);
  }
  const mark = (field, focus) => {
    for (const [one, group] of groups) group.classList.toggle('on', one === field);
    if (focus) groups.get(field)?.focus();
  };
  return { element, mark };
}

function paint(svg, part, length, perRow, groups, pick, step, hover) {
  const rows = rowsOf(part.fields.filter(field => field.end <= length), length, perRow);
  const hex = part.bytes;
  const named = part.kind === 'header' || perRow < 20;
  put(svg);
  groups.clear();
  let y = named ? 18 : 4;
  const groupOf = field => {
    if (groups.has(field)) return groups.get(field);
    const group = s('g', { class: `fieldmark k-${field.kind}`, tabindex: groups.size === 0 ? '0' : '-1', role: 'button', 'aria-describedby': 'field-meaning', 'aria-label': t('bytes.field', { name: fieldName(field), from: field.start, to: field.end - 1 }) });
    if (hover) group.onpointerenter = event => event.pointerType === 'mouse' && pick(field);
    group.onclick = () => pick(field);
    group.onfocus = () => pick(field);
    group.onkeydown = event => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(field, by);
    };
    groups.set(field, group);
    svg.append(group);
    return group;
  };
  const x = at => 56 + (at % perRow) * 35;
  for (const row of rows) {
    if (named && row.names.length > 0 && row.at > 0) y += 19;
    svg.append(s('text', { class: 'at m', x: 40, y: y + 18, 'text-anchor': 'end' }, row.at));
    for (const run of row.runs) {
      const width = (run.end - run.start) * 35 - 3;
      const target = run.field ? groupOf(run.field) : svg;
      if (run.field) {
        target.append(
          s('rect', { class: 'fill', x: x(run.start), y, width, height: 24, style: { fill: `var(--k-${run.field.kind})` } }),
          s('rect', { x: x(run.start), y: y + 21, width, style: { fill: `var(--k-${run.field.kind})`, height: 'var(--under)' } }));
        if (named && run.start === run.field.start) target.append(nameOver(run, x, y, perRow));
      }
      for (let at = run.start; at < run.end; at++) target.append(s('text', { class: 'byte m', x: x(at) + 16, y: y + 18, 'text-anchor': 'middle' }, hex.slice(at * 2, at * 2 + 2)));
    }
    y += 27;
  }
  set(svg, { viewBox: `0 0 ${52 + perRow * 35} ${y + 2}` });
}

/** The field's name above its first byte, cut to the room its bytes give. */
function nameOver(run, x, y, perRow) {
  const room = Math.max(1, Math.min(run.field.end, Math.ceil((run.start + 1) / perRow) * perRow) - run.start) * 35;
  return s('text', { class: 'name', x: x(run.start) + .5, y: y - 6 }, fitting(fieldName(run.field), 14, room - 4));
}
