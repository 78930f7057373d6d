/**
 * One event stream a browser, shared between its tabs: a browser opens about six connections to a node, and ten tabs with a
 * stream each would starve. The tab that holds the lock listens and passes the events on; when it closes, the next one takes over.
 * Without locks (a page over plain HTTP from another machine has none) each tab listens for itself.
 */

const TYPES = ['header', 'block', 'reorg', 'tx', 'peer', 'mining', 'message', 'status', 'lab', 'vote', 'talk'];
const NAME = 'wonsi.events';

/**
 * Starts listening. `onEvent(type, data)` for each event; `onState(up)` when the stream opens or breaks. Answers a function that tries at once
 * where the stream is broken, for who doesn't want to wait until it tries by itself.
 */
export function listen(onEvent, onState) {
  if (!navigator.locks || !window.BroadcastChannel) return open(onEvent, onState);
  const channel = new BroadcastChannel(NAME);
  let leading = false;
  let up = false;
  let retry = () => channel.postMessage({ retry: true });
  channel.onmessage = ({ data }) => {
    if (data.ask) {
      if (leading) channel.postMessage({ up });
    } else if (data.retry) {
      if (leading) retry();
    } else if (leading) {
      return;
    } else if ('up' in data) {
      onState(data.up);
    } else {
      onEvent(data.type, data.data);
    }
  };
  channel.postMessage({ ask: true });
  navigator.locks.request(NAME, () => {
    leading = true;
    retry = open(
      (type, data) => {
        channel.postMessage({ type, data });
        onEvent(type, data);
      },
      isUp => {
        up = isUp;
        channel.postMessage({ up });
        onState(up);
      });
    return new Promise(() => {}); // held until the tab closes
  });
  return () => retry();
}

/** Opens a stream and keeps it open; the browser sends the last id itself, so that the node replays what was missed. */
function open(onEvent, onState) {
  let wait = 500;
  let source;
  let timer;
  const start = () => {
    clearTimeout(timer);
    source = new EventSource('/events');
    source.onopen = () => {
      wait = 500;
      onState(true);
    };
    source.onerror = () => {
      onState(false);
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      timer = setTimeout(start, wait);
      wait = Math.min(wait * 2, 10_000);
    };
    for (const type of TYPES) source.addEventListener(type, event => deliver(type, event));
  };
  const deliver = (type, event) => {
    if (event.data) onEvent(type, JSON.parse(event.data));
  };
  start();
  return () => {
    if (source.readyState === EventSource.OPEN) return;
    source.close();
    start();
  };
}
