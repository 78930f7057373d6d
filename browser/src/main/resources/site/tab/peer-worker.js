/** The tab's own node as WebAssembly. */
import { load } from './wonsi-runtime.js';
import { run } from './peer-node.js';

run(() => load(new URL('phone.wasm', import.meta.url).href).then(({ exports }) => exports));
