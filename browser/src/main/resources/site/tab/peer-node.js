/**
 * A complete node in this tab, in a thread of its own: the Java of every node, the WebSocket to the node that served the page, and the blocks
 * that it keeps in IndexedDB. It checks every rule itself; the node it is connected to is a stranger.
 */
import { openShelf } from './block-shelf.js';

/** Bytes of a frame to the node, which takes no longer ones than twice as many. */
const FRAME = 32_768;
/** Bytes that may wait to leave. */
const MOST_UNSENT = 16_000_000;
const TICK = 500;
/** Milliseconds of work before other messages have their turn. */
const TURN = 50;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
/** A connection that stood so long was a good one: the next loss is followed by a short pause again. */
const GOOD = 10_000;
/** Milliseconds until the WebSocket is open: a node that takes a connection and says nothing would else be waited for without end. */
const OPENING = 10_000;
/** The WebSocket's code for: this tab has ended it, and the reason says why. */
const CLOSED_BY_TAB = 4_001;
const MOST_REASON = 123;
/** Milliseconds of searching before a rest, nonces a call (about a millisecond), and the rest where nothing may be tried yet. */
const SEARCH = 8;
const SLICE = 300;
const NOTHING_TO_TRY = 100;
/** Milliseconds between two figures of what was lent. */
const SAY = 1_000;

let java;
/** Loads the Java, in the form that this browser runs. */
let load;
let shelf;
let settings;
let socket;
let phase = 'loading';
let awake = true;
/** The attempt to connect that is under way, until the WebSocket is open. It is ended by taking it away: what then still comes of it counts for nothing. */
let attempt;
let retry = 0;
let pause = FIRST_RETRY;
let retryTimer;
let ready = 0;
/** Blocks refused before this connection. */
let refusalsBefore = 0;
/** Why the last connection ended, or didn't come about. */
let goodbye = '';
let pumping = false;
let told = '';
let fault;
/** What the page lends: `share` of this thread's time, 0 to 1, whom a block pays, and who found it. */
let lent = { share: 0, address: '', name: '' };
let searching = false;
const kept = { restored: 0, discarded: 0, why: '' };

// ------------------------------------------------------------------------------------------- hex

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const VALUES = new Map(DIGITS.map((digits, byte) => [digits, byte]));

function toHex(bytes) {
  let text = '';
  for (const byte of bytes) text += DIGITS[byte];
  return text;
}

function fromHex(text) {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = VALUES.get(text.slice(2 * i, 2 * i + 2));
  return bytes;
}

/** As much of a reason as a closing frame takes; its bytes count, and a character may have four. */
function shortened(reason) {
  let text = reason;
  while (new TextEncoder().encode(text).length > MOST_REASON) text = [...text].slice(0, -1).join('');
  return text;
}

// ------------------------------------------------------------------------------------------- what the page is told

function tell() {
  if (!java) {
    postState({ phase, fault, kept });
    return;
  }
  const state = JSON.parse(java.peerState());
  if (socket && state.connected && (phase === 'connecting' || phase === 'syncing' || phase === 'ready')) {
    phase = state.height < state.headers ? 'syncing' : 'ready';
    ready ||= Date.now();
  }
  postState({ ...state, phase, kept, retry, fault, goodbye });
}

function postState(state) {
  const text = JSON.stringify(state);
  if (text !== told) {
    told = text;
    postMessage({ state });
  }
}

// ------------------------------------------------------------------------------------------- the connection

/** The page's own node, over HTTP: only to learn which chain it has, so that an old one of ours isn't taken into a new room. */
async function firstBlockThere(signal) {
  const address = new URL('/api/block-height/1', settings.url.replace(/^ws/, 'http'));
  const answer = await fetch(address, { cache: 'no-store', signal });
  if (answer.status === 404) return '';
  if (!answer.ok) throw new Error(`the node answers ${answer.status}`);
  const hash = (await answer.text()).trim();
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('the node answers no hash');
  return hash;
}

async function connect() {
  if (!awake || socket || attempt) return;
  const controller = new AbortController();
  const deadline = setTimeout(() => hangUp('the node does not answer'), OPENING);
  const mine = { controller, deadline };
  attempt = mine;
  retry = 0;
  clearTimeout(retryTimer);
  phase = 'connecting';
  tell();
  try {
    const there = await firstBlockThere(controller.signal);
    if (attempt !== mine) return;
    const here = java.peerFirst();
    if (here !== '' && here !== there) {
      await shelf.clear();
      if (attempt !== mine) return;
      beginAnew();
    }
    dial();
  } catch (error) {
    if (attempt === mine) lost(String(error.message ?? error));
  }
}

/** Takes the attempt away, which has led to a connection or is given up. */
function endAttempt() {
  if (!attempt) return;
  const { controller, deadline } = attempt;
  attempt = undefined;
  clearTimeout(deadline);
  controller.abort();
}

/** What is here belongs to another chain: a seminar that is over. Whoever brought it along could push it onto this one. */
function beginAnew() {
  kept.discarded += JSON.parse(java.peerState()).height;
  kept.why = 'another chain';
  kept.restored = 0;
  open();
  java.peerRestored();
}

function dial() {
  const fresh = new WebSocket(settings.url);
  fresh.binaryType = 'arraybuffer';
  socket = fresh;
  fresh.onopen = () => {
    if (socket !== fresh) return;
    endAttempt();
    refusalsBefore = JSON.parse(java.peerState()).refusals;
    java.peerConnected(Date.now());
    pump();
  };
  fresh.onmessage = ({ data }) => {
    if (socket !== fresh) return;
    if (typeof data === 'string') {
      hangUp('text where bytes belong');
      return;
    }
    java.peerReceived(toHex(new Uint8Array(data)), Date.now());
    pump();
  };
  fresh.onclose = ({ reason }) => {
    if (socket === fresh) lost(reason || 'the connection is gone');
  };
}

/** Ends the connection from here. */
function hangUp(reason) {
  const old = socket;
  socket = undefined;
  old?.close(CLOSED_BY_TAB, shortened(reason));
  lost(reason);
}

function lost(reason) {
  endAttempt();
  socket = undefined;
  goodbye = reason;
  java.peerClosed(reason, Date.now());
  // Whoever was sent a bad block and refused it did well: it comes back soon, for the next one.
  const { refusals } = JSON.parse(java.peerState());
  if (refusals > refusalsBefore || (ready && Date.now() - ready > GOOD)) pause = FIRST_RETRY;
  refusalsBefore = refusals;
  ready = 0;
  if (!awake) {
    phase = 'sleeping';
  } else if (retry === 0) {
    phase = 'waiting';
    // A room's phones shouldn't all come back in the same moment.
    retry = Math.round(pause * (0.8 + 0.4 * Math.random()));
    pause = Math.min(2 * pause, LAST_RETRY);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, retry);
  }
  tell();
}

// ------------------------------------------------------------------------------------------- the node

const rest = (milliseconds = 0) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Handles what came, one message after the other; other messages of the page have their turn in between. */
async function pump() {
  if (pumping) return;
  pumping = true;
  try {
    let begin = performance.now();
    while (java.peerStep(Date.now())) {
      perform();
      if (performance.now() - begin > TURN) {
        tell();
        await rest();
        begin = performance.now();
      }
    }
    perform();
    tell();
  } catch (error) {
    failed(error);
  } finally {
    pumping = false;
  }
}

/** Does what the node wants done. */
function perform() {
  const { send, keep, close } = JSON.parse(java.peerTake());
  if (socket && send !== '') {
    const bytes = fromHex(send);
    for (let from = 0; from < bytes.length; from += FRAME) socket.send(bytes.subarray(from, from + FRAME));
  }
  if (keep.length > 0) shelf.change(keep.map(({ hex, ...block }) => (hex === undefined ? block : { ...block, bytes: fromHex(hex) })));
  if (close !== undefined) hangUp(close);
  else if (socket?.bufferedAmount > MOST_UNSENT) hangUp('the node reads too slowly');
}

function tick() {
  if (!awake || phase === 'failed') return;
  try {
    java.peerTick(Date.now());
  } catch (error) {
    failed(error);
    return;
  }
  pump();
}

function failed(error) {
  phase = 'failed';
  fault = String(error?.message ?? error);
  awake = false;
  endAttempt();
  socket?.close(CLOSED_BY_TAB, 'a fault in this tab');
  socket = undefined;
  clearTimeout(retryTimer);
  tell();
  throw error; // a fault of ours: it belongs into the console
}

function open() {
  const seed = crypto.getRandomValues(new Int32Array(1))[0];
  java.peerOpen(settings.network, settings.name, seed, Date.now());
  if (lent.share > 0) java.lend(lent.address, lent.name);
}

// ------------------------------------------------------------------------------------------- lent hashing

/** Begins, changes or ends what is lent; a share of 0 ends it. */
function lend(wanted) {
  const same = wanted.address === lent.address && wanted.name === lent.name && lent.share > 0;
  lent = wanted;
  if (!java || lent.share === 0) return;
  if (!same) java.lend(lent.address, lent.name);
  if (!searching) searchInTurns();
}

/** Searches a few milliseconds and rests as long as the share asks for, again and again; a node that isn't at the tip waits. */
async function searchInTurns() {
  searching = true;
  let tries = 0;
  let since = performance.now();
  while (lent.share > 0 && phase !== 'failed') {
    const begin = performance.now();
    let tried = 0;
    if (awake && phase === 'ready') {
      let slice;
      do {
        try {
          slice = java.mine(SLICE, Date.now());
        } catch (error) {
          failed(error);
          return; // nothing more can be asked of the Java
        }
        tried += slice;
      } while (slice === SLICE && performance.now() - begin < SEARCH);
      if (tried > 0 && slice < SLICE) pump(); // perhaps a block
    }
    tries += tried;
    const end = performance.now();
    if (end - since >= SAY) {
      sayLent(tries / (end - since) * 1000);
      tries = 0;
      since = end;
    }
    await rest(tried === 0 ? NOTHING_TO_TRY : (end - begin) * (1 - lent.share) / lent.share);
  }
  searching = false;
  sayLent(0);
}

const sayLent = rate => postMessage({ lent: { rate, ...JSON.parse(java.mined()) } });

/** Brings back what was kept, block after block, each checked again. What is damaged or belongs to nothing is thrown away. */
async function restore() {
  phase = 'restoring';
  tell();
  let begin = performance.now();
  for (const { hash, bytes } of await shelf.all()) {
    const why = java.peerRestore(bytes instanceof Uint8Array ? toHex(bytes) : '', Date.now());
    if (why === '') {
      kept.restored++;
    } else {
      kept.discarded++;
      kept.why ||= why;
      shelf.change([{ hash }]);
    }
    if (performance.now() - begin > TURN) {
      tell();
      await rest();
      begin = performance.now();
    }
  }
  java.peerTake();
  java.peerRestored();
}

async function start() {
  java = await load();
  open();
  shelf = await openShelf(`wonsi-peer-${settings.network}`, why => {
    kept.why ||= why;
    tell();
  });
  await restore();
  if (lent.share > 0) lend({ ...lent });
  setInterval(tick, TICK);
  if (awake) connect();
  else lost('asleep');
}

// ------------------------------------------------------------------------------------------- the page

function sleep(wanted) {
  if (phase === 'failed' || awake === !wanted) return;
  awake = !wanted;
  if (!java || phase === 'loading' || phase === 'restoring') return;
  if (wanted) {
    clearTimeout(retryTimer);
    retry = 0;
    if (socket) hangUp('asleep');
    else lost('asleep');
  } else {
    pause = FIRST_RETRY;
    connect();
  }
}

let started;

/** The worker's beginning: `loading()` brings the Java when the page opens its node. */
export function run(loading) {
  load = loading;
}

onmessage = async ({ data }) => {
  if (data.open) {
    settings = data.open;
    started = start();
    started.catch(failed);
  } else if ('sleep' in data) {
    sleep(data.sleep);
  } else if (data.retry) {
    // An attempt over a network that was away may hang: it is made anew.
    if (attempt) hangUp('another attempt');
    pause = FIRST_RETRY;
    if (phase === 'waiting') connect();
  } else if (data.lend) {
    lend(data.lend);
  } else {
    let answer;
    try {
      await started;
      answer = { result: java[data.call](...data.args) };
    } catch (error) {
      answer = { error: String(error?.message ?? error) };
    }
    postMessage({ number: data.number, ...answer });
    if (java && phase !== 'failed') pump();
  }
};
