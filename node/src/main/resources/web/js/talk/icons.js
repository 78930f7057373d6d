/** A small drawing of each of the twelve lessons: one payment to two, a chain, a link that snaps, the waiting times, a split, ... */
import { s } from '../dom.js';

/** Paths in a square of 84 by 40: what is drawn as lines, as dashes, filled, or as a shade. */
const PATHS = [
  { line: 'M22 17L52 8M22 23L52 32M56 1h14v13h-14zM56 26h14v13h-14zM52 38L74 22', fill: 'M5 20a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z' },
  { line: 'M1 12h18v16h-18zM33 12h18v16h-18zM65 12h18v16h-18zM33 20H26M65 20H58', fill: 'M20 20l7-4v8zM52 20l7-4v8z' },
  { line: 'M1 8h18v16h-18zM33 8h18v16h-18zM65 16h18v16h-18zM33 16H26M51 16h4l2 4 3-5M65 24h-4l-2-3', fill: 'M20 16l7-4v8z' },
  { fill: 'M1 4h8v36h-8zM11 12h8v28h-8zM21 21h8v19h-8zM31 26h8v14h-8zM41 31h8v9h-8zM51 33h8v7h-8zM61 36h8v4h-8zM71 37h8v3h-8z' },
  { line: 'M14 10L42 32M70 10L42 32', dash: 'M20 8H34M50 8H64', fill: 'M6 2h13v13h-13zM63 9a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM42 24l10 16h-20z' },
  { line: 'M1 6H22V20H44V29H64V34H84', shade: 'M1 40V6H22V20H44V29H64V34H84V40Z' },
  { line: 'M42 8L22 20M42 8L62 20M22 24L12 36M22 24L32 36M58 22a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z', dash: 'M62 24L52 36M62 24L72 36', fill: 'M38 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM18 22a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM8.5 36a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0zM28.5 36a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z' },
  { line: 'M2 8H82M50 13V22L36 30M50 22L62 30M58 30h8v8h-8z', fill: 'M4 3h12v10h-12zM24 3h12v10h-12zM44 3h12v10h-12zM64 3h12v10h-12zM30 34a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z' },
  { line: 'M14 9H34L42 20L50 9H70M14 31H34L42 20L50 31H70M71 3h11v11h-11zM71 26h11v11h-11z', fill: 'M2 3h12v12h-12zM2 25h12v12h-12z' },
  { line: 'M18 10H36M15 16L25 27M39 16L31 27M66 10a6 6 0 1 0 12 0a6 6 0 1 0 -12 0zM62 32a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z', fill: 'M6 10a6 6 0 1 0 12 0a6 6 0 1 0 -12 0zM36 10a6 6 0 1 0 12 0a6 6 0 1 0 -12 0zM22 32a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z' },
  { line: 'M2 2V38H84M4 4C14 24 40 33 82 36', dash: 'M4 4C20 18 46 24 82 29' },
  { line: 'M2 4h36v32h-36zM8 12H32M8 20H32M8 28H24M46 4h36v32h-36zM52 12H76M52 20H76M52 28H68' },
];

export function lessonIcon(number) {
  const { line = '', dash = '', fill = '', shade = '' } = PATHS[number - 1] ?? {};
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2 };
  return s('svg', { viewBox: '0 0 84 40', 'aria-hidden': 'true', class: 'lesson-icon' }, s('path', { d: shade, fill: 'currentColor', opacity: .25 }), s('path', { d: fill, fill: 'currentColor' }),
    s('path', { d: line, ...stroke }), s('path', { d: dash, ...stroke, 'stroke-dasharray': '4 3' }));
}
