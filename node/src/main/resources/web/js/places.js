/** Where the nodes stand in the network's drawing. Pure. */

/** From a mark to its name, where names stand like spokes. */
const SPOKE = 12;

/**
 * Places for `n` nodes in a square of `width` × `height`: `{x, y, label: {x, y, anchor, turn}}`. Up to 6 on a polygon with the
 * first node top left, more on a circle; from 13 on the names stand like spokes. `longest` is how wide the widest name is.
 */
export function placesOf(n, width, height, longest = 60) {
  if (n === 0) return [];
  if (n === 1) return [place(width / 2, height * .46, 'middle', 0, 42)];
  if (n === 2) return [place(width * .18, height * .5, 'middle', 0, 42), place(width * .82, height * .5, 'middle', 0, 42)];
  if (n === 3) {
    return [place(52, 84, 'middle', 0, -54), place(width - 52, 84, 'middle', 0, -54), place(width / 2, 252, 'start', 36, -2)];
  }
  if (n <= 6) return polygon(n, width, height);
  return circle(n, width, height, longest);
}

const place = (x, y, anchor, dx, dy, turn = 0) => ({ x, y, label: { x: x + dx, y: y + dy, anchor, turn } });

function polygon(n, width, height) {
  const rx = width / 2 - 56;
  const ry = height / 2 - 64;
  const start = n === 4 ? -3 * Math.PI / 4 : -Math.PI / 2;
  const stretch = n === 4 ? Math.SQRT2 : 1;
  return Array.from({ length: n }, (_, at) => {
    const angle = start + 2 * Math.PI * at / n;
    const x = width / 2 + Math.cos(angle) * rx * stretch;
    const y = height / 2 + 4 + Math.sin(angle) * ry * stretch;
    return place(x, y, 'middle', 0, Math.sin(angle) <= .1 ? -50 : 44);
  });
}

/** Up to 12: an ellipse, each name above or below its mark, outward. More: a circle whose names stand like spokes. */
function circle(n, width, height, longest) {
  const spokes = n > 12;
  const room = spokes ? SPOKE + longest + 2 : 0;
  const rx = Math.max(40, spokes ? Math.min(width, height) / 2 - room : width / 2 - Math.max(12, longest / 2) - 2);
  const ry = spokes ? rx : height / 2 - 34;
  return Array.from({ length: n }, (_, at) => {
    const angle = -Math.PI / 2 + 2 * Math.PI * at / n;
    const x = width / 2 + Math.cos(angle) * rx;
    const y = height / 2 + Math.sin(angle) * ry;
    if (!spokes) {
      const edge = Math.abs(Math.sin(angle)) > .99 ? 4 : 0; // clear of its neighbours' names
      return place(x, y, 'middle', 0, Math.sin(angle) < .01 ? -17 - edge : 28 + edge);
    }
    const right = Math.cos(angle) >= -.001;
    const turn = angle * 180 / Math.PI + (right ? 0 : 180);
    return { x, y, label: { x: x + Math.cos(angle) * SPOKE, y: y + Math.sin(angle) * SPOKE, anchor: right ? 'start' : 'end', turn } };
  });
}
