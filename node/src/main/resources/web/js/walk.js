/** Arrow keys among the cards of a tree: only one of them is a stop of the Tab key. Pure but for the focus. */

/** The card that an arrow key leads to: parent, child, or the other row in the same or the nearest column. */
export function stepFrom(cards, hash, key) {
  const from = cards.find(card => card.block.hash === hash);
  if (!from) return undefined;
  const nearest = candidates => candidates.sort((a, b) =>
    Math.abs(a.column - from.column) - Math.abs(b.column - from.column) || Math.abs(a.row - from.row) - Math.abs(b.row - from.row))[0];
  switch (key) {
    case 'ArrowLeft':
      return cards.find(card => card.block.hash === from.before);
    case 'ArrowRight':
      return nearest(cards.filter(card => card.before === hash));
    case 'ArrowDown':
      return nearest(cards.filter(card => card.row > from.row));
    case 'ArrowUp':
      return nearest(cards.filter(card => card.row < from.row));
    default:
      return undefined;
  }
}
