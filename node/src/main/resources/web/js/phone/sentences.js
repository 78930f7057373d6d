/** What couldn't be done, in the page's language: by the wallet's code, the rule's, or the node's answer. */
import { coins } from '../format.js';
import { knows, ruleSentence, t } from '../i18n.js';

/** A sentence for whatever was thrown. */
export function sentenceOf(problem) {
  const { code, answer, status } = problem;
  if (answer) return known(code, answer) ?? t('phone.cannot', { code, detail: problem.message });
  if (code) return `${t('phone.refusedTx')} ${ruleSentence(code) ?? problem.message} (${code})`;
  if (status !== undefined) return { 0: t('phone.lost'), 409: problem.message, 429: t('phone.often') }[status] ?? problem.message;
  return t('phone.cannot', { code: problem.name, detail: problem.message });
}

function known(code, answer) {
  const key = `phone.cannot.${code}`;
  if (!knows(key)) return undefined;
  const [a = '', b = '', c = ''] = answer.values ?? [];
  return t(key, { a, b, c, have: coins(answer.have), missing: coins(answer.missing), least: coins(answer.least), fee: coins(answer.fee), percent: answer.percent });
}
