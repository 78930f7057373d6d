/** What the page can show where there is a chain and what waits, and no node. */
import { TABS } from './source.js';

const VIEWS = new Set(Object.values(TABS).flat());

/** Whether a view, or a panel of the board, has what it needs. */
export const offers = name => VIEWS.has(name);
