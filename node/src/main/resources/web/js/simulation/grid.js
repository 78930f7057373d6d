/** Where the nodes of a simulated network stand, in the order of their numbers: few in a ring, so that all links are seen, hundreds in rows. Pure. */

/** Up to so many nodes stand in a ring. */
export const MOST_IN_RING = 60;

/** A field's places: `{n, places, cell, rows}` with how much room each has. */
export function placesIn(n, width, height, room) {
  return n <= MOST_IN_RING ? ringOf(n, width, height, room) : rowsOf(n, width, height);
}

/** An ellipse with `room` left around it; equal steps along its line, the first node at the top. */
function ringOf(n, width, height, room) {
  const rx = Math.max(10, width / 2 - room);
  const ry = Math.max(10, height / 2 - room);
  const fine = 720;
  const along = [0];
  const at = step => ({ x: width / 2 + rx * Math.sin(2 * Math.PI * step / fine), y: height / 2 - ry * Math.cos(2 * Math.PI * step / fine) });
  for (let step = 1; step <= fine; step++) {
    const [a, b] = [at(step - 1), at(step)];
    along.push(along[step - 1] + Math.hypot(a.x - b.x, a.y - b.y));
  }
  const places = [];
  for (let step = 0; places.length < n; step++) if (along[step] >= along[fine] * places.length / n) places.push(at(step));
  return { n, places, columns: 1, cell: along[fine] / n };
}

function rowsOf(n, width, height) {
  const grid = gridOf(n, width, height);
  return { ...grid, n, places: Array.from({ length: n }, (_, index) => placeIn(grid, index)) };
}

/** The node nearest to a point, if one is within its room; undefined where there is none. */
export function nodeAt({ places, cell }, x, y) {
  let nearest;
  let least = cell * .75;
  places.forEach((place, index) => {
    const away = Math.hypot(place.x - x, place.y - y);
    if (away < least) {
      least = away;
      nearest = index;
    }
  });
  return nearest;
}

/** Columns, rows and the size of a cell for `n` nodes in `width` × `height`, with the largest cells that fit. */
export function gridOf(n, width, height) {
  let best = { columns: 1, rows: n, cell: 0 };
  for (let columns = 1; columns <= n; columns++) {
    const rows = Math.ceil(n / columns);
    const cell = Math.min(width / columns, height / rows);
    if (cell > best.cell) best = { columns, rows, cell };
  }
  const { columns, rows, cell } = best;
  // A wide field isn't left empty at its sides: cells keep their size, and their distance grows a little.
  const across = Math.min(width / columns, cell * 1.6);
  const down = Math.min(height / rows, cell * 1.25);
  return { columns, rows, cell, across, down, left: (width - across * columns) / 2, top: (height - down * rows) / 2 };
}

/** The middle of a node's cell. */
function placeIn(grid, index) {
  return { x: grid.left + (index % grid.columns + .5) * grid.across, y: grid.top + (Math.floor(index / grid.columns) + .5) * grid.down };
}

/** The node an arrow key leads to from another. */
export function stepIn({ n, columns }, index, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (by === undefined) return undefined;
  const next = index + by;
  return next >= 0 && next < n ? next : index;
}
