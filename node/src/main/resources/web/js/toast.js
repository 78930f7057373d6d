/** One short word to the reader at a time: news goes by itself, an error stays until it is closed and holds the reason. */
import { h, put } from './dom.js';
import { t } from './i18n.js';
import { problemWords } from './problems.js';

const SHOWN = 4000;
let timer;

const place = () => document.getElementById('toasts');

export function toast(words) {
  show(h('div', { class: 'toast', role: 'status' }, words));
  timer = setTimeout(() => put(place()), SHOWN);
}

/** Says what went wrong, with Core's reject string where the node gave one. */
export function toastError(words, reason) {
  show(h('div', { class: 'toast', role: 'alert' }, h('span', {}, words), reason ? h('span', { class: 'm' }, reason) : '',
    h('button', { onclick: () => put(place()) }, t('close'))));
}

/** A failed request in words; `special` as for `problemWords`. */
export function toastProblem(problem, special) {
  if (problem.status === undefined) throw problem;
  toastError(problemWords(problem, special), problem.reason);
}

function show(element) {
  clearTimeout(timer);
  put(place(), element);
}
