/** The bar under a run: a slider over its time, a tick for each block, the clock's hours and minutes under it. */
import { h, put, s, set, text } from '../dom.js';
import { clock } from '../recording.js';
import { t } from '../i18n.js';
import { foundBy } from './spread.js';

const WIDTH = 1000;
/** A label at one of these distances, in seconds, so that about eight fit. */
const STEPS = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600];
const LABELS = 8;
const ARROW_SECONDS = 1;

/**
 * Builds the bar for a recording; `seek(past)` takes milliseconds since its start, `shift(by)` goes so many on,
 * `block(by)` so many blocks.
 * Answers `{element, draw(past)}`.
 */
export function scrubBar(recording, spreads, stayed, { seek, shift, block }) {
  const length = recording.end - recording.start;
  const slider = h('input', { type: 'range', class: 'scrub', min: 0, max: Math.ceil(length), step: 'any', 'aria-label': t('replay.time'), oninput: () => seek(Number(slider.value)), onkeydown: event => step(event) });
  const ticks = s('svg', { class: 'ticks', viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const labels = h('div', { class: 'hours', 'aria-hidden': 'true' });
  const element = h('div', { class: 'scrub-bar' }, slider, ticks, labels);
  const share = at => (at - recording.start) / length;
  const marks = which => spreads.filter(spread => stayed.has(spread.hash) === which).map(spread => `M${(share(spread.found) * WIDTH).toFixed(2)} 0v${which ? 10 : 6}`).join('');
  put(ticks, s('path', { class: 'stayed', d: marks(true) }), s('path', { class: 'stale', d: marks(false) }));
  const every = (STEPS.find(seconds => length / 1000 / seconds <= LABELS) ?? STEPS.at(-1)) * 1000;
  for (let past = 0; past <= length; past += every) {
    const label = h('span', { class: 's k' }, clock(past).replace(/:00$/, ''));
    label.style.setProperty('left', `${100 * past / length}%`);
    labels.append(label);
  }

  /** Arrows go by a second, as fast as a block spreads; the page keys go from block to block. */
  function step(event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const page = { PageUp: -1, PageDown: 1 }[event.key];
    if (!by && !page) return;
    event.preventDefault();
    event.stopPropagation();
    if (by) shift(by * ARROW_SECONDS * 1000);
    else block(page);
  }

  function draw(past) {
    slider.value = past;
    const newest = foundBy(spreads, recording.start + past);
    set(slider, { 'aria-valuetext': newest ? t('simulation.at', { time: clock(past), height: newest.height }) : clock(past) });
    slider.style.setProperty('--done', `${100 * past / length}%`);
  }

  return { element, draw };
}

/** Time and length of a run, for the eye. */
export const timeText = (element, past, length) => text(element, `${clock(past)}.${Math.floor(past / 100) % 10} / ${clock(length)}`);
