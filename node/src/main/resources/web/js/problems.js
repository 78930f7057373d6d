/** What went wrong, in the page's language. The node explains itself in English; a Korean page says it by the kind of failure. */
import { ruleSentence, language, t } from './i18n.js';

/** The kinds of failure that have a Korean sentence of their own. */
const KNOWN = [400, 404, 409, 413, 429, 501, 503];

/** A reject string without its argument. Pure. */
export const codeOf = reason => reason.replace(/\s*\(.*$/, '').trim();

/** Blocks after which a faucet can pay, where that is all it lacks; the node says so in its sentence only. Pure. */
export const faucetWait = problem => /wait (\d+) more block/.exec(problem.message)?.[1];

/** A failed request in words; `special` has keys of sentences for statuses that mean more where the request was made. */
export function problemWords(problem, special = {}) {
  const { status } = problem;
  if (problem.title === 'recorded') return t('recorded.notHeld');
  if (special[status]) return t(special[status]);
  if (status === 0) return t('error.unreachable');
  if (status === 401 || status === 403) return t('error.token');
  if (status === 404) return t('error.notFound');
  if (language() === 'en') return problem.message;
  const rule = problem.reason && ruleSentence(codeOf(problem.reason));
  return rule || t(KNOWN.includes(status) ? `error.status.${status}` : 'error.status.other', { status });
}
