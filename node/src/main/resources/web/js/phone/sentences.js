/** What couldn't be done, in the page's language: by the wallet's code, the rule's, or the node's answer. */
import { coins } from '../format.js';
import { knows, language, ruleSentence, t } from '../i18n.js';
import { codeOf, problemWords } from '../problems.js';

/** What a failed request means on a phone. */
const STATUSES = { 0: 'phone.lost', 429: 'phone.often' };

/** A sentence for whatever was thrown; `special` as for `problemWords`. */
export function sentenceOf(problem, special = {}) {
  const { code, answer, status } = problem;
  if (answer) return known(code, answer) ?? t('phone.cannot', { code, detail: problem.message });
  if (code) return `${t('phone.refusedTx')} ${refused(problem)}(${code})`;
  if (status !== undefined) return problemWords(problem, { ...STATUSES, ...special });
  return t('phone.cannot', { code: problem.name, detail: problem.message });
}

/** What the rule says; a refusal without one is explained in English only. */
function refused({ code, message }) {
  const words = ruleSentence(codeOf(code)) ?? (language() === 'en' ? message : '');
  return words && `${words} `;
}

/** Why the phone's node has no connection: the rule that the other one broke, or what the page has a sentence for; anything else is that it is gone. */
export function whyGone(reason) {
  const rule = /(?:^|: )([a-z]+(?:-[a-z]+)+)/.exec(reason)?.[1];
  if (rule && ruleSentence(rule)) return t('phone.gone.refused', { code: rule });
  if (/no room/.test(reason)) return t('phone.gone.full');
  if (/does not answer|no pong|silent|no handshake/.test(reason)) return t('phone.gone.silent');
  return t('phone.gone');
}

function known(code, answer) {
  const key = `phone.cannot.${code}`;
  if (!knows(key)) return undefined;
  const [a = '', b = '', c = ''] = answer.values ?? [];
  return t(key, { a, b, c, have: coins(answer.have), missing: coins(answer.missing), least: coins(answer.least), fee: coins(answer.fee), percent: answer.percent });
}
