/** Who is who: each node has a colour and a shape, and the pair is its own up to 36 nodes. The name decides. */
import { s } from './dom.js';

const SHAPES = ['square', 'circle', 'triangle', 'diamond', 'hexagon', 'cross'];

/** Colour and shape of the node with this index; an index below 0 is somebody who is no node. */
export function look(index) {
  if (index < 0) return { colour: 'var(--ink2)', shape: 'dash', white: false };
  const colour = index % 6;
  return { colour: `var(--c${colour})`, shape: SHAPES[(colour + Math.floor(index / 6)) % 6], white: colour === 5 };
}

/** A path of each shape in a 14 × 14 square. */
const PATHS = {
  square: 'M.8.8h12.4v12.4H.8z',
  circle: 'M7 .1a6.9 6.9 0 1 1 0 13.8A6.9 6.9 0 1 1 7 .1z',
  triangle: 'M7 .3L14 13.2H0z',
  diamond: 'M7 0l7 7-7 7-7-7z',
  hexagon: 'M7 .1l6 3.45v6.9l-6 3.45-6-3.45v-6.9z',
  cross: 'M4.4.4h5.2v4h4v5.2h-4v4H4.4v-4h-4V4.4h4z',
  dash: 'M2 6h10v2H2z',
};

/** The outline of a shape in a 14 × 14 square, for a canvas. */
export const outline = shape => PATHS[shape];

/** The node's shape as a picture; `fill` replaces its colour (a token prints it in ink). */
export function icon(index, size = 14, fill, stroke = 'var(--nl)') {
  const { colour, shape } = look(index);
  const picture = s('svg', { viewBox: '0 0 14 14', 'aria-hidden': 'true', style: { width: `${size / 16}rem`, height: `${size / 16}rem` } });
  picture.append(shapePath(shape, fill ?? colour, shape === 'dash' ? 'none' : stroke));
  return picture;
}

/** The bare path of a shape in a 14 × 14 square, for drawings of their own. */
export function shapePath(shape, fill, stroke, width = 1) {
  return s('path', { d: PATHS[shape], fill, stroke, 'stroke-width': width });
}
