/**
 * A block whose bytes can be changed in the page: what changes with them lights up, and this node says which rule it would name.
 * The node keeps nothing of it.
 */
import { getHex, getJson, getText, post } from '../api.js';
import { h, put, set } from '../dom.js';
import { coins, satoshis, whole } from '../format.js';
import { t } from '../i18n.js';
import { merkle, values, verdict } from '../lab/drawings.js';
import { problemWords } from '../problems.js';
import { isServed } from '../source.js';
import { store } from '../store.js';
import { decode, drawing } from '../views/bytes.js';
import { ruleChip } from '../views/chip.js';
import { fieldName } from '../views/field.js';
import * as edits from './edits.js';
import { forgery } from './forge.js';

const HEADER = 160;
/** Waits this long after a change before asking the node, so that typing costs one question. */
const PAUSE = 300;

/** Builds it for a block and one of its transactions; answers `{element, height, steps, leave()}`. `at` names the node that has the block. */
export async function editor(hash, place, at = '') {
  const [raw, block, status] = await Promise.all([getHex(`/api/block/${hash}/raw${at}`), getJson(`/api/block/${hash}${at}`), getJson(`/api/block/${hash}/status${at}`)]);
  const number = Math.max(0, Math.min(block.tx_count - 1, place));
  const tx = (await getText(`/node/blocks/${hash}/txs/${number}${at}`)).trim();
  const [headerPart, txPart, before] = await Promise.all([decode(raw.slice(0, HEADER), at), decode(tx, at), judge(raw)]);
  const state = { bytes: raw, chosen: undefined, part: undefined, repaired: false };
  const start = edits.offsetOf(raw, tx);
  const parts = [{ title: t('bytes.header'), from: 0, part: headerPart }, { title: t('bytes.transaction'), from: start, part: txPart }];

  const cells = h('div', { class: 'byte-sections' });
  const form = h('form', { class: 'edit-form', onsubmit: event => { event.preventDefault(); type(); } });
  const undo = h('button', { class: 'btn', type: 'button', onclick: () => change(raw) }, t('edit.undo'));
  const repair = h('button', { class: 'btn', type: 'button', onclick: () => repairRoot() }, t('edit.repair'));
  const changes = h('div', {});
  const path = h('div', { class: 'tree-drawn' });
  const forge = isServed ? { element: '', leave() {} } : forgery(() => state.bytes);
  const said = h('div', { class: 'lab-kind-verdict', role: 'status' });
  const gates = h('div', {});
  const element = h('div', { class: 'edit' },
    h('div', { class: 'edit-left' }, form, cells),
    h('div', { class: 'edit-right' }, panel('edit.verdict', said, gates), panel('edit.changes', changes), panel('edit.path', path), h('p', { class: 'row' }, repair, undo), forge.element));
  let drawn = [];
  let waiting;
  let asked = 0;
  let latest = before;

  async function judge(hex) {
    return post(`/node/blocks/trial${at}`, { hex, tx: number });
  }

  function drawCells() {
    drawn = parts.map(({ title, from, part }) => drawing({ title, hover: false, note: t('bytes.size', { n: whole(part.bytes.length / 2) }), part: { ...part, bytes: state.bytes.slice(from * 2, from * 2 + part.bytes.length) } },
      (field, shown, focus) => choose(from, field, focus)));
    put(cells, drawn.map(one => one.element));
    for (const [index, { part }] of parts.entries()) if (part.fields.includes(state.chosen)) drawn[index].mark(state.chosen);
  }

  function choose(from, field, focus) {
    const part = parts.find(one => one.from === from).part;
    const same = state.chosen === field;
    state.chosen = field;
    state.from = from;
    parts.forEach((one, index) => drawn[index].mark(one.part === part ? field : undefined, focus));
    if (!same) drawForm();
  }

  function drawForm() {
    const field = state.chosen;
    if (!field) return;
    const now = edits.bytesAt(state.bytes, state.from, field);
    const isAmount = field.kind === 'amount';
    const box = h('input', { id: 'edit-box', autocomplete: 'off', spellcheck: 'false', class: 'm', value: isAmount ? coins(edits.amountOf(now)).replace(/,/g, '') : now, oninput: () => type() });
    put(form,
      h('label', { for: 'edit-box' }, h('b', {}, fieldName(field)), ' ', h('span', { class: 's k' }, isAmount ? t('edit.inCoins') : t('edit.inHex', { n: field.end - field.start }))), box,
      h('button', { class: 'btn', type: 'button', onclick: () => { change(edits.flipped(state.bytes, state.from, field)); drawForm(); } }, t('edit.flip')), h('p', { class: 's k', role: 'status', id: 'edit-said' }));
  }

  /** What was typed, if it is as many bytes as the field has. */
  function type() {
    const field = state.chosen;
    const typed = form.querySelector('input').value;
    const hex = field.kind === 'amount' ? edits.amountBytes(satoshis(typed)) : typed.replace(/\s/g, '').toLowerCase();
    const fits = hex !== undefined && edits.fits(hex, field);
    put(form.querySelector('#edit-said'), fits ? '' : t(field.kind === 'amount' ? 'edit.noAmount' : 'edit.noBytes', { n: field.end - field.start }));
    if (fits) change(edits.replaced(state.bytes, state.from + field.start, hex));
  }

  function change(bytes) {
    state.bytes = bytes;
    drawCells();
    if (bytes === raw) drawForm();
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  function repairRoot() {
    change(edits.replaced(state.bytes, 36, edits.turned(latest.computed_root)));
    if (state.from === 0) drawForm();
  }

  async function ask() {
    const mine = ++asked;
    try {
      const answer = await judge(state.bytes);
      if (mine === asked) show(answer);
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (mine === asked) put(said, h('p', { class: 'word' }, t('edit.noBlock')), h('p', { class: 'k' }, problemWords(problem)));
    }
  }

  function show(now) {
    latest = now;
    const txid = trial => trial.branch.txid;
    const row = (key, old, value) => ({ key, value, old: old === value ? '' : old, lit: old !== value });
    const child = status.next_best;
    put(changes, values({ rows: [
      row('edit.txid', txid(before), txid(now)), row('edit.computed', before.computed_root, now.computed_root), row('edit.headerRoot', before.merkle_root, now.merkle_root), row('edit.hash', before.hash, now.hash),
      ...(child ? [{ key: 'edit.nextPrev', value: hash, old: '', lit: now.hash !== hash }] : [])] }),
    child && now.hash !== hash ? h('p', { class: 'ac edit-broken' }, t('edit.broken', { height: block.height + 1 })) : '');
    const changed = now.computed_root !== before.computed_root;
    put(path, merkle({ levels: changed ? now.branch.levels : quiet(now.branch.levels) }));
    put(said, state.bytes === raw ? h('p', { class: 'word' }, t('edit.same')) : verdict({ node: store.state.self, sent: 'edit.block', accepted: !now.reason, reason: now.reason ?? '' }));
    put(gates, h('ol', { class: 'edit-gates' }, now.findings.map(gateLine)));
    set(repair, { disabled: now.merkle_root === now.computed_root });
    set(undo, { disabled: state.bytes === raw });
  }

  drawCells();
  const amount = [...txPart.fields].reverse().find(field => field.kind === 'amount') ?? txPart.fields[0];
  choose(start, amount);
  show(before);
  const step = (to, key) => h('a', { class: 'btn', href: `#/edit/${hash}/${to}`, 'aria-label': t(key) }, to < number ? '←' : '→');
  return { element, leave: forge.leave, height: block.height, steps: [h('span', { class: 'k' }, t('edit.place', { at: number, all: block.tx_count - 1 })), number > 0 ? step(number - 1, 'bytes.prevTx') : '', number < block.tx_count - 1 ? step(number + 1, 'bytes.nextTx') : ''] };
}

const panel = (key, ...content) => h('section', { class: 'pn' }, h('div', { class: 'pn-h' }, h('h2', {}, t(key))), content);

/** The way up without its red, where nothing has changed. */
const quiet = levels => levels.map(level => level.map(hash => hash.state === 'lit' ? { ...hash, state: 'given' } : hash));

function gateLine({ gate, outcome, reason }) {
  const mark = { passed: '✓', refused: '✗', not_judged: '–' }[outcome];
  return h('li', { class: outcome }, h('span', { class: `mark${outcome === 'refused' ? ' ac' : ''}`, role: 'img', 'aria-label': t(`edit.outcome.${outcome}`) }, mark), h('span', {}, h('b', {}, t(`edit.gate.${gate}`)), ' ', reason ? ruleChip(reason) : outcome === 'not_judged' ? h('span', { class: 'k' }, t('edit.outcome.not_judged')) : ''));
}
