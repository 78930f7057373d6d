/** From bits to target to expected tries, and a slider for a search of one's own: the chain's bits change by retarget alone. */
import { h, put } from '../dom.js';
import { count, expectedTries, targetOf, whole } from '../format.js';
import { language, t } from '../i18n.js';
import { number, sliders, values } from '../lab/drawings.js';
import { offers } from '../offered.js';
import { store } from '../store.js';

const LEAST = 8;
const MOST = 80;

/** Zero bits that a hash begins with where it meets a target. Pure. */
export const zeroBits = target => 256 - BigInt(`0x${target}`).toString(2).length;

/** The target of so many zero bits, as 64 hex digits. Pure. */
export const targetOfZeroBits = bits => ((1n << BigInt(256 - bits)) - 1n).toString(16).padStart(64, '0');

/** How long so many tries take: seconds, minutes, hours, days, years; nothing without a measured speed. */
export function timeFor(tries, perSecond) {
  if (!(perSecond > 0)) return undefined;
  const seconds = tries / perSecond;
  for (const [unit, length] of [['years', 31_556_952], ['days', 86_400], ['hours', 3600], ['minutes', 60]]) if (seconds >= 2 * length) return t(`time.${unit}`, { n: count(seconds / length, language()) });
  return t('time.seconds', { n: seconds < 10 ? Number(seconds.toPrecision(2)) : whole(seconds) });
}

/** A block's difficulty: its four bytes taken apart, and beside them a search that is as hard as one wants it. */
export function difficulty(bits, node = store.state.self) {
  const target = targetOf(bits);
  const miner = store.state.nodes.find(one => one.name === node);
  const perSecond = miner?.hash_rate ?? miner?.mining?.hash_rate ?? 0;
  const row = (key, value, lit = false) => ({ key, value: String(value), old: '', lit });
  // A copy of a chain tells nothing of its node's miner.
  const time = tries => offers('mining') ? [row('difficulty.time', `"${timeFor(tries, perSecond) ?? t('difficulty.noSpeed')}"`)] : [];
  const chosen = h('div', { role: 'status' });
  const choose = zeros => put(chosen, number({ value: tries(zeros), unit: 'difficulty.tries', parts: [
    row('mining.target', targetOfZeroBits(zeros)), ...time(2 ** zeros), row('difficulty.times', `"${ratio(2 ** zeros / expectedTries(target))}"`)] }));
  const tries = zeros => zeros < 40 ? String(2 ** zeros) : `"2^${zeros}"`;
  const start = Math.max(LEAST, Math.min(MOST, zeroBits(target)));
  choose(start);
  return h('div', { class: 'columns difficulty' },
    h('div', {}, h('h3', {}, t('difficulty.block')), values({ rows: [
      row('field.bits', `"${bits}"`), row('difficulty.size', `"${bits.slice(0, 2)}"`), row('difficulty.digits', `"${bits.slice(2)}"`), row('mining.target', target, true), row('lab.zeroBits', zeroBits(target)),
      row('block.tries', Math.round(expectedTries(target))), ...time(expectedTries(target))] })),
    h('div', {}, h('h3', {}, t('difficulty.own')), sliders({ command: '', sliders: [{ name: 'bits', key: 'lab.zeroBits', value: start, least: LEAST, most: MOST, step: 1 }] }, 'difficulty', async action => choose(Number(action.arguments.bits))), chosen));
}

const ratio = value => value >= 1 ? `× ${digits(value)}` : `÷ ${digits(1 / value)}`;
const digits = value => value < 10 ? String(Number(value.toPrecision(2))) : count(value, language());
