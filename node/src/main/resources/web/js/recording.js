/** A recorded run: reading the file of `wonsi simulate --events`, and the picture at any moment of it. Pure. */
import { copyOf, countStanding, emptyState, happens, takeBoard, takeEvent } from './state.js';

/** What a file may hold; the node that writes one keeps to the same. */
export const MOST_BYTES = 64 * 1024 * 1024;
export const MOST_EVENTS = 200_000;
export const MOST_NODES = 30;
/** What the node's own simulations may have. */
export const MOST_SIMULATED = 500;

/** So many events lie between two kept pictures, from which going back starts. */
const PICTURE_EVERY = 2500;

/** Why a file is no recording: a key of the page's sentences and its parameters. */
export class NoRecording extends Error {
  constructor(key, parameters = {}) {
    super(key);
    this.key = key;
    this.parameters = parameters;
  }
}

/**
 * Reads the text of a file, or of a simulation; answers `{board, events, start, end, complete}` with times in milliseconds.
 * A line with columns (`each`) is as many events as its columns have rows.
 */
export function readRecording(text, mostNodes = MOST_NODES) {
  const lines = text.split('\n');
  if (lines.length > MOST_EVENTS + 3) throw new NoRecording('replay.tooMany', { most: MOST_EVENTS });
  let board;
  let ending;
  const events = [];
  let last; // of the lines that are one event each
  lines.forEach((line, at) => {
    if (line.trim() === '') return;
    const { event, data, each } = parse(line, at + 1);
    if (!board) board = boardOf(event, data, at + 1, mostNodes);
    else if (event === 'end') ending = data;
    else if (each) unfold(board, event, data, each, at + 1, events);
    else events.push({ type: event, data, at: last = timeOf(data, at + 1, last ?? board.now * 1000) });
  });
  if (!board) throw new NoRecording('replay.empty');
  events.sort((a, b) => a.at - b.at);
  const start = board.now * 1000;
  return { board, events, start, end: Math.max(events.at(-1)?.at ?? start, Number(ending?.time) || 0), complete: ending?.complete === true };
}

function parse(line, number) {
  try {
    const { event, data, each } = JSON.parse(line);
    if (typeof event === 'string' && data !== null && typeof data === 'object') return { event, data, each };
  } catch { /* said below, with the line's number */ }
  throw new NoRecording('replay.badLine', { line: number });
}

function boardOf(event, data, line, mostNodes) {
  const fits = event === 'board' && Array.isArray(data.nodes) && Array.isArray(data.blocks) && Array.isArray(data.links) && Number.isFinite(data.now);
  if (!fits) throw new NoRecording('replay.noBoard', { line });
  if (data.nodes.length > mostNodes) throw new NoRecording('replay.tooManyNodes', { n: data.nodes.length, most: mostNodes });
  return data;
}

/** A line with columns: the same event of many nodes, each with its index and its microseconds since the board's clock. */
function unfold(board, type, data, { node, peer, micros }, line, events) {
  const rows = node?.length;
  if (!Array.isArray(node) || micros?.length !== rows || (peer && peer.length !== rows)) throw new NoRecording('replay.badLine', { line });
  if (events.length + rows > MOST_EVENTS) throw new NoRecording('replay.tooMany', { most: MOST_EVENTS });
  const nameOf = index => board.nodes[index]?.name;
  for (let row = 0; row < rows; row++) {
    const at = board.now * 1000 + micros[row] / 1000;
    const name = nameOf(node[row]);
    const from = peer ? nameOf(peer[row]) : undefined;
    if (name === undefined || !Number.isFinite(at) || (peer && from === undefined)) throw new NoRecording('replay.badLine', { line });
    events.push({ type, data: peer ? { ...data, node: name, peer: from, time: at } : { ...data, node: name, time: at }, at });
  }
}

/** The file is in order of time; a line that isn't is damaged. */
function timeOf(data, line, before) {
  if (!Number.isFinite(data.time) || data.time < before - 1000) throw new NoRecording('replay.badLine', { line });
  return data.time;
}

/** Goes through a recording: `seek` to a time, and ask `state` for the picture then. */
export class Playback {
  #recording;
  #next = 0;
  #pictures = new Map();
  #ways = new Map();
  state;
  at;

  constructor(recording) {
    this.#recording = recording;
    this.at = recording.start;
    this.#begin();
  }

  #begin() {
    this.#next = 0;
    this.state = takeBoard(emptyState(), this.#recording.board, 0);
    this.#ways = new Map();
    for (const { a, b } of this.state.links) {
      this.#ways.set(way(a, b), 1);
      this.#ways.set(way(b, a), 1);
    }
  }

  /** When the next thing happens; undefined where nothing more does. */
  get nextAt() {
    return this.#recording.events[this.#next]?.at;
  }

  /** Moves to a time; answers the messages that passed if it was forward, for drawing. */
  seek(time) {
    const at = Math.max(this.#recording.start, Math.min(this.#recording.end, time));
    if (at < this.at) this.#back(at);
    const messages = [];
    const { events } = this.#recording;
    while (this.#next < events.length && events[this.#next].at <= at) {
      const { type, data } = events[this.#next++];
      if (type === 'message') messages.push(data);
      else this.#take(type, data);
      if (this.#next % PICTURE_EVERY === 0 && !this.#pictures.has(this.#next)) this.#pictures.set(this.#next, { state: copyOf(this.state), ways: new Map(this.#ways) });
    }
    this.at = at;
    return messages;
  }

  /** To the last picture before a time, or to the beginning. */
  #back(at) {
    const { events } = this.#recording;
    const before = [...this.#pictures.keys()].filter(index => events[index - 1].at <= at);
    if (before.length === 0) {
      this.#begin();
      return;
    }
    this.#next = Math.max(...before);
    const picture = this.#pictures.get(this.#next);
    this.state = copyOf(picture.state);
    this.#ways = new Map(picture.ways);
  }

  #take(type, data) {
    if (type === 'peer') this.#link(data);
    else if (type === 'status' && data.state === 'running') this.#start(data.node);
    else takeEvent(this.state, type, data, data.time);
    if (type === 'status' && data.state === 'stopped') this.#stop(data.node, data.time);
  }

  /** Each end tells of each connection, and two nodes may have two: a link is there as long as one end has one. */
  #link({ node, peer, change, time }) {
    const key = way(node, peer);
    this.#ways.set(key, Math.max(0, (this.#ways.get(key) ?? 0) + (change === 'connected' ? 1 : -1)));
    this.#draw(node, peer, time);
  }

  #draw(a, b, time) {
    const connected = (this.#ways.get(way(a, b)) ?? 0) + (this.#ways.get(way(b, a)) ?? 0) > 0;
    const link = this.state.links.find(one => (one.a === a && one.b === b) || (one.a === b && one.b === a));
    if (!link) this.state.links.push({ a, b, connected });
    else if (link.connected !== connected) {
      link.connected = connected;
      happens(this.state, { kind: connected ? 'healed' : 'cut', a, b }, time);
    }
  }

  /** A stopped node tells of nothing any more, its links' ends neither. */
  #stop(name, time) {
    for (const { a, b } of [...this.state.links]) {
      if (a !== name && b !== name) continue;
      this.#ways.set(way(name, a === name ? b : a), 0);
      this.#draw(a, b, time);
    }
    happens(this.state, { kind: 'stopped', node: name }, time);
  }

  #start(name) {
    const node = this.state.nodes.find(one => one.name === name);
    if (node) node.running = true;
    countStanding(this.state);
  }
}

const way = (from, to) => `${from}|${to}`;

/** Milliseconds as `1:02:03`. */
export function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = value => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
