/**
 * Where the page's answers and events come from: here, the node that served it. A site without a server has a file of the same name
 * with the same functions, which asks the nodes in the tab. Who asks `isServed` leaves out what a tab doesn't have; nothing else of the page
 * knows which it is.
 */

/** Whether a node serves the page. */
export const isServed = true;

/** How many nodes live in the tab. */
export const nodesInTab = 0;

/** The view without an address. */
export const HOME = 'board';

/** The views of the top bar and of a phone's tabs, with the views that belong under each. */
export const TABS = { board: ['board'], lessons: ['lessons', 'lesson', 'handbook', 'welcome', 'end', 'presenter'], explore: ['explore', 'block', 'tx', 'address', 'replay', 'simulation', 'faces', 'messages', 'steps', 'edit'], sql: ['sql'], bytes: ['bytes'], rules: ['rules'] };

/** The answer to a request, as `fetch` gives it. */
export const ask = (path, options) => fetch(path, options);
