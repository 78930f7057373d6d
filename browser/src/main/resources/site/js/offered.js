/** What a site can show: its nodes keep no messages, it has no database, and nobody simulates for it. A page that a node serves has a file of the same name. */

const LACKING = ['sql', 'messages', 'simulation'];

/** Whether a view, or a panel of the board, has what it needs. */
export const offers = name => !LACKING.includes(name);
