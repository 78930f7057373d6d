/** One lesson: what is said at the left, the experiment at the right; the same steps as in the handbook's file. */
import { getJson } from '../api.js';
import { h, put, set } from '../dom.js';
import { language, t } from '../i18n.js';
import { facesOf } from '../faces/faces.js';
import { wantedObject } from '../faces/wanted.js';
import { isDone } from '../lab/conditions.js';
import { available, follow, look, reset, run } from '../lab/client.js';
import { drawPanels } from '../lab/drawings.js';
import { go } from '../router.js';
import { toastProblem } from '../toast.js';
import { codePart, terminalPart } from './lessonparts.js';
import { fillIn } from './parts.js';

/** What was answered and shown, by lesson; a reload begins anew. */
const answers = new Map();

export function lessonView(view, number, at) {
  let stop = () => {};
  let left = false;
  const leave = fillIn(view, async () => {
    const [lesson, all] = await Promise.all([getJson(`/lessons/${language()}/${Number(number)}`), getJson(`/lessons/${language()}`)]);
    if (left) return [];
    const built = build(lesson, all.find(one => one.number > lesson.number)?.number, Math.max(0, Number(at ?? 0) || 0));
    stop = built.leave;
    return [built.element];
  }, { 404: 'lessons.none' });
  return () => {
    left = true;
    leave();
    stop();
  };
}

/** The lesson's own key for what was answered in it. */
const answerKey = (lesson, part) => `${lesson.number} ${part.id}`;

function build(lesson, following, first) {
  const shownParts = lesson.parts.filter(part => part.kind === 'step' || part.kind === 'ask');
  const experiments = [...new Set(lesson.parts.flatMap(part => part.kind === 'step' ? part.actions.map(action => action.experiment) : []))];
  let at = Math.min(first, shownParts.length);
  let tab = 'experiment';
  let running = false;
  let offers = true;
  let left = false;
  let faces;
  const text = h('div', { class: 'lesson-text' });
  const list = h('ol', { class: 'lesson-steps' });
  const tabs = h('div', { class: 'lesson-tabs', role: 'tablist', 'aria-label': t('lesson.views') });
  const panel = h('div', { class: 'lesson-panel', role: 'tabpanel', tabindex: '-1' });
  const said = h('p', { class: 'lesson-said', role: 'status' });
  const controls = h('div', { class: 'lesson-controls' });
  const element = h('div', { class: 'lesson' }, h('div', { class: 'lesson-left' }, h('h1', {}, lesson.title), text, controls, list), h('div', { class: 'lesson-right' }, tabs, said, panel));

  const current = () => shownParts[at - 1];
  const facts = step => step.actions.length > 0 ? look(step.actions[0].experiment).facts : experiments.flatMap(name => look(name).facts);
  const done = part => part.kind === 'ask' ? answers.get(answerKey(lesson, part))?.shown : isDone(part, facts(part));

  /** To another step; the address follows, so that a reload stays where it was. */
  function move(to) {
    at = Math.max(0, Math.min(shownParts.length, to));
    history.replaceState(null, '', `#/lesson/${lesson.number}/${at}`);
    draw();
  }

  /** One key leads through the lesson: it runs what is to be run, shows the answer, and else goes on. */
  function next() {
    const part = current();
    if (part?.kind === 'ask' && !answers.get(answerKey(lesson, part))?.shown) {
      reveal(part);
    } else if (part?.kind === 'step' && part.actions.length > 0 && !done(part) && !running) {
      perform(part);
    } else if (at < shownParts.length) {
      move(at + 1);
    } else {
      go(following ? `lesson/${following}` : 'lessons');
    }
  }

  async function perform(step) {
    if (running) return;
    running = true;
    draw();
    try {
      for (const action of step.actions) await run(action, drawLab);
    } catch (problem) {
      toastProblem(problem);
    }
    running = false;
    draw();
  }

  async function resetAll() {
    try {
      for (const name of experiments) await reset(name, drawLab);
      for (const part of shownParts) answers.delete(answerKey(lesson, part));
      move(0);
    } catch (problem) {
      toastProblem(problem);
    }
  }

  function choose(ask, letter) {
    const key = answerKey(lesson, ask);
    if (!answers.get(key)?.shown) answers.set(key, { letter, shown: false });
    draw();
  }

  function reveal(ask) {
    const key = answerKey(lesson, ask);
    answers.set(key, { ...answers.get(key), shown: true });
    draw();
  }

  function drawText() {
    const part = current();
    const say = !part ? lesson.paragraphs : part.kind === 'step' ? part.say.map(line => `<p>${line}</p>`) : [];
    text.innerHTML = say.join('');
    if (part?.kind === 'ask') text.append(question(part));
    if (part?.kind === 'step') text.append(...part.real.map(line => real(line)));
    if (at === shownParts.length && lesson.next && (!part || done(part))) {
      const quote = h('blockquote', { class: 'lesson-next' });
      quote.innerHTML = lesson.next;
      text.append(quote);
    }
  }

  /** Where it stops being true. */
  function real(line) {
    const note = h('p', { class: 'lesson-real s' });
    note.innerHTML = line;
    note.prepend(h('b', {}, t('lesson.real'), ' '));
    return note;
  }

  function question(ask) {
    const answer = answers.get(answerKey(lesson, ask));
    const words = h('p', { class: 'q' });
    words.innerHTML = ask.question;
    const why = h('p', { class: 'why', role: 'status' });
    if (answer?.shown) why.innerHTML = ask.why;
    return h('div', { class: 'lesson-ask' }, words,
      h('ol', {}, ask.answers.map(one => {
        const label = h('span', {});
        label.innerHTML = one.text;
        const isRight = answer?.shown && one.letter === ask.right;
        return h('li', {}, h('button', { class: isRight ? 'right' : '', 'aria-pressed': String(answer?.letter === one.letter), disabled: answer?.shown, onclick: () => choose(ask, one.letter) },
          h('b', {}, one.letter.toUpperCase()), label, isRight ? h('span', { class: 'sr' }, t('lesson.isRight')) : ''));
      })), why);
  }

  function drawControls() {
    const part = current();
    const action = part?.kind === 'ask' && !done(part) ? 'lesson.reveal' : part?.kind === 'step' && part.actions.length > 0 && !done(part) ? 'lesson.run' : at < shownParts.length ? 'lesson.next' : following ? 'lesson.nextLesson' : 'lesson.all';
    put(controls,
      h('button', { class: 'btn', onclick: () => move(at - 1), disabled: at === 0 }, t('lesson.back')),
      h('button', { class: 'btn p', onclick: next, disabled: running, 'data-next': '' }, t(running ? 'lesson.running' : action)),
      part?.kind === 'step' && part.actions.length > 0 && done(part) ? h('button', { class: 'btn', onclick: () => perform(part), disabled: running }, t('lesson.again')) : '',
      h('button', { class: 'btn', onclick: resetAll }, t('lesson.reset')));
  }

  function drawList() {
    put(list, shownParts.map((part, index) => h('li', { class: index + 1 === at ? 'now' : '' },
      h('button', { 'aria-current': index + 1 === at ? 'step' : undefined, 'data-step': part.id, onclick: () => move(index + 1) },
        h('span', { class: 'nr' }, index + 1), h('span', { class: 'what' }, part.kind === 'ask' ? t('lesson.question') : part.title), done(part) ? h('span', { class: 'done' }, '✓', h('span', { class: 'sr' }, t('lesson.done'))) : ''))));
  }

  function drawTabs() {
    const names = ['experiment', 'faces', ...['terminal', 'code'].filter(kind => lesson.parts.some(part => part.kind === kind))];
    put(tabs, names.map(name => h('button', { role: 'tab', id: `tab-${name}`, 'aria-selected': String(tab === name), onclick: () => { tab = name; draw(); } }, t(`lesson.tab.${name}`))));
    set(panel, { 'aria-labelledby': `tab-${tab}` });
  }

  function drawLab() {
    drawList();
    drawControls();
    if (tab !== 'experiment') return;
    const name = current()?.actions?.[0]?.experiment ?? experiments[0];
    if (!name) {
      put(panel);
      return;
    }
    const seen = look(name);
    put(said, seen.problem ? h('span', { class: 'ac' }, t('lesson.failed'), ' ', h('span', { lang: 'en' }, seen.problem)) : seen.waiting ? waiting(seen.waiting) : '');
    drawPanels(panel, name, seen.panels, action => run(action, drawLab).catch(toastProblem));
    if (Object.keys(seen.panels).length === 0) panel.append(h('p', { class: 'k lesson-empty' }, t(offers ? 'lesson.empty' : 'lesson.noLab')));
  }

  function waiting(what) {
    const [key, ...numbers] = what.split(' ');
    return t(`lab.wait.${key}`, { n: numbers[0], all: numbers[1] });
  }

  function draw() {
    element.dataset.part = current()?.id ?? 'idea';
    drawText();
    drawTabs();
    if (tab === 'experiment') {
      drawLab();
    } else {
      put(said);
      drawList();
      drawControls();
      if (tab === 'faces') drawFaces();
      else put(panel, lesson.parts.filter(part => part.kind === tab).map(part => tab === 'terminal' ? terminalPart(part) : codePart(part)));
    }
    progress(lesson, at, shownParts.length);
  }

  /** The three faces of what the step speaks of, or else of the newest block's header: `header block=tip-4 field=merkle_root`. */
  async function drawFaces() {
    const wanted = current()?.faces?.[0] ?? lesson.parts.find(part => part.faces?.length > 0)?.faces[0];
    try {
      const [kind, id, number] = await wantedObject(wanted);
      const built = await facesOf(kind, id, number, wanted?.arguments?.field);
      if (tab !== 'faces' || left) {
        built.leave();
        return;
      }
      faces?.leave();
      faces = built;
      put(panel, built.element);
      requestAnimationFrame(built.draw);
    } catch (problem) {
      toastProblem(problem);
    }
  }

  function toggleFaces() {
    tab = tab === 'faces' ? 'experiment' : 'faces';
    draw();
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, dialog')) return;
    const onButton = event.target.closest?.('button, a');
    const act = { ArrowRight: next, PageDown: next, n: next, ' ': onButton ? undefined : next, ArrowLeft: () => move(at - 1), PageUp: () => move(at - 1), b: () => move(at - 1),
      ArrowUp: tab === 'faces' ? () => faces?.step(-1) : undefined, ArrowDown: tab === 'faces' ? () => faces?.step(1) : undefined,
      e: () => current()?.kind === 'step' && perform(current()), r: resetAll }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  addEventListener('keydown', keys);
  addEventListener('wonsi.faces', toggleFaces);
  const followed = follow(experiments, drawLab);
  available().then(has => {
    offers = has;
    if (!left) draw();
  });
  draw();
  return {
    element,
    leave() {
      left = true;
      removeEventListener('keydown', keys);
      removeEventListener('wonsi.faces', toggleFaces);
      faces?.leave();
      followed.then(unfollow => unfollow());
      progress();
    },
  };
}

/** The lesson's place in the top bar: its section, and a bar for each step. */
function progress(lesson, at, all) {
  const place = document.getElementById('progress');
  if (!place) return;
  put(place, lesson ? [h('b', {}, lesson.number, ' ', lesson.section), h('span', { class: 'bars', 'aria-hidden': 'true' },
    Array.from({ length: all }, (_, index) => h('i', { class: index + 1 < at ? 'past' : index + 1 === at ? 'now' : '' }))), h('span', { class: 'k' }, t('lesson.progress', { at, all }))] : '');
}

