/** One lesson: what is said at the left, the experiment at the right; the same steps as in the handbook's file. */
import { getJson, hasToken } from '../api.js';
import { h, put, set } from '../dom.js';
import { language, t } from '../i18n.js';
import { facesOf } from '../faces/faces.js';
import { wantedObject } from '../faces/wanted.js';
import { isDone } from '../lab/conditions.js';
import { available, follow, look, reset, run } from '../lab/client.js';
import { isAt } from '../lab/asking.js';
import { drawPanels } from '../lab/drawings.js';
import { closeVote, followVote, isAsked, openVote, vote } from '../lab/votes.js';
import { go } from '../router.js';
import { toastProblem } from '../toast.js';
import { askPart, outcome, votePanel } from './ask.js';
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

/** Whether this page is for the room's eyes: the operator's. */
const presents = hasToken;

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
  let votePicture = '';
  const text = h('div', { class: 'lesson-text' });
  const list = h('ol', { class: 'lesson-steps' });
  const tabs = h('div', { class: 'lesson-tabs', role: 'tablist', 'aria-label': t('lesson.views') });
  const panel = h('div', { class: 'lesson-panel', role: 'tabpanel', tabindex: '-1' });
  const said = h('p', { class: 'lesson-said', role: 'status' });
  const controls = h('div', { class: 'lesson-controls' });
  const phones = h('div', { class: 'lesson-vote' });
  const element = h('div', { class: 'lesson' }, h('div', { class: 'lesson-left' }, h('h1', {}, lesson.title), text, controls, list), h('div', { class: 'lesson-right' }, tabs, said, panel, phones));

  const current = () => shownParts[at - 1];
  const facts = step => step.actions.length > 0 ? look(step.actions[0].experiment).facts : experiments.flatMap(name => look(name).facts);
  const done = part => part.kind === 'ask' ? shownOf(part) !== undefined : isDone(part, facts(part));
  const isVotedOn = part => part?.kind === 'ask' && isAsked(lesson.number, part.id);

  /** What is revealed of a question: by the room's vote, or else on this page alone. */
  function shownOf(ask) {
    if (isVotedOn(ask) && vote().phase === 'revealed') return vote();
    const known = answers.get(answerKey(lesson, ask))?.shown && ask.right !== undefined && !(isVotedOn(ask) && vote().phase === 'open');
    return known ? { right: ask.right, why: ask.why, counts: [] } : undefined;
  }

  /** To another step; the address follows, so that a reload stays where it was. */
  function move(to) {
    at = Math.max(0, Math.min(shownParts.length, to));
    history.replaceState(null, '', `#/lesson/${lesson.number}/${at}`);
    draw();
  }

  /** The room is asked anew, of a question whose answer was shown or not. */
  async function askAgain() {
    const part = current();
    if (part?.kind !== 'ask' || !hasToken()) return;
    try {
      await openVote(lesson.number, part.id, true);
      answers.delete(answerKey(lesson, part));
      draw();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  /** Whether the address still leads to this step: another language builds the page anew and is no leaving. */
  const isHere = () => location.hash === `#/lesson/${lesson.number}/${at}`;

  /** One key leads through the lesson: it runs what is to be run, shows the answer, and else goes on. */
  function next() {
    const part = current();
    if (part?.kind === 'ask' && !done(part) && !answers.get(answerKey(lesson, part))?.shown) {
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
      if (shownParts.some(isVotedOn) && hasToken()) await closeVote();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  function choose(ask, letter) {
    if (!done(ask)) answers.set(answerKey(lesson, ask), { letter, shown: false });
    draw();
  }

  function reveal(ask) {
    const key = answerKey(lesson, ask);
    answers.set(key, { ...answers.get(key), shown: true });
    draw();
  }

  /** The experiment that a question is about: shows the answer first, then runs what follows. */
  function experiment() {
    const part = current();
    if (part?.kind === 'ask') {
      if (!done(part)) reveal(part);
      else if (isExperiment(shownParts[at])) move(at + 1);
      else return;
      if (current() === part) return;
    }
    if (current()?.kind === 'step') perform(current());
  }

  const isExperiment = part => part?.kind === 'step' && part.actions.length > 0;

  function drawText() {
    const part = current();
    const say = !part ? lesson.paragraphs : part.kind === 'step' ? part.say.map(line => `<p>${line}</p>`) : [];
    text.innerHTML = say.join('');
    if (part?.kind === 'ask') text.append(...question(part));
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
    const shown = shownOf(ask);
    const answer = answers.get(answerKey(lesson, ask));
    const focused = document.activeElement?.dataset?.letter;
    const part = askPart(ask, { choice: answer?.letter, shown, choose: letter => choose(ask, letter) });
    if (focused) requestAnimationFrame(() => part.querySelector(`[data-letter=${focused}]`)?.focus());
    const isOpen = isVotedOn(ask) && vote().phase === 'open';
    if (answer?.shown && !shown && isOpen && !hasToken()) part.append(h('p', { class: 'k', role: 'status' }, t('lesson.vote.waiting')));
    if (!isRoom()) return [part];
    return [h('p', { class: 'ask-said' }, shown ? outcome(ask, shown) : lesson.title),
      h('div', { class: 'pn pn-h' }, h('h2', {}, t('lesson.vote.before')), h('span', { class: 's k' }, t(shown ? 'lesson.vote.revealed' : 'lesson.vote.open'))), part];
  }

  /** Whether the step is a question that this page asks the room: then it has the whole screen. */
  const isRoom = () => presents() && isVotedOn(current());

  /** Draws what a vote changed: the question only where it is another picture, so that a focus or a finger stays. */
  function drawVote() {
    if (isRoom()) put(phones, votePanel(current(), vote()));
    const picture = JSON.stringify([vote().phase, vote().vote]);
    if (picture === votePicture) return;
    votePicture = picture;
    fillAnswers();
    draw();
  }

  /** The node keeps an answer back while the room votes on its question; a page that was loaded then asks again. */
  async function fillAnswers() {
    if (!shownParts.some(part => part.kind === 'ask' && part.right === undefined && !(isVotedOn(part) && vote().phase === 'open'))) return;
    const { parts } = await getJson(`/lessons/${language()}/${lesson.number}`).catch(() => ({ parts: [] }));
    for (const part of shownParts) Object.assign(part, parts.find(other => part.kind === 'ask' && other.id === part.id));
    if (!left) draw();
  }

  function drawControls() {
    const part = current();
    const action = part?.kind === 'ask' && !done(part) ? 'lesson.reveal' : part?.kind === 'step' && part.actions.length > 0 && !done(part) ? 'lesson.run' : at < shownParts.length ? 'lesson.next' : following ? 'lesson.nextLesson' : 'lesson.all';
    const leadsOn = isRoom() && done(part) && isExperiment(shownParts[at]);
    put(controls,
      h('button', { class: 'btn', onclick: () => move(at - 1), disabled: at === 0 }, t('lesson.back')),
      leadsOn ? h('button', { class: 'btn p', onclick: experiment }, t('lesson.run'), h('kbd', {}, 'e')) : '',
      h('button', { class: leadsOn ? 'btn' : 'btn p', onclick: next, disabled: running, 'data-next': '' }, t(running ? 'lesson.running' : action), leadsOn ? h('kbd', {}, '→') : ''),
      isRoom() && done(part) ? h('button', { class: 'btn', onclick: askAgain }, t('lesson.vote.again'), h('kbd', {}, 'v')) : '',
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
    const asked = current()?.kind === 'ask' ? current() : undefined;
    isAt(lesson.number, asked, asked && answers.get(answerKey(lesson, asked))?.shown);
    element.dataset.part = current()?.id ?? 'idea';
    element.classList.toggle('asking', Boolean(isRoom()));
    put(phones, isRoom() ? votePanel(current(), vote()) : '');
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
      e: experiment, v: askAgain, r: resetAll }[event.key] ?? answerKeys(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** 1 picks the first answer of a question, and so on; letters are the presenter's keys. */
  function answerKeys(key) {
    const part = current();
    const answer = part?.kind === 'ask' && !done(part) ? part.answers['1234'.indexOf(key)] : undefined;
    return answer && (() => choose(part, answer.letter));
  }

  addEventListener('keydown', keys);
  addEventListener('wonsi.faces', toggleFaces);
  const followed = follow(experiments, drawLab);
  available().then(has => {
    offers = has;
    if (!left) draw();
  });
  const unfollowVote = followVote(drawVote);
  draw();
  return {
    element,
    leave() {
      left = true;
      unfollowVote();
      if (!isHere()) isAt(lesson.number);
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

