/** The tab's own node as JavaScript, for browsers whose WebAssembly doesn't collect garbage yet. */
import * as java from './phone-plain.js';
import { run } from './peer-node.js';

run(() => Promise.resolve(java));
