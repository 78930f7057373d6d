/** What the phone keeps in this browser: the words and the payments on their way. Where the browser keeps nothing, until the page is left. */

const PREFIX = 'wonsi.phone.';
/** What the browser didn't take. What it took isn't here: another page of this browser may change it. */
const held = new Map();

function read(key) {
  try {
    return held.get(key) ?? localStorage.getItem(PREFIX + key) ?? undefined;
  } catch { // a private window, or storage that is switched off
    return held.get(key);
  }
}

function write(key, value) {
  try {
    localStorage.setItem(PREFIX + key, value);
    held.delete(key);
  } catch { // it is held until the page is left, and the page says so
    held.set(key, value);
  }
}

/** Whether what is kept survives a reload. */
export function survives() {
  try {
    localStorage.setItem(`${PREFIX}try`, '1');
    const kept = localStorage.getItem(`${PREFIX}try`) === '1';
    localStorage.removeItem(`${PREFIX}try`);
    return kept;
  } catch {
    return false;
  }
}

/** The wallet of a network: `{words, kept: [{hex, made}]}`; undefined if there is none. What somebody else wrote there is none. */
export function keptWallet(network) {
  try {
    const wallet = JSON.parse(read(`wallet.${network}`) ?? 'null');
    return typeof wallet?.words === 'string' && Array.isArray(wallet.kept) ? wallet : undefined;
  } catch {
    return undefined;
  }
}

export const keepWallet = (network, wallet) => write(`wallet.${network}`, JSON.stringify(wallet));

export function forgetWallet(network) {
  held.delete(`wallet.${network}`);
  try { localStorage.removeItem(`${PREFIX}wallet.${network}`); } catch { /* nothing was kept */ }
}

/** Calls `listener` whenever another page of this browser changes the wallet of a network. */
export function onOthersWallet(network, listener) {
  addEventListener('storage', ({ key }) => {
    if (key === null || key === `${PREFIX}wallet.${network}`) listener();
  });
}

/** The name that its owner chose, or nothing. */
export const keptName = () => read('person') ?? '';

export const keepName = name => write('person', name);

/** What this device's node calls itself on the board: the same each time, where the browser keeps anything. */
export function deviceName() {
  const known = read('name');
  if (known) return known;
  const fresh = `tab-${crypto.getRandomValues(new Uint16Array(1))[0].toString(16).padStart(4, '0')}`;
  write('name', fresh);
  return fresh;
}

/** Random bytes in hex, from the browser's own source. */
export const randomHex = bytes => [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
