/** What the page knows, and how an event changes it. Pure: no page, no network, no clock but the arguments. */

/** How many heights of the tree the page keeps. */
export const KEEP = 60;

/** A payment is no news for so many milliseconds after a block or a reorg. */
const QUIET = 5000;

export function emptyState() {
  return {
    loaded: false, self: '', network: '', unit: '', spacing: 10,
    nodes: [], blocks: new Map(), links: [], mempool: new Map(), money: [], intervals: [],
    moved: new Map(), followed: new Set(), happening: { kind: 'start' },
  };
}

/**
 * Takes over the node's own picture of everything. What events said since `asked` (milliseconds, this page's clock) is newer
 * than the picture and stays.
 */
export function takeBoard(state, board, asked) {
  const before = state.loaded ? linksByName(state.links) : undefined;
  const oldTips = new Map(state.nodes.map(node => [node.name, node]));
  state.self = board.self;
  state.network = board.network;
  state.unit = board.unit ?? '';
  state.spacing = board.target_spacing || 10;
  state.nodes = board.nodes.map((node, at) => {
    const moved = (state.moved.get(node.name) ?? 0) > asked ? oldTips.get(node.name) : undefined;
    return { ...node, index: node.index ?? at, mining: node.mining ?? {}, ...(moved && { tip: moved.tip, height: moved.height }) };
  });
  const fresh = new Map();
  for (const block of board.blocks) fresh.set(block.hash, known(block));
  for (const block of state.blocks.values()) {
    if (block.learned > asked && !fresh.has(block.hash)) fresh.set(block.hash, block);
  }
  state.blocks = fresh;
  state.links = board.links ?? [];
  state.mempool = new Map((board.mempool ?? []).map(entry => [entry.txid, entry]));
  state.mempoolCount = board.mempool_count ?? state.mempool.size;
  state.money = board.money ?? [];
  state.intervals = board.intervals ?? [];
  state.loaded = true;
  if (before) noteLinks(state, before);
  return state;
}

/** Nobody found block 0: whatever its message looks like, it is no miner's tag. */
const known = block => ({ ...block, finder: block.height === 0 ? undefined : block.finder, total: block.work === undefined ? undefined : BigInt(`0x${block.work}`), learned: 0 });

const linkName = (a, b) => a < b ? `${a}|${b}` : `${b}|${a}`;

const linksByName = links => new Map(links.map(link => [linkName(link.a, link.b), link.connected]));

/** A link that was there and is cut now, or the other way round, is what just happened. */
function noteLinks(state, before) {
  for (const link of state.links) {
    const was = before.get(linkName(link.a, link.b));
    if (was !== undefined && was !== link.connected) state.happening = { kind: link.connected ? 'healed' : 'cut', a: link.a, b: link.b };
  }
}

/** Applies one event; answers what changed: names of areas, `resync` among them where only the node knows the rest. */
export function takeEvent(state, type, data, now) {
  const change = EVENTS[type];
  return change ? change(state, data, now) : [];
}

const nodeOf = (state, name) => state.nodes.find(node => node.name === name);

const EVENTS = {
  header(state, data, now) {
    return learn(state, data, now, 'header') ? ['blocks'] : [];
  },
  block(state, data, now) {
    const isNew = learn(state, data, now, 'active');
    const node = nodeOf(state, data.node);
    const connected = data.change !== 'disconnected';
    if (node) {
      node.tip = connected ? data.hash : data.prev;
      node.height = connected ? data.height : data.height - 1;
      state.moved.set(node.name, now);
    }
    if (connected) {
      if (isNew) found(state, data, now);
      for (const mined of state.nodes) if (mined.mining) mined.mining = { ...mined.mining, tries: 0, best_hash: '' };
    }
    return ['blocks', 'nodes', 'mining', 'sentence', 'resync'];
  },
  reorg(state, data, now) {
    state.saidAt = now;
    const from = state.blocks.get(data.from);
    const to = state.blocks.get(data.to);
    state.happening = {
      kind: 'reorg', node: data.node, count: listSize(data.disconnected), height: to?.height ?? data.fork_height + listSize(data.connected),
      loser: from?.finder, winner: to?.finder,
    };
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
      if (now - (state.saidAt ?? 0) > QUIET) state.happening = { kind: 'payment', txid: data.txid, rate: data.fee_rate };
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
    node.mining = { ...node.mining, hash_rate: data.hash_rate, tries: data.tries, best_hash: data.best_hash };
    return ['mining'];
  },
  status(state, data) {
    const node = nodeOf(state, data.node);
    if (node && data.state === 'stopped') {
      if (node.running !== false) state.happening = { kind: 'stopped', node: data.node };
      node.running = false;
    }
    if (node && data.state === 'clock_behind') state.happening = { kind: 'clockBehind', node: data.node };
    return ['nodes', 'sentence', 'resync'];
  },
};

const listSize = value => Array.isArray(value) ? value.length : Number(value ?? 0);

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
    time: Math.floor((data.time ?? now) / 1000), status, learned: now,
  });
  forget(state);
  return true;
}

/** Drops what is too far back to be drawn. */
function forget(state) {
  let highest = 0;
  for (const block of state.blocks.values()) highest = Math.max(highest, block.height);
  for (const block of state.blocks.values()) if (block.height <= highest - KEEP) state.blocks.delete(block.hash);
}

/** How far it has come and how long it takes, from the last picture of the node. */
function pace({ sync }, height) {
  const target = Math.max(sync?.target ?? 0, height);
  const percent = Math.floor(100 * height / Math.max(1, target));
  return { target, percent, rate: sync?.blocks_per_second, left: sync?.seconds_left };
}

function found(state, data, now) {
  state.saidAt = now;
  const node = nodeOf(state, data.node);
  if (node?.state === 'syncing') {
    state.happening = { kind: 'catching', node: data.node, height: data.height, ...pace(node, data.height) };
  } else {
    state.happening = { kind: 'found', finder: data.finder, height: data.height, payments: Math.max(0, (data.tx_count ?? 1) - 1) };
  }
}
