/** The tab's nodes as WebAssembly. */
import { load } from './wonsi-runtime.js';
import { start } from './nodes.js';

start(load(new URL('wonsi.wasm', import.meta.url).href).then(({ exports }) => exports));
