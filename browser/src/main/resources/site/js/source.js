/**
 * Where the page's answers and events come from: complete nodes in this tab, in a worker. A page that a node serves has a file of the
 * same name with the same functions.
 */

import { plain } from '../tab/garbage.js';

export const isServed = false;

export const HOME = 'front';

export const TABS = { front: ['front'], board: ['board'], lessons: ['lessons', 'lesson', 'handbook'], explore: ['explore', 'block', 'tx', 'address', 'replay', 'faces', 'steps', 'edit'], bytes: ['bytes'], rules: ['rules'] };

/** Files that were written with the site, by the beginning of the path that a node would answer; and what their names end with. */
const FILES = { '/i18n/': '', '/lessons/': '.json', '/handbook/': '.json', '/recordings/': '.jsonl' };

/** The folder of the site, wherever it lies. */
const ROOT = new URL('..', import.meta.url);

/** So many nodes live in the tab: 3 to 30, as `?nodes=12` in the page's address says. */
const asked = Number(new URLSearchParams(location.search).get('nodes') ?? 3);
export const nodesInTab = Number.isInteger(asked) && asked >= 3 && asked <= 30 ? asked : 3;

// The number is the worker's name: its address may lose what stands behind a `?` where the service worker answers from what it keeps.
const worker = new Worker(new URL(`tab/${plain ? 'worker-plain' : 'worker'}.js`, ROOT), { type: 'module', name: String(nodesInTab) });
const waiting = new Map();
let numbers = 0;
let follower = { onEvent: () => {}, onState: () => {} };
let state;

worker.onmessage = ({ data }) => {
  if (data.events) {
    for (const { type, data: what } of data.events) follower.onEvent(type, what);
  } else if ('up' in data) {
    state = data.up;
    follower.onState(data.up);
  } else {
    waiting.get(data.number)?.(data);
    waiting.delete(data.number);
  }
};
worker.onerror = () => {
  state = false;
  follower.onState(false);
};

// Nodes that nobody looks at rest, so that a tab in the background costs nothing; also one that was opened in the background.
const tellWhetherSeen = () => worker.postMessage({ rest: document.hidden });
document.addEventListener('visibilitychange', tellWhetherSeen);
tellWhetherSeen();

// Over plain HTTP from another machine, and from a file, there is none; then the site needs its host on every visit.
navigator.serviceWorker?.register(new URL('sw.js', ROOT)).catch(() => {});

/** Follows the events of the tab's nodes. */
export function follow(onEvent, onState) {
  follower = { onEvent, onState };
  if (state !== undefined) onState(state);
}

/** The answer to a request, in the form of `fetch`. */
export async function ask(path, { method = 'GET', body } = {}) {
  const [beginning, ending] = Object.entries(FILES).find(([start]) => path.startsWith(start)) ?? [];
  if (beginning) return fetch(new URL(`.${path}${ending}`, ROOT));
  const number = ++numbers;
  const answer = new Promise(resolve => waiting.set(number, resolve));
  worker.postMessage({ number, method, path, body });
  const { status, type, text } = await answer;
  return new Response(type === 'application/octet-stream' ? bytesOf(text) : text, { status, headers: { 'content-type': type } });
}

const bytesOf = hex => Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16));
