/** One key for a room whose network is broken: every cut link is joined, every node that stopped runs again, and a page that lost its node asks for it at once. */
import { hasToken, post } from '../api.js';
import { nodeName, t } from '../i18n.js';
import { store } from '../store.js';
import { toast, toastProblem } from '../toast.js';
import { isProjector } from './talk.js';
import { passOn } from './windows.js';

/** A projector without a token has the presenter's window do it. */
export async function mendRoom() {
  if (store.line === 'down') store.retry();
  if (isProjector()) passOn({ mend: true });
  if (!hasToken()) return;
  try {
    const { joined, started } = await post('/node/mend', {});
    for (const { a, b } of joined) store.say({ kind: 'healed', a, b });
    store.load();
    const names = [...started.map(nodeName), ...joined.map(({ a, b }) => t('talk.joined', { a: nodeName(a), b: nodeName(b) }))];
    toast(names.length > 0 ? t('talk.mended', { what: names.join(', ') }) : t('talk.whole'));
  } catch (problem) {
    // What could be mended was, though something else couldn't.
    store.load();
    toastProblem(problem, { 503: 'talk.notMended' });
  }
}
