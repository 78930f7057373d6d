/**
 * The tab's nodes as JavaScript, for browsers whose WebAssembly doesn't collect garbage yet. A file of its own, since what a worker imports only
 * later doesn't come from the service worker.
 */
import * as java from './wonsi-plain.js';
import { start } from './nodes.js';

start(Promise.resolve(java));
