/** Hash routes: `#/block/HASH` is the view `block` with the rest as arguments; no hash is the first page. */
import { HOME } from './source.js';

export function routeOf(hash) {
  const [name, ...rest] = hash.replace(/^#\/?/, '').split('/');
  return { name: name || HOME, arguments: rest.map(plain) };
}

/** Without its percent signs; what was never encoded stays as it is. */
function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const go = path => {
  location.hash = `#/${path}`;
};
