/**
 * What a tab keeps until it is closed. Where a browser blocks site data, its storage throws at the mere name; then it is kept until the page is
 * left.
 */
const held = new Map();

/** What is kept under this key, or null. */
export function tabKept(key) {
  try {
    return held.get(key) ?? sessionStorage.getItem(key);
  } catch {
    return held.get(key) ?? null;
  }
}

export function tabKeep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    held.set(key, value);
  }
}
