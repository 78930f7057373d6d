/** Which of the two builds a browser can run: WebAssembly with garbage collection, or the JavaScript for older ones. */

/** The smallest module with a type that only came with garbage collection: a struct without fields. */
const STRUCT = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 3, 1, 0x5f, 0]);

/** `?plain` in the page's address chooses the JavaScript, to try it where WebAssembly would do. */
export const plain = new URLSearchParams(location.search).has('plain') || typeof WebAssembly !== 'object' || !WebAssembly.validate(STRUCT);
