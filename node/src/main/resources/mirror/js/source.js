/**
 * Where the page's answers and events come from: here, a server that shows a node's chain from a copy in a database and has no node. A page that a
 * node serves has a file of the same name with the same functions.
 */

export const isServed = true;

export const nodesInTab = 0;

export const HOME = 'explore';

export const TABS = { explore: ['explore', 'block', 'tx', 'address', 'steps', 'replay'], board: ['board'], bytes: ['bytes'], rules: ['rules'] };

export const ask = (path, options) => fetch(path, options);
