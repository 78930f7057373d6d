/**
 * The talk's two windows in one browser: opening one from the other, and whether the other is there. A projector without a token
 * passes the clicker's keys on to the presenter's window, so that it doesn't matter which of the two has the keyboard.
 */
import { hasToken } from '../api.js';
import { t } from '../i18n.js';
import { toastError } from '../toast.js';

const NAME = 'wonsi.windows';
/** The presenter's window asks this often, in milliseconds; who hasn't been heard for so long is gone. */
const EVERY = 1000;
const PATIENCE = 3000;

/** A page over plain HTTP from another machine has a channel too; a browser of before 2022 may have none. */
const open = () => window.BroadcastChannel ? new BroadcastChannel(NAME) : undefined;

/** The window that this page opened. */
let presenter;

/** The presenter's window; the one that is open comes to the front. It gets this tab's token as a copy of its storage. */
export function openPresenter() {
  if (!hasToken()) {
    toastError(t('error.token'));
    return;
  }
  if (presenter && !presenter.closed) {
    presenter.focus();
    return;
  }
  // A name of its own: one that was closed a moment ago may still answer to its old name.
  presenter = window.open('#/presenter', `wonsi-presenter-${Date.now()}`, 'popup,width=1280,height=800');
  if (!presenter) toastError(t('talk.blocked'));
}

/** A window for the projector, in this language; without an opener it has no token. */
export function openProjector() {
  window.open('#/projector', '_blank', 'noopener');
}

/**
 * In the presenter's window: `onPresence(isThere)` when a page for the room answers or doesn't, and `onPassed(message)` for what a
 * projector without a token passes on. Answers how to stop.
 */
export function watchProjector(onPresence, onPassed) {
  const channel = open();
  let heard = -Infinity;
  const ask = () => {
    onPresence(performance.now() - heard < PATIENCE);
    channel?.postMessage({ ask: true });
  };
  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data.passed) {
        channel.postMessage({ took: data.number });
        onPassed(data.passed);
      }
      if (!data.here) return;
      heard = performance.now();
      onPresence(true);
    };
  }
  ask();
  const timer = setInterval(ask, EVERY);
  return () => {
    clearInterval(timer);
    channel?.close();
  };
}

let toPresenter;
/** What was passed on and not yet taken: what says so when nobody takes it. */
const passed = new Map();

/** In every other page: answers the presenter's window where `isForRoom()`. */
export function answerPresenter(isForRoom) {
  toPresenter = open();
  if (!toPresenter) return;
  toPresenter.onmessage = ({ data }) => {
    clearTimeout(passed.get(data.took));
    passed.delete(data.took);
    if (data.ask && isForRoom()) toPresenter.postMessage({ here: true });
  };
}

/** From a projector without a token to the presenter's window; says so where there is none in this browser. */
export function passOn(message) {
  if (!toPresenter) {
    toastError(t('talk.alone'));
    return;
  }
  const number = Math.random();
  passed.set(number, setTimeout(() => {
    passed.delete(number);
    toastError(t('talk.alone'));
  }, EVERY));
  toPresenter.postMessage({ passed: message, number });
}
