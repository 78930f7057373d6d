/** What the page knows, and how an event changes it. Pure: no page, no network, no clock but the arguments. */

import { branchesOf, landmarksOf, parentOf, tipsOf } from './tree.js';

/** How many heights of the tree the page keeps; of those further back only what shows where the nodes' branches part. */
export const KEEP = 60;

/** What a happening weighs, and for how many milliseconds no lighter one takes its place. */
const WEIGHTS = {
  start: [0, 0], payment: [1, 0], found: [2, 5000], catching: [2, 0], joined: [3, 6000],
  left: [4, 8000], stopped: [4, 8000], clockBehind: [4, 8000], readAnew: [4, 8000], cut: [4, 8000], healed: [4, 8000], reorg: [5, 10_000],
};

/** Nodes that are missing, and may yet turn out to have stopped. */
const MOST_GONE = 64;

export function emptyState() {
  return {
    loaded: false, self: '', network: '', unit: '', spacing: 10,
    nodes: [], gone: [], byName: new Map(), standing: new Map(), settled: false, tried: false, blocks: new Map(), links: [], tabs: [], mempool: new Map(), money: [], intervals: [],
    moved: new Map(), followed: new Set(), happening: { kind: 'start' }, saidAt: -Infinity, clock: -Infinity, splitSince: undefined,
  };
}

/**
 * Takes over the node's own picture of everything. What events said since `asked` (milliseconds, this page's clock) is newer
 * than the picture and stays.
 */
export function takeBoard(state, board, asked) {
  const before = state.loaded ? { links: linksByName(state.links), running: state.nodes.filter(node => node.running !== false).map(node => node.name) } : undefined;
  const oldTips = new Map(state.nodes.map(node => [node.name, node]));
  state.self = board.self;
  state.network = board.network;
  state.unit = board.unit ?? '';
  state.spacing = board.target_spacing || 10;
  // A node that stopped is in no picture any more; it stays in this one, so that a person sees whom to start again.
  const stopped = state.nodes.filter(node => node.running === false && !board.nodes.some(other => other.name === node.name));
  const shown = new Set([...board.nodes, ...stopped].map(node => node.name));
  state.gone = [...state.gone, ...state.nodes.filter(node => node.state !== 'remote')].filter(node => !shown.has(node.name)).slice(-MOST_GONE);
  state.nodes = [...board.nodes, ...stopped].map((node, at) => {
    const moved = (state.moved.get(node.name) ?? 0) > asked ? oldTips.get(node.name) : undefined;
    return { ...node, index: node.index ?? at, mining: node.mining ?? {}, ...(moved && { tip: moved.tip, height: moved.height }) };
  });
  state.byName = new Map(state.nodes.map(node => [node.name, node]));
  state.tried = true;
  countStanding(state);
  const old = state.blocks;
  const fresh = new Map();
  for (const block of board.blocks) fresh.set(block.hash, known(block));
  for (const block of state.blocks.values()) {
    if (block.learned > asked && !fresh.has(block.hash)) fresh.set(block.hash, block);
  }
  state.blocks = fresh;
  state.links = board.links ?? [];
  state.tabs = board.tabs ?? [];
  state.mempool = new Map((board.mempool ?? []).map(entry => [entry.txid, entry]));
  state.mempoolCount = board.mempool_count ?? state.mempool.size;
  state.money = board.money ?? [];
  state.intervals = board.intervals ?? [];
  state.demo = board.demo_payments;
  state.loaded = true;
  if (before) {
    noteTip(state, old, asked);
    noteNodes(state, before.running, asked);
    noteLinks(state, before.links, asked);
  }
  noteSplit(state, asked, !before);
  return state;
}

/** Puts a happening above the chain, unless a weightier one was said just before it. */
export function happens(state, happening, now) {
  const [weight] = WEIGHTS[happening.kind];
  const [standing, holds] = WEIGHTS[state.happening.kind];
  if (weight < standing && now - state.saidAt < holds) return;
  state.happening = happening;
  state.saidAt = now;
}

/**
 * Since when the nodes have built on different branches; the first picture shows a state that is no news. The branches are
 * looked for only when the nodes stand on other blocks than before: with hundreds of nodes that is seldom.
 */
function noteSplit(state, now, atOnce) {
  state.clock = Math.max(state.clock, now);
  if (state.standing.size < 2) {
    state.splitSince = undefined;
    state.settled = true;
    return;
  }
  if (state.settled && !atOnce) return;
  state.settled = true;
  if (branchesOf(state.blocks, tipsOf(state.blocks, state.nodes, state.self)).length < 2) state.splitSince = undefined;
  else state.splitSince ??= atOnce ? -Infinity : now;
}

/** Counts anew how many running nodes stand on each block. */
export function countStanding(state) {
  state.standing = new Map();
  for (const node of state.nodes) if (node.running !== false) state.standing.set(node.tip, (state.standing.get(node.tip) ?? 0) + 1);
  state.settled = false;
}

/** A node stands on another block now. */
function stand(state, node, tip) {
  const { standing } = state;
  if (node.running !== false && node.tip !== tip) {
    const left = (standing.get(node.tip) ?? 0) - 1;
    const there = standing.get(tip) ?? 0;
    if (left > 0) standing.set(node.tip, left);
    else standing.delete(node.tip);
    standing.set(tip, there + 1);
    if (left <= 0 || there === 0) state.settled = false;
  }
  node.tip = tip;
}

/** The same picture, which later events leave alone. */
export function copyOf(state) {
  const nodes = state.nodes.map(node => ({ ...node }));
  const each = map => new Map([...map].map(([key, value]) => [key, { ...value }]));
  return {
    ...state, nodes, byName: new Map(nodes.map(node => [node.name, node])), blocks: each(state.blocks), links: state.links.map(link => ({ ...link })),
    mempool: each(state.mempool), moved: new Map(state.moved), followed: new Set(state.followed), standing: new Map(state.standing),
  };
}

/** A picture may bring a block before the event that tells of it; it is news all the same. */
function noteTip(state, before, now) {
  const node = nodeOf(state, state.self);
  const tip = node && state.blocks.get(node.tip);
  if (tip && tip.height > 0 && !before.has(tip.hash)) found(state, { node: node.name, ...tip }, now);
}

/** A node that was missing in the last picture turns out to have stopped: the picture was here before the news. */
function comeBack(state, data) {
  const node = data.state === 'stopped' ? state.gone.find(one => one.name === data.node) : undefined;
  if (!node) return undefined;
  state.gone = state.gone.filter(one => one !== node);
  state.nodes = [...state.nodes, node];
  state.byName.set(node.name, node);
  return node;
}

/** Who came and who is gone; a node that a cut link hides is not gone. */
function noteNodes(state, before, now) {
  const names = new Set(state.nodes.map(node => node.name));
  const hidden = new Set(state.links.filter(link => !link.connected).flatMap(link => [link.a, link.b]));
  for (const { name, running } of state.nodes) if (running !== false && !before.includes(name)) happens(state, { kind: 'joined', node: name }, now);
  for (const name of before) if (!names.has(name) && !hidden.has(name)) happens(state, { kind: 'left', node: name }, now);
}

/** Nobody found block 0: whatever its message looks like, it is no miner's tag. */
const known = block => ({ ...block, finder: block.height === 0 ? undefined : block.finder, total: block.work === undefined ? undefined : BigInt(`0x${block.work}`), learned: 0 });

const linkName = (a, b) => a < b ? `${a}|${b}` : `${b}|${a}`;

const linksByName = links => new Map(links.map(link => [linkName(link.a, link.b), link.connected]));

/** A link that was there and is cut now, or the other way round, is what just happened. */
function noteLinks(state, before, now) {
  for (const link of state.links) {
    const was = before.get(linkName(link.a, link.b));
    if (was !== undefined && was !== link.connected) happens(state, { kind: link.connected ? 'healed' : 'cut', a: link.a, b: link.b }, now);
  }
}

/** Applies one event; answers what changed: names of areas, `resync` among them where only the node knows the rest. */
export function takeEvent(state, type, data, now) {
  const change = EVENTS[type];
  if (!change) return [];
  const changed = change(state, data, now);
  noteSplit(state, now, false);
  return changed;
}

const nodeOf = (state, name) => state.byName.get(name);

const EVENTS = {
  header(state, data, now) {
    if (!learn(state, data, now, 'header')) return [];
    forget(state);
    return ['blocks'];
  },
  block(state, data, now) {
    const isNew = learn(state, data, now, 'active');
    const node = nodeOf(state, data.node);
    const connected = data.change !== 'disconnected';
    if (node) {
      stand(state, node, connected ? data.hash : data.prev);
      node.height = connected ? data.height : data.height - 1;
      state.moved.set(node.name, now);
    }
    if (isNew) state.settled = false; // a node may have stood on it before it was known
    if (isNew) forget(state); // only now, when the node stands on it
    if (connected) {
      if (isNew) found(state, data, now);
      forgetTries(state);
    }
    return ['blocks', 'nodes', 'mining', 'sentence', 'resync'];
  },
  reorg(state, data, now) {
    const from = state.blocks.get(data.from);
    const to = state.blocks.get(data.to);
    happens(state, {
      kind: 'reorg', node: data.node, count: listSize(data.disconnected), height: to?.height ?? data.fork_height + listSize(data.connected),
      loser: from?.finder, winner: to?.finder,
    }, now);
    return ['blocks', 'sentence', 'resync'];
  },
  tx(state, data, now) {
    if (data.node !== state.self) return [];
    if (data.change === 'removed') {
      state.mempool.delete(data.txid);
      return ['mempool'];
    }
    if (!state.mempool.has(data.txid)) {
      state.mempool.set(data.txid, { txid: data.txid, vsize: data.vsize, fee_rate: data.fee_rate, outputs: [] });
      happens(state, { kind: 'payment', txid: data.txid, rate: data.fee_rate }, now);
    }
    return ['mempool', 'sentence', 'resync'];
  },
  peer() {
    return ['resync'];
  },
  mining(state, data) {
    const node = nodeOf(state, data.node);
    if (!node) return ['resync'];
    node.hash_rate = data.hash_rate;
    state.tried = true;
    node.mining = { ...node.mining, hash_rate: data.hash_rate, tries: data.tries, best_hash: data.best_hash };
    return ['mining'];
  },
  status(state, data, now) {
    const node = nodeOf(state, data.node) ?? comeBack(state, data);
    if (node && data.state === 'stopped') {
      if (node.running !== false) happens(state, { kind: 'stopped', node: data.node }, now);
      node.running = false;
      countStanding(state);
    }
    if (node && data.state === 'clock_behind') happens(state, { kind: 'clockBehind', node: data.node }, now);
    if (node && data.state === 'chain_read_anew') happens(state, { kind: 'readAnew', node: data.node }, now);
    return ['nodes', 'sentence', 'resync'];
  },
};

const listSize = value => Array.isArray(value) ? value.length : Number(value ?? 0);

/** A new block begins the search anew for all, where anybody has searched since the last. */
function forgetTries(state) {
  if (!state.tried) return;
  state.tried = false;
  for (const mined of state.nodes) if (mined.mining) mined.mining = { ...mined.mining, tries: 0, best_hash: '' };
}

/** Adds a block an event told of; answers whether it was unknown until now. */
function learn(state, data, now, status) {
  const held = state.blocks.get(data.hash);
  if (held) {
    const completed = held.status === 'header' && status === 'active';
    if (completed) Object.assign(held, { status, tx_count: data.tx_count, finder: data.finder, learned: now });
    return completed;
  }
  const parent = state.blocks.get(data.prev);
  const grandparent = parent && state.blocks.get(parent.prev);
  const step = parent?.total !== undefined && grandparent?.total !== undefined ? parent.total - grandparent.total : undefined;
  state.blocks.set(data.hash, {
    hash: data.hash, prev: data.prev, height: data.height, finder: data.finder, tx_count: data.tx_count, bits: data.bits ?? parent?.bits,
    total: data.work ? BigInt(`0x${data.work}`) : step === undefined ? undefined : parent.total + step,
    // When it was heard of; the header's time comes with the next picture.
    time: Math.floor((data.time ?? now) / 1000), heard: data.time === undefined, status, learned: now,
  });
  return true;
}

const highestOf = blocks => [...blocks.values()].reduce((highest, block) => Math.max(highest, block.height), 0);

/** Drops what is too far back to be drawn. What stays links over the gap to the nearest block before it. */
function forget(state) {
  const { blocks } = state;
  const horizon = highestOf(blocks) - KEEP;
  const old = [...blocks.values()].filter(block => block.height <= horizon);
  if (old.length === 0) return;
  const landmarks = landmarksOf(blocks, branchesOf(blocks, tipsOf(blocks, state.nodes, state.self)));
  const dropped = new Set(old.filter(block => !landmarks.has(block)));
  for (const block of blocks.values()) {
    let before = parentOf(blocks, block);
    if (dropped.has(block) || !dropped.has(before)) continue;
    while (dropped.has(before)) before = parentOf(blocks, before);
    block.ancestor = before?.hash;
  }
  for (const block of dropped) blocks.delete(block.hash);
}

/** How far it has come and how long it takes, from the last picture of the node. */
function pace({ sync }, height) {
  const target = Math.max(sync?.target ?? 0, height);
  const percent = Math.floor(100 * height / Math.max(1, target));
  return { target, percent, rate: sync?.blocks_per_second, left: sync?.seconds_left };
}

function found(state, data, now) {
  const node = nodeOf(state, data.node);
  if (node?.state === 'syncing') {
    happens(state, { kind: 'catching', node: data.node, height: data.height, ...pace(node, data.height) }, now);
  } else {
    happens(state, { kind: 'found', finder: data.finder, height: data.height, payments: Math.max(0, (data.tx_count ?? 1) - 1) }, now);
  }
}
