/** The page's picture of the network: loaded once, kept up by events, loaded again whenever an event leaves a question. */
import { getJson } from './api.js';
import { isPaused, onMotion } from './motion.js';
import { emptyState, takeBoard, takeEvent } from './state.js';
import { listen } from './stream.js';

export const AREAS = ['blocks', 'nodes', 'links', 'mempool', 'money', 'mining', 'sentence'];

/** Waits this long after an event before asking the node again, so that a burst of events costs one question. */
const RESYNC_AFTER = 250;
const RESYNC_AT_MOST_EVERY = 1000;
/** Events kept while the first board is on its way. */
const MOST_EARLY = 1000;

class Store {
  /** The live network. */
  live = emptyState();
  /** The room of a recording, while the talk plays one. */
  #recorded;
  /** Whether the node answers: `connecting`, `up` or `down`. */
  line = 'connecting';
  /** Whether the stream of events is open. */
  #streaming = false;
  #listeners = new Set();
  #changed = new Set();
  #frame = false;
  #resync;
  #lastLoad = 0;
  /** What the stream told while the first board was on its way. */
  #early = [];
  #loaded;
  #retry = () => {};
  /** Settled when the board has come for the first time, or could not. */
  ready = new Promise(resolve => {
    this.#loaded = resolve;
  });

  /** What the page shows: the live network, or the room of a recording. */
  get state() {
    return this.#recorded ?? this.live;
  }

  /** Shows the room of a recording with the messages that pass in it, or the live network again. */
  showRecorded(room) {
    if (!room && !this.#recorded) return;
    this.#recorded = room?.state;
    this.change(...AREAS);
    for (const message of room?.messages ?? []) this.#tell('message', message);
  }

  /** Calls `listener(state, changedAreas)` once a frame after changes. Answers how to stop. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads the board and follows the events from then on. */
  start() {
    onMotion(motion => {
      if (!motion.paused) this.#draw();
    });
    this.#retry = listen((type, data) => this.#take(type, data), up => {
      this.#streaming = up;
      this.#setLine(up);
    });
    this.load();
    setInterval(() => { // what no event tells: balances maturing, nodes in other processes
      if (!document.hidden) this.load();
    }, 15_000);
    document.addEventListener('visibilitychange', () => document.hidden || this.load());
  }

  /** Asks the node at once, where the line is down and waits for its next try. */
  retry() {
    this.#retry();
    this.load();
  }

  async load() {
    clearTimeout(this.#resync);
    this.#resync = undefined;
    this.#lastLoad = Date.now();
    try {
      const asked = Date.now();
      takeBoard(this.live, await getJson('/node/board'), asked);
      // A server whose database was away kept the stream open, so nothing else tells that it is back.
      const isBack = this.line === 'down' && this.#streaming;
      if (this.line === 'connecting' || isBack) this.line = 'up';
      if (isBack) this.change('line');
      for (const [type, data] of this.#early.splice(0)) this.#take(type, data);
      this.change(...AREAS);
    } catch {
      this.#setLine(false);
      this.#askSoon(2000);
    }
    this.#loaded();
  }

  /** The other nodes of this process, whose chains this node can read too. */
  siblings() {
    return this.state.nodes.filter(node => node.name !== this.state.self && node.state !== 'remote' && node.running !== false).map(node => node.name);
  }

  /** Marks areas as changed; they are drawn in the next frame, or when the pause ends. */
  change(...areas) {
    for (const area of areas) this.#changed.add(area);
    if (isPaused()) return;
    if (!this.#frame) {
      this.#frame = true;
      requestAnimationFrame(() => {
        this.#frame = false;
        this.#draw();
      });
    }
  }

  /** Marks a payment that this page made, so that it can be found among the others. */
  follow(txid) {
    this.state.followed.add(txid);
    this.change('mempool');
  }

  /** Says what a person has just done, where no event will. */
  say(happening) {
    this.state.happening = happening;
    this.state.saidAt = Date.now();
    this.change('sentence');
  }

  #tell(type, data) {
    for (const listener of this.#listeners) listener(this.state, new Set([type]), data);
  }

  #take(type, data) {
    if (['message', 'lab', 'vote', 'talk'].includes(type)) {
      if (type !== 'message' || !this.#recorded) this.#tell(type, data);
      return;
    }
    if (!this.live.loaded) {
      if (this.#early.length < MOST_EARLY) this.#early.push([type, data]);
      return;
    }
    const changed = takeEvent(this.live, type, data, Date.now());
    if (changed.includes('resync')) this.#askSoon(RESYNC_AFTER);
    this.change(...changed.filter(area => area !== 'resync'));
  }

  #askSoon(wait) {
    if (this.#resync) return;
    const earliest = this.#lastLoad + RESYNC_AT_MOST_EVERY - Date.now();
    this.#resync = setTimeout(() => this.load(), Math.max(wait, earliest));
  }

  #setLine(up) {
    const line = up ? 'up' : 'down';
    if (line === this.line) return;
    const wasDown = this.line === 'down';
    this.line = line;
    if (up && wasDown) this.load(); // the node may be another one by now
    this.change('sentence', 'nodes', ...(up ? ['line'] : []));
  }

  #draw() {
    if (isPaused() || this.#changed.size === 0) return;
    const changed = this.#changed;
    this.#changed = new Set();
    for (const listener of this.#listeners) listener(this.state, changed);
  }
}

export const store = new Store();
