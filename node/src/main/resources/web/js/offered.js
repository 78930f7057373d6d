/** What the page can show: with a node behind it, all. A server that shows a node's chain from a copy has a file of the same name with the same function. */

/** Whether a view, or a panel of the board, has what it needs. */
export const offers = () => true;
