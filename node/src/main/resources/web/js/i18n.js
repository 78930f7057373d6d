/** Two languages, one file of sentences each; a missing key shows itself instead of hiding. */

import { ask } from './source.js';

const tables = { en: {}, ko: {} };
/** What the node says in English about bytes, in Korean; by the node's own ids. */
let fields = {};
/** Every reject string with one plain sentence in both languages. */
let rules = {};
export const LANGUAGES = ['ko', 'en'];

export const language = () => document.documentElement.lang === 'ko' ? 'ko' : 'en';

/** Reads both files, so that the switch needs no network. `signal` gives it up. */
export async function loadLanguages(signal) {
  const read = async name => {
    const answer = await ask(`/i18n/${name}.json`, { signal });
    if (!answer.ok) throw new Error(`${name} doesn't come: ${answer.status}`);
    return answer.json();
  };
  [tables.ko, tables.en, fields, rules] = await Promise.all(['ko', 'en', 'fields.ko', 'rules'].map(read));
}

export function switchLanguage(name) {
  document.documentElement.lang = name;
  try { localStorage.setItem('wonsi.lang', name); } catch { /* a private window forgets the choice */ }
}

/** The sentence of this key in the page's language, with its parameters put in. */
export function t(key, parameters) {
  return format(tables[language()][key] ?? key, parameters ?? {}, language());
}

/** The Korean `name` or `what` for an id of the node's explanations; the node's English otherwise. */
export function explained(id, part, english) {
  return (language() === 'ko' && fields[id]?.[part]) || english;
}

/** A check's name: the node numbers inputs, and transactions of a block, in English. */
export function explainedCheck(name) {
  if (language() !== 'ko') return name;
  const [, number, rest] = /^(?:transaction (\d+): )?(.*)$/.exec(name);
  const [, input] = /^signature of input (\d+)$/.exec(rest) ?? [];
  const words = input === undefined ? explained(`check.${rest}`, 'name', rest) : t('bytes.signatureOf', { n: input });
  return number === undefined ? words : `${t('bytes.transactionOf', { n: number })}: ${words}`;
}

/** The node's English words for values of fields, and the sentences that say the same. */
const VALUES = [
  [/^(\d+) bytes$/, 'bytes.size'], [/^(\d+) satoshis$/, 'bytes.satoshis'], [/^an empty element \(false\)$/, 'bytes.emptyElement'],
  [/^r and s in DER form, then the hash type (.*)$/, 'bytes.derSignature'], [/^compressed: /, 'bytes.compressedKey'], [/^uncompressed: /, 'bytes.uncompressedKey'], [/^in the locking script (.*)$/, 'bytes.lockingScript'], [/^(0x[0-9a-f]{2}): no network known here$/, 'bytes.unknownNetwork'],
];

/** A field's value: numbers, hashes and scripts stay as they are, words are the page's. */
export function explainedValue(value) {
  if (language() === 'en') return value;
  const [pattern, key] = VALUES.find(([words]) => words.test(value)) ?? [];
  return key ? t(key, { n: pattern.exec(value)[1] }) : value;
}

/** The rule book by groups, in the order of the rules. */
export const ruleBook = () => rules;

/** What a reject string means, or undefined for one that is not in the book. */
export const ruleSentence = code => Object.values(rules).map(group => group[code]).find(rule => rule)?.[language()];

export const knows = key => key in tables[language()];

/** A node's name as the room says it: Seoul is 서울 in Korean; a name we don't know stays as it is. */
export const nodeName = name => knows(`node.${name}`) ? t(`node.${name}`) : name;

/**
 * `{n}` is the parameter; `{n|block/blocks}` chooses a form by it: singular or plural in English, the particle after a
 * final consonant or after a vowel in Korean (`{name}{name|이/가}`). Pure.
 */
export function format(template, parameters, language) {
  return template.replace(/\{(\w+)(?:\|([^/}]*)\/([^}]*))?\}/g, (_, name, first, second) => {
    const value = String(parameters[name] ?? '');
    if (first === undefined) return value;
    if (language !== 'ko') return value === '1' ? first : second;
    return endsInConsonant(value, first === '으로') ? first : second;
  });
}

/** Whether a word ends in a consonant when it is said in Korean; ㄹ does not count before 로. */
export function endsInConsonant(word, beforeRo = false) {
  const last = word.at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const final = (code - 0xac00) % 28;
    return final !== 0 && !(beforeRo && final === 8);
  }
  if (/\d/.test(last)) return (beforeRo ? '036' : '013678').includes(last);
  return (beforeRo ? /[bckmnpt]/i : /[bcklmnpt]/i).test(last);
}
