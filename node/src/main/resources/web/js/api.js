/** Talks to the node that served the page, or to the one in the tab, and to no one else. */
import { ask, isServed } from './source.js';
import { tabKeep, tabKept } from './stored.js';

const KEY = 'wonsi.token';

/** Takes `?token=` out of the address into this tab's storage; the address can then be shown on a projector. */
export function keepToken() {
  const address = new URL(location.href);
  const token = address.searchParams.get('token');
  if (!token) return;
  tabKeep(KEY, token);
  address.searchParams.delete('token');
  history.replaceState(null, '', address);
}

export const hasToken = () => tabKept(KEY) !== null;

/** Whether this page may tell the nodes what to do: with the operator's token, or where the nodes are its own. */
export const mayAct = () => !isServed || hasToken();

/** An answer that is no success: what the node said, with Core's reject string, or another code and its values, where there is one. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.title = body.title ?? '';
    this.reason = body.reason ?? '';
    this.values = body.values ?? {};
  }
}

/** The JSON answer of a path, or a {@link Problem}. `signal` gives it up. */
export const getJson = (path, signal) => request('GET', path, undefined, signal).then(answer => whole(answer.json(), signal));

/**
 * What `ask` gets from the first node that knows it: this one, or else a sibling, which it is then asked for by `?node=`.
 * `ask` is called with the end of the path; answers `{answer, node}`, where no node means this one.
 */
export async function fromAnyNode(siblings, ask) {
  try {
    return { answer: await ask(''), node: undefined };
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    for (const node of siblings) {
      const answer = await ask(`?node=${encodeURIComponent(node)}`).catch(other => {
        if (other.status !== 404) throw other;
      });
      if (answer !== undefined) return { answer, node };
    }
    throw problem;
  }
}

/** The plain-text answer of a path, or a {@link Problem}. */
export const getText = path => request('GET', path).then(answer => answer.text());

/** The JSON answer of a path that is for the operator alone, or a {@link Problem}. */
export const getOwn = path => request('GET', path, undefined, undefined, true).then(answer => answer.json());

/** The bytes of a path in hex, or a {@link Problem}. */
export const getHex = path => request('GET', path).then(answer => answer.arrayBuffer()).then(bytes => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join(''));

/** Sends JSON; the operator token goes with it where this tab has one. `signal` gives it up. */
export const post = (path, body, signal) => request('POST', path, body, signal).then(answer => whole(readMaybe(answer), signal));

/** An answer that was given up halfway is as none. */
async function whole(reading, signal) {
  try {
    return await reading;
  } catch (fault) {
    if (signal?.aborted) throw new Problem(0, { title: 'unreachable' });
    throw fault;
  }
}

async function readMaybe(answer) {
  const text = await answer.text();
  return text && /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
}

async function request(method, path, body, signal, asOperator = method !== 'GET') {
  const headers = {};
  const token = tabKept(KEY);
  if (token && asOperator) headers['X-Wonsi-Token'] = token;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await ask(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store', signal });
  } catch {
    throw new Problem(0, { title: 'unreachable' });
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let problem;
  try { problem = JSON.parse(text); } catch { problem = { detail: text.slice(0, 300) }; }
  throw new Problem(answer.status, problem);
}
