/** Where the tab's own node stands, in words: connection, chain, and what it has refused. */
import { h } from '../dom.js';
import { ruleSentence, t } from '../i18n.js';
import { codeOf } from '../problems.js';
import { whyGone } from './sentences.js';

/** Characters of a hash that people compare. */
const HASH_END = 12;

/** The sentence about the connection. */
function phaseSentence({ phase, retry, fault, goodbye }) {
  switch (phase) {
    case 'ready': return t('phone.phase.ready');
    case 'syncing': return t('phone.phase.syncing');
    case 'restoring': return t('phone.phase.restoring');
    case 'connecting': return t('phone.phase.connecting');
    case 'waiting': return t('phone.phase.waiting', { n: Math.max(1, Math.round(retry / 1000)), why: whyGone(goodbye ?? '') });
    case 'sleeping': return t('phone.phase.sleeping');
    case 'failed': return t('phone.phase.failed', { why: fault });
    default: return t('phone.phase.loading');
  }
}

/** The chain, as far as it was checked. */
function chain({ height = 0, headers = 0, tip = '', progress = 0, waiting = 0 }) {
  return [
    h('p', { class: 'height' }, h('b', {}, height), ' ', h('span', { class: 'k' }, t('phone.checked'))),
    h('div', { class: 'track', 'aria-hidden': 'true' }, h('i', { style: { width: `${progress * 100}%` } })),
    h('dl', {},
      h('dt', { class: 'k' }, t('phone.headers')), h('dd', {}, headers),
      h('dt', { class: 'k' }, t('phone.tip')), h('dd', { class: 'mono' }, `…${tip.slice(-HASH_END)}`),
      h('dt', { class: 'k' }, t('phone.waiting')), h('dd', {}, waiting)),
  ];
}

/** What was refused last, by which rule. The hash is the phone's own finding, the sentence the rule book's. */
export function refusal({ refused_block: block, refusals = 0 }) {
  if (!block) return [];
  return h('section', { class: 'refusal', role: 'alert' },
    h('h2', {}, t('phone.refused')),
    h('p', { class: 'code' }, block.reason),
    h('p', {}, ruleSentence(codeOf(block.reason)) ?? block.detail),
    h('p', { class: 'k s' }, t('phone.refusedBlock', { hash: block.id.slice(-HASH_END), n: refusals })));
}

const DISCARDED = [[/^another chain$/, 'phone.kept.chain'], [/^no storage/, 'phone.kept.storage']];

/** What came back from the last visit, and what was thrown away. */
function kept({ restored, discarded, why }) {
  const lines = [];
  if (restored > 0) lines.push(t('phone.kept.restored', { n: restored }));
  if (why !== '') lines.push(t(DISCARDED.find(([words]) => words.test(why))?.[1] ?? 'phone.kept.damaged', { n: discarded, why }));
  return lines.map(line => h('p', { class: 'k s kept' }, line));
}

export const nodeView = state => [
  h('h2', {}, t('phone.title')),
  h('p', { class: 'phase', role: 'status' }, phaseSentence(state)),
  chain(state), kept(state.kept)];
