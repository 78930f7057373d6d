/** The tab's node without its Java, its network and its clock: what is asked of them, and when. */
import { openShelf } from '/tab/block-shelf.js';
import { equal, yes } from './expect.js';

const SHORT = 1_200;
const { setTimeout: later, clearTimeout: never, setInterval: often, fetch: get, WebSocket: Socket, postMessage: say, indexedDB: storage } = window;
const settle = () => new Promise(done => later(done, 5));

/** A tab's node in a world that the test makes: `fetched` and `sockets` are what it asked for, `states` what it told. */
async function node(name, { answer = async () => new Response('', { status: 404 }) } = {}) {
  const world = { states: [], fetched: [], sockets: [], timers: new Map(), connected: false, refusals: 0, close: undefined, first: '', closed: [] };
  let numbers = 0;
  window.setTimeout = (work, time = 0) => {
    world.timers.set(++numbers, { work, time });
    return numbers;
  };
  window.clearTimeout = number => { world.timers.delete(number); };
  window.setInterval = () => 0;
  window.postMessage = ({ state }) => state && world.states.push(state);
  window.fetch = (address, { signal }) => {
    world.fetched.push({ address, signal });
    return world.answer(signal);
  };
  window.WebSocket = class {
    constructor() {
      world.sockets.push(this);
    }
    bufferedAmount = 0;
    send() {}
    close(code, reason) { world.closed.push(reason); }
  };
  Object.defineProperty(window, 'indexedDB', { configurable: true, value: { open() { throw new Error('none here'); } } });
  world.answer = answer;
  const java = {
    peerOpen() {},
    peerRestored() {},
    peerFirst: () => world.first,
    peerConnected() {},
    peerReceived() {},
    peerStep: () => false,
    peerClosed() { world.connected = false; },
    peerTake() {
      const { close } = world;
      world.close = undefined;
      return JSON.stringify({ send: '', keep: [], close });
    },
    peerState: () => JSON.stringify({ connected: world.connected, height: 1, headers: 1, refusals: world.refusals, goodbye: '' }),
  };
  const { run } = await import(`/tab/peer-node.js?${name}`);
  const { onmessage } = window;
  window.onmessage = null;
  world.order = async data => {
    onmessage({ data });
    await settle();
  };
  /** Time passes for whatever waits exactly so long. */
  world.pass = async match => {
    const [number, { work }] = [...world.timers].find(([, { time }]) => match(time));
    world.timers.delete(number);
    work();
    await settle();
  };
  world.phase = () => world.states.at(-1).phase;
  /** The node on the other side takes the connection. */
  world.connect = async () => {
    world.sockets.at(-1).onopen();
    world.connected = true;
    await world.order({ call: 'peerFirst', args: [], number: 1 });
  };
  run(() => Promise.resolve(java));
  await world.order({ open: { url: 'ws://page.test/p2p', network: 'regtest', name } });
  return world;
}

const hangs = signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));

function restore() {
  Object.assign(window, { setTimeout: later, clearTimeout: never, setInterval: often, fetch: get, WebSocket: Socket, postMessage: say });
  Object.defineProperty(window, 'indexedDB', { configurable: true, value: storage });
}

/** What all share is changed, so one case after the other. */
let line = Promise.resolve();
const alone = work => () => {
  const turn = line.then(work).finally(restore);
  line = turn.catch(() => {});
  return turn;
};

const isDeadline = time => time === 10_000;
const block = (height, size, name = '') => ({ hash: `${height}${name}`, height, bytes: new Uint8Array(size) });
const heights = async shelf => (await shelf.all()).map(({ hash }) => hash);

async function shelf(name, most) {
  await new Promise(done => { indexedDB.deleteDatabase(name).onsuccess = done; });
  const faults = [];
  return { faults, open: () => openShelf(name, why => faults.push(why), most) };
}

export const tests = {
  'a tab that sleeps and wakes while it asks its node connects, and says so': alone(async () => {
    const world = await node('sleeps', { answer: hangs });
    equal(world.phase(), 'connecting');
    await world.order({ sleep: true });
    equal(world.phase(), 'sleeping');
    world.answer = async () => new Response('', { status: 404 });
    await world.order({ sleep: false });
    equal([world.phase(), world.fetched.length, world.sockets.length], ['connecting', 2, 1]);
    await world.connect();
    equal(world.phase(), 'ready');
  }),

  'what comes of an attempt after it was given up counts for nothing': alone(async () => {
    const answers = [];
    const world = await node('late', { answer: () => new Promise(done => answers.push(done)) });
    await world.order({ sleep: true });
    await world.order({ sleep: false });
    equal(answers.length, 2);
    answers[0](new Response('', { status: 404 }));
    await settle();
    equal(world.sockets.length, 0);
    answers[1](new Response('', { status: 404 }));
    await settle();
    equal([world.sockets.length, world.phase()], [1, 'connecting']);
  }),

  'a node that takes a request and says nothing is given up after ten seconds': alone(async () => {
    const world = await node('silent', { answer: hangs });
    await world.pass(isDeadline);
    const { phase, goodbye, retry } = world.states.at(-1);
    equal([phase, goodbye, world.fetched[0].signal.aborted], ['waiting', 'the node does not answer', true]);
    await world.pass(time => time === retry);
    equal([world.phase(), world.fetched.length], ['connecting', 2]);
  }),

  'a WebSocket that doesn\'t open is given up after ten seconds, and one that is open isn\'t': alone(async () => {
    const world = await node('opening');
    equal([world.phase(), world.sockets.length], ['connecting', 1]);
    await world.pass(isDeadline);
    equal([world.phase(), world.closed], ['waiting', ['the node does not answer']]);
    const { retry } = world.states.at(-1);
    await world.pass(time => time === retry);
    await world.connect();
    equal([world.phase(), [...world.timers.values()].some(({ time }) => isDeadline(time))], ['ready', false]);
  }),

  'an attempt that hangs is made anew when the network is back': alone(async () => {
    const world = await node('online', { answer: hangs });
    await world.order({ retry: true });
    equal([world.phase(), world.fetched.length, world.fetched[0].signal.aborted], ['connecting', 2, true]);
  }),

  'after each block that it refused a tab comes back soon, after other losses later and later': alone(async () => {
    const world = await node('refuses');
    for (let times = 0; times < 4; times++) {
      await world.connect();
      world.refusals++;
      world.close = 'invalid block: bad-cb-amount';
      await world.order({ call: 'peerFirst', args: [], number: 2 });
      const { phase, retry, goodbye } = world.states.at(-1);
      equal([phase, goodbye], ['waiting', 'invalid block: bad-cb-amount']);
      yes(retry > 0 && retry <= SHORT, `after refusal ${times + 1} it waits ${retry} ms`);
      await world.pass(time => time === retry);
    }
    const waits = [];
    for (let times = 0; times < 3; times++) {
      await world.connect();
      world.sockets.at(-1).onclose({ reason: '' });
      await settle();
      const { retry } = world.states.at(-1);
      waits.push(retry);
      await world.pass(time => time === retry);
    }
    yes(waits[0] > SHORT && waits[1] > 3_000 && waits[2] > 6_000, `${waits}`);
  }),

  'a shelf that is full keeps nothing that stands on what it left out, and counts what leaves': alone(async () => {
    const place = await shelf('shelf-full', 100);
    const first = await place.open();
    equal(await heights(first), []);
    first.change([block(1, 40), block(2, 40), block(3, 50), block(4, 10)]);
    equal(await heights(first), ['1', '2']);
    // A shorter block in place of the one that left: the next one has room.
    first.change([{ hash: '4', height: 4 }, { hash: '3', height: 3 }, { hash: '2', height: 2 }, block(2, 20, 'b'), block(3, 30, 'b'), block(4, 10, 'b')]);
    equal(await heights(first), ['1', '2b', '3b', '4b']);
    const again = await place.open();
    equal((await heights(again)).length, 4);
    again.change([block(5, 1)]);
    equal(await heights(again), ['1', '2b', '3b', '4b']);
    // What was damaged is thrown away with what stands on it, and fetched again.
    again.change([{ hash: '2b' }, { hash: '3b' }, { hash: '4b' }]);
    again.change([block(3, 1), block(2, 30, 'c'), block(3, 30, 'c')]);
    equal(await heights(again), ['1', '2c', '3c']);
    await again.clear();
    again.change([block(1, 100), block(2, 1)]);
    equal([await heights(again), place.faults], [['1'], []]);
  }),
};
