/** The nodes of the tab: the Java of every node, compiled for browsers, in a thread of its own. It answers the page as a node answers it. */

/** The node that serves the page. */
const FIRST = 'Seoul';
/** As many as the address of the page asks for: the page gives their number to the worker as its name. */
const NODES = Number(self.name);
/** Milliseconds of searching, and of rest after it, so that a phone stays cool. */
const SEARCH = 8;
const REST = 8;
/** Nonces a call: about a millisecond. */
const SLICE = 300;
const MEASURE = 150;
/** So many seconds a block of the first window takes; then the nodes adjust the difficulty by themselves. */
const FIRST_SPACING = 5;

let nodes;
let ready;
let resting = false;
/** The next turn; none is due while the nodes rest. */
let timer;
let tried = 0;
let since = performance.now();
/** Answers whoever ordered a search; nobody has while it is undefined. */
let finish;

const json = (value, status = 200) => ({ status, type: 'application/json', text: JSON.stringify(value) });
const problem = (status, detail) => ({ status, type: 'application/problem+json', text: JSON.stringify({ title: detail, detail, status }) });

/** What a person does, by method and path, as a node takes it. */
const ACTIONS = {
  'POST /node/links': ({ a, b, connected }) => nodes.setLink(a, b, connected) ? json({ a, b, connected }) : problem(404, `there is no link between ${a} and ${b}`),
  'POST /node/demo-payments': ({ enabled }) => {
    nodes.setDemoPayments(enabled === true);
    return json({ enabled: enabled === true });
  },
  'POST /node/mining': ({ enabled }, node) => nodes.setMining(node, enabled !== false) ? json({ enabled: enabled !== false }) : problem(404, `no node is called ${node}`),
  'POST /node/faucet': ({ address, amount = 500_000_000, fee_rate: rate = 10 }, node) => {
    const answer = nodes.pay(node, String(address), Number(amount), Number(rate));
    return answer.startsWith('! ') ? problem(409, answer.slice(2)) : json({ txid: answer, amount });
  },
  'POST /node/decode': ({ hex, as }) => decoded(hex, as),
  'POST /node/blocks/trial': ({ hex, tx = 0 }, node) => lines(nodes.trial(node, String(hex), Number(tx))),
  'POST /tab/send': ({ hex }, node) => orWhyNot(400, nodes.send(node, String(hex))),
  'POST /node/mining/generate': ({ blocks = 1 }, node) => blocks === 1 ? ordered(nodes.orderBlock(node)) : problem(400, 'blocks is 1 here'),
  'POST /tab/forgery': ({ hex }, node) => ordered(nodes.orderForgery(node, String(hex))),
  'POST /tab/forgery/stop': () => {
    nodes.giveUp();
    finish?.(problem(409, 'it was given up'));
    return json({});
  },
};

/** An answer in JSON, or why there is none. */
const orWhyNot = (status, answer) => answer.startsWith('! ') ? problem(status, answer.slice(2)) : { status: 200, type: 'application/json', text: answer };

/** The answer to what a person ordered comes when it is found. */
function ordered(refusal) {
  if (refusal) return problem(409, refusal.slice(2));
  return new Promise(resolve => {
    finish = answer => {
      finish = undefined;
      resolve(answer);
    };
  });
}

const decoded = (hex, as) => orWhyNot(400, nodes.decode(String(hex), as ?? ''));

function answer({ method, path, body }) {
  const { pathname, searchParams } = new URL(path, 'http://tab');
  const act = ACTIONS[`${method} ${pathname}`];
  if (act) return act(body === undefined ? {} : JSON.parse(body), searchParams.get('node') ?? FIRST);
  if (method !== 'GET') return problem(404, 'this needs a node on a computer');
  if (pathname === '/node/board') return { status: 200, type: 'application/json', text: nodes.board() };
  if (pathname === '/node/decode') return decoded(searchParams.get('hex') ?? '', searchParams.get('as'));
  if (pathname === '/tab/forgery') return { status: 200, type: 'application/json', text: nodes.order() };
  return lines(nodes.answer(pathname, searchParams.get('node') ?? FIRST));
}

/** Status and type stand in the first line of an answer. */
function lines(text) {
  const end = text.indexOf('\n');
  const [status, type] = text.slice(0, end).split(' ');
  return { status: Number(status), type, text: text.slice(end + 1) };
}

function turn() {
  try {
    const begin = performance.now();
    nodes.advance(Date.now());
    while (performance.now() - begin < SEARCH) tried += nodes.mine(SLICE);
    const elapsed = performance.now() - since;
    if (elapsed > 2000) {
      nodes.measured(tried / elapsed * 1000);
      tried = 0;
      since = performance.now();
    }
    const done = nodes.takeDone();
    if (done) finish?.({ status: 200, type: 'application/json', text: done });
    const events = nodes.takeEvents();
    if (events !== '[]') postMessage({ events: JSON.parse(events) });
  } catch (error) {
    postMessage({ up: false });
    throw error; // a fault of ours: it belongs into the console
  }
  plan(finish ? 0 : REST);
}

/** The next turn, unless the nodes rest. */
function plan(pause) {
  clearTimeout(timer);
  if (!resting) timer = setTimeout(turn, pause);
}

/** Hashes a second that this device tries while it searches. */
function speed() {
  const begin = performance.now();
  let tries = 0;
  for (; performance.now() - begin < MEASURE; tries += SLICE) nodes.hash(SLICE);
  return tries / (performance.now() - begin) * 1000;
}

async function receive({ data }) {
  if ('rest' in data) {
    resting = data.rest;
    tried = 0;
    since = performance.now();
    if (nodes) plan(0);
    return;
  }
  await ready;
  let given;
  try {
    given = await answer(data);
  } catch (error) {
    given = problem(500, String(error));
  }
  postMessage({ number: data.number, ...given });
}

/** Begins a network with the Java's functions, once they are there. */
export function start(java) {
  onmessage = receive;
  ready = java.then(begin);
  ready.catch(() => postMessage({ up: false })); // the browser's console has the reason
}

function begin(exports) {
  nodes = exports;
  const seed = crypto.getRandomValues(new Int32Array(1))[0];
  const rate = speed();
  const share = SEARCH / (SEARCH + REST);
  nodes.open(NODES, seed, rate * share * FIRST_SPACING, Date.now());
  nodes.measured(rate * share);
  postMessage({ up: true });
  plan(0);
}
