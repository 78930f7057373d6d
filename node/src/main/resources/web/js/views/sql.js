/** The SQL page: twenty prepared questions with their answers explained, and a field for any other. */
import { h, put, set } from '../dom.js';
import { whole } from '../format.js';
import { knows, language, t } from '../i18n.js';
import { problemWords } from '../problems.js';
import { ask, preparedQuestions } from '../sql/ask.js';
import { canPlot, plot, plotOf } from '../sql/plot.js';
import { resultTable } from '../sql/table.js';
import { panel } from './parts.js';

const LEVELS = ['first', 'second', 'third'];

/** What was typed when the page was left, so that a look at a block or the other language doesn't lose it. */
let kept = {};

/** `#/sql`, `#/sql/QUESTION` for a prepared one, `#/sql/ask/STATEMENT` for any: it is filled in, and run only by whoever reads it. */
export function sqlView(view, name, statement) {
  const page = h('div', { class: 'page' });
  view.append(page);
  let left = false;
  let parts;
  preparedQuestions().then(prepared => {
    if (left) return;
    parts = build(page, prepared);
    const typed = kept.hash === location.hash ? kept.text : undefined;
    if (name === 'ask') parts.fill(typed ?? statement ?? '');
    else parts.choose(prepared.questions.find(question => question.id === name) ?? prepared.questions[0], typed);
  });
  return () => {
    left = true;
    if (parts) kept = { hash: parts.hash(), text: parts.text() };
    parts?.leave();
  };
}

function build(page, { questions, tables }) {
  const field = h('textarea', { class: 'm', id: 'sql-text', rows: 9, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', maxlength: 10000, onkeydown: keys, 'aria-describedby': 'sql-keys' });
  const status = h('p', { class: 'sql-status', role: 'status' });
  const failure = h('div', { class: 'sql-failure', role: 'alert' });
  const drawing = h('div', {});
  const rows = h('div', {});
  const title = h('h2', {});
  const answer = h('p', { class: 'sql-answer' });
  const why = h('section', { class: 'pn sql-why' }, h('div', { class: 'pn-h' }, h('h2', {}, t('sql.why'))), answer);
  const buttons = new Map(questions.map(question => [question, h('button', { onclick: () => choose(question), 'aria-pressed': 'false' }, question[language()].title)]));
  const list = h('details', { class: 'sql-list', open: innerWidth >= 768 }, h('summary', {}, t('sql.prepared', { n: questions.length })),
    LEVELS.map(level => [h('h2', { class: 's k' }, t(`sql.level.${level}`)), h('ol', {}, questions.filter(question => question.level === level).map(question => h('li', {}, buttons.get(question))))]));
  const form = h('form', { class: 'sql-form', onsubmit: event => { event.preventDefault(); run(); } },
    h('label', { class: 's k', for: 'sql-text' }, t('sql.field')), field,
    h('div', { class: 'row' }, h('button', { class: 'btn p' }, t('sql.run')), h('span', { class: 's k', id: 'sql-keys' }, t('sql.keys')), status));
  page.append(h('h1', {}, t('sql.title')), h('p', { class: 'k' }, t('sql.what')),
    h('div', { class: 'sql-page' }, list,
      h('div', { class: 'sql-main' }, h('div', { class: 'pn' }, title, form, failure, drawing, rows)),
      h('div', { class: 'sql-side' }, why, panel(t('sql.tables'), '', h('p', { class: 's k' }, t('sql.tablesWhat')), Object.entries(tables).map(([table, columns]) =>
        h('details', { class: 'sql-table' }, h('summary', { class: 'm' }, table), h('p', { class: 'm s' }, columns.join(', '))))))));
  const place = location.hash;
  let chosen;
  let running;

  function keys(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  }

  function mark(question) {
    chosen = question;
    for (const [one, button] of buttons) set(button, { 'aria-pressed': String(one === question) });
    put(title, question ? question[language()].title : t('sql.own'));
    put(answer, question ? question[language()].answer : '');
    why.hidden = !question;
  }

  function write(text) {
    field.value = text;
    field.rows = Math.max(5, Math.min(18, text.split('\n').length + 1));
  }

  /** Shows a prepared question and runs it; `typed` is what was made of it before. */
  function choose(question, typed) {
    mark(question);
    history.replaceState(null, '', `#/sql/${question.id}`);
    write(typed ?? question.sql.join('\n'));
    if (innerWidth < 768) list.open = false;
    run();
  }

  function fill(text) {
    mark(undefined);
    write(text);
    put(status, t('sql.ready'));
    field.focus({ preventScroll: true });
  }

  async function run() {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const asked = field.value;
    const isPrepared = chosen && asked === chosen.sql.join('\n');
    const slow = setTimeout(() => put(status, t('sql.running')), 300);
    let result;
    let problem;
    try {
      result = await ask(asked, { signal, waiting: () => put(status, t('sql.waiting')) });
    } catch (caught) {
      // Given up while its answer was being read.
      if (signal.aborted) return;
      if (caught.status === undefined) throw caught;
      problem = caught;
    } finally {
      clearTimeout(slow);
    }
    if (signal.aborted) return;
    put(failure, problem ? failureOf(problem) : '');
    put(drawing, '');
    put(rows, '');
    put(status, problem ? '' : t('sql.took', { rows: whole(result.rows.length), ms: whole(result.millis) }));
    if (problem) return;
    if (canPlot(result)) drawPlot(result, isPrepared ? chosen.plot : plotOf(result));
    put(rows, result.rows.length > 0 ? resultTable(result) : h('p', { class: 'k' }, t('sql.noRows')));
  }

  function drawPlot(result, first) {
    const place = h('div', {});
    const choices = ['none', 'bars', 'line'].map(kind => h('button', { type: 'button', onclick: () => show(kind) }, t(`sql.plot.${kind}`)));
    function show(wanted) {
      ['none', 'bars', 'line'].forEach((kind, at) => set(choices[at], { 'aria-pressed': String(kind === wanted) }));
      put(place, wanted === 'none' ? '' : plot(result, wanted));
    }
    put(drawing, h('div', { class: 'sql-plots' }, h('span', { class: 's k', id: 'sql-plot-name' }, t('sql.plot')), h('div', { class: 'choices', role: 'group', 'aria-labelledby': 'sql-plot-name' }, choices)), place);
    show(first ?? 'none');
  }

  return {
    choose,
    fill,
    text: () => field.value,
    hash: () => chosen ? `#/sql/${chosen.id}` : place,
    leave: () => running?.abort(),
  };
}

/** What is wrong, and what to do: in the page's language by its kind, with SQLite's own words below. */
function failureOf(problem) {
  const key = `sql.error.${problem.reason.replace('sql-', '')}`;
  const known = problem.reason.startsWith('sql-') && knows(key);
  return [h('p', {}, h('b', {}, known ? t(key) : problemWords(problem))), known ? h('p', { class: 'm' }, problem.message) : ''];
}
