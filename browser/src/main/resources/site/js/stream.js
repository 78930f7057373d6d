/** The events of the nodes in this tab. A page that a node serves has a file of the same name, which listens to that node. */
import { follow } from './source.js';

/** Starts listening. `onEvent(type, data)` for each event; `onState(up)` when the nodes begin or end. */
export function listen(onEvent, onState) {
  follow(onEvent, onState);
  return () => {};
}
