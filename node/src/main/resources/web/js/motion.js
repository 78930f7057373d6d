/** How long things take to move, and whether they may: slow motion, pause, still. */
import { style } from './dom.js';

const root = document.documentElement;
const asked = matchMedia('(prefers-reduced-motion: reduce)');

const motion = { slow: false, paused: false, still: asked.matches };
const listeners = new Set();
asked.addEventListener('change', () => setMotion({ still: asked.matches }));

/** True where positions jump instead of moving. */
export const isStill = () => motion.still;
export const isPaused = () => motion.paused;
export const isSlow = () => motion.slow;

/** Milliseconds of a step of the design: t1 is never slowed. */
export const time = step => ({ t1: 120, t2: 240, t3: 600, t4: 1200 })[step] * (motion.slow && step !== 't1' ? 4 : 1);

export const slowness = () => motion.slow ? 4 : 1;

/** Changes a mode and tells who asked for it. Pause ends what is on its way at once, so that the picture that stands is whole. */
export function setMotion(change) {
  Object.assign(motion, change);
  style(root, { '--slow': motion.slow ? '4' : '1' });
  root.toggleAttribute('data-still', motion.still);
  if (motion.paused) for (const animation of document.getAnimations()) animation.finish();
  for (const listener of listeners) listener({ ...motion });
}

export function onMotion(listener) {
  listeners.add(listener);
}

setMotion({});

/** Animates an element; in still mode it only keeps a ring for a second. Answers when it is done. */
export function animate(element, frames, step, easing = 'cubic-bezier(.2, 0, 0, 1)') {
  if (motion.still || motion.paused) return Promise.resolve();
  const animation = element.animate(frames, { duration: typeof step === 'number' ? step : time(step), easing });
  return animation.finished.catch(() => undefined);
}

/** In still mode a changed element says so by a ring of one second. */
export function ring(element) {
  if (!motion.still) return;
  element.classList.add('ringed');
  setTimeout(() => element.classList.remove('ringed'), 1000);
}
