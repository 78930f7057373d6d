/**
 * The page's side of the tab's own node: opens it in a worker, shows where it stands, asks it. What it answers is from the tab's own chain, each
 * block of which it checked itself.
 */
import { plain } from './garbage.js';

/** A refusal; `code` is the rule's, `message` says what was wrong. */
export class RefusedError extends Error {
  constructor(text) {
    const [code, ...detail] = text.split(', ');
    super(detail.join(', ') || code);
    this.name = 'RefusedError';
    this.code = code;
  }
}

/** This page's node speaks the protocol of nodes here. */
export function ownNode() {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/p2p`;
}

/**
 * Opens a node in this tab that is a peer of the one that served the page.
 *
 * `onState` hears where it stands, whenever that has changed; `unstarted` if the worker never ran, as in a browser without modules in workers; `onLent` each second what comes of lent hashing. Once the page was hidden for `sleepAfter` milliseconds it hangs up and rests; when the page
 * is seen again it fetches what it missed.
 */
export function openPeer({ url = ownNode(), network = 'seminar', name = `tab-${randomName()}`, onState = () => {}, onLent = () => {}, sleepAfter = 15_000 } = {}) {
  const worker = new Worker(new URL(plain ? 'peer-worker-plain.js' : 'peer-worker.js', import.meta.url), { type: 'module' });
  const waiting = new Map();
  let numbers = 0;
  let heard = false;
  let state = { phase: 'loading', kept: { restored: 0, discarded: 0, why: '' } };
  let sleepTimer;

  function stand(next) {
    state = next;
    onState(state);
  }

  worker.onmessage = ({ data }) => {
    heard = true;
    if (data.state) {
      stand(data.state);
      return;
    }
    if (data.lent) {
      onLent(data.lent);
      return;
    }
    const { resolve, reject } = waiting.get(data.number);
    waiting.delete(data.number);
    if ('error' in data) reject(new Error(data.error));
    else resolve(data.result);
  };
  worker.onerror = event => {
    event.preventDefault();
    const fault = event.message || 'the worker did not start';
    stand({ ...state, phase: 'failed', fault, unstarted: !heard });
    for (const { reject } of waiting.values()) reject(new Error(fault));
    waiting.clear();
  };

  function watch() {
    clearTimeout(sleepTimer);
    if (document.hidden) sleepTimer = setTimeout(() => worker.postMessage({ sleep: true }), sleepAfter);
    else worker.postMessage({ sleep: false });
  }
  const hurry = () => worker.postMessage({ retry: true });
  document.addEventListener('visibilitychange', watch);
  addEventListener('online', hurry);

  function call(method, ...args) {
    return new Promise((resolve, reject) => {
      const number = ++numbers;
      waiting.set(number, { resolve, reject });
      worker.postMessage({ number, call: method, args });
    });
  }

  worker.postMessage({ open: { url, network, name } });
  watch();

  return {
    get state() {
      return state;
    },
    call,
    /** Checks a payment and passes it on; its txid. */
    async submit(hex) {
      const answer = await call('peerSubmit', hex, Date.now());
      if (answer.startsWith('! ')) throw new RefusedError(answer.slice(2));
      return answer;
    },
    async coins(scripts) {
      return JSON.parse(await call('peerCoins', scripts.join('\n')));
    },
    async history(scripts) {
      return JSON.parse(await call('peerHistory', scripts.join('\n')));
    },
    /** That a payment is in the chain; null if it isn't. */
    async proof(txid) {
      const answer = await call('peerProof', txid);
      return answer === '' ? null : JSON.parse(answer);
    },
    /** Lends a share of the worker's time, 0 to 1, to the search for blocks that pay an address; 0 ends it. */
    lend: (share, address, name) => worker.postMessage({ lend: { share, address, name } }),
    /** Tries now, if it waits before it connects again. */
    retry: hurry,
    close() {
      clearTimeout(sleepTimer);
      document.removeEventListener('visibilitychange', watch);
      removeEventListener('online', hurry);
      worker.terminate();
      for (const { reject } of waiting.values()) reject(new Error('closed'));
      waiting.clear();
    },
  };
}

/** Four hex digits, so that two tabs without a name are two on the board. */
function randomName() {
  return crypto.getRandomValues(new Uint16Array(1))[0].toString(16).padStart(4, '0');
}
