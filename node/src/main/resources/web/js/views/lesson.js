/** One lesson: what is said at the left, the experiment at the right; the same steps as in the handbook's file. */
import { getJson, hasToken } from '../api.js';
import { h, put, set } from '../dom.js';
import { language, t } from '../i18n.js';
import { facesOf } from '../faces/faces.js';
import { wantedObject } from '../faces/wanted.js';
import { available, follow, look, run } from '../lab/client.js';
import { isFromElsewhere } from '../lab/conditions.js';
import { drawPanels } from '../lab/drawings.js';
import { loadTape } from '../lab/recorded.js';
import { lessonList, lessonText, loadAhead } from '../lab/texts.js';
import { followVote, vote } from '../lab/votes.js';
import { useKeys } from '../keys.js';
import { routeOf } from '../router.js';
import { isServed } from '../source.js';
import { guideKeys, guideOf, NO_LAB } from '../talk/guide.js';
import { pathOf } from '../talk/place.js';
import { change, follows, isProjector, isShown, onTalk, talk } from '../talk/talk.js';
import { toast, toastProblem } from '../toast.js';
import { askPart, outcome, votePanel } from './ask.js';
import { codePart, terminalPart } from './lessonparts.js';
import { fillIn } from './parts.js';

/** What was chosen, by lesson; a reload begins anew. */
const answers = new Map();

/** The other lessons are loaded when this one has had time to draw, in milliseconds. */
const AHEAD = 2000;

export function lessonView(view, number, at) {
  let stop = () => {};
  let left = false;
  const leave = fillIn(view, async () => {
    const [lesson, all] = await Promise.all([lessonText(Number(number)), lessonList()]);
    if (left) return [];
    const built = build(lesson, all.map(one => one.number), Math.max(0, Number(at ?? 0) || 0));
    stop = built.leave;
    if (follows()) setTimeout(loadAhead, AHEAD, all.map(one => one.number));
    return [built.element];
  }, { 404: 'lessons.none' });
  return () => {
    left = true;
    leave();
    stop();
  };
}

/** Whether this page is for the room's eyes: the operator's, or a projector without a token. */
const presents = follows;

/** The lesson's own key for what was answered in it. */
const answerKey = (lesson, part) => `${lesson.number} ${part.id}`;

function build(lesson, numbers, first) {
  const guide = guideOf(lesson, numbers, () => drawLab());
  const { parts: shownParts, experiments, asking, fallback, current, done, next, move, perform } = guide;
  const { isVotedOn, isOpen, shownOf } = asking;
  let at = 0;
  let tab = 'experiment';
  let offers = true;
  let left = false;
  let recorded = fallback.isRecorded();
  let shown = talk().shown.length;
  let faces;
  let votePicture = '';
  let votedOn = 0;
  /** The last run of the experiment when the step was come to, once that is known. */
  let arrived = { part: undefined, run: undefined };
  /** Whether the text was written for a step that was done: then the last one leads on. */
  let toldDone = false;
  const text = h('div', { class: 'lesson-text' });
  const list = h('ol', { class: 'lesson-steps' });
  const tabs = h('div', { class: 'lesson-tabs', role: 'tablist', 'aria-label': t('lesson.views') });
  const switching = h('div', { class: 'lesson-switch' });
  const panel = h('div', { class: 'lesson-panel', role: 'tabpanel', tabindex: '-1' });
  const said = h('p', { class: 'lesson-said', role: 'status' });
  const controls = h('div', { class: 'lesson-controls' });
  const phones = h('div', { class: 'lesson-vote' });
  const element = h('div', { class: isProjector() ? 'lesson projected' : 'lesson' }, h('div', { class: 'lesson-left' }, h('h1', {}, lesson.title), text, controls, list), h('div', { class: 'lesson-right' }, h('div', { class: 'lesson-top' }, tabs, said, switching), panel, phones));

  function choose(ask, letter) {
    if (!done(ask)) answers.set(answerKey(lesson, ask), { letter });
    draw();
  }

  function drawText() {
    const part = current();
    toldDone = isDone();
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
    if (isShown(lesson.number, ask.id) && !shown && isOpen(ask) && !hasToken()) part.append(h('p', { class: 'k', role: 'status' }, t('lesson.vote.waiting')));
    if (!isRoom()) return [part];
    return [h('p', { class: 'ask-said' }, shown ? outcome(ask, shown) : lesson.title),
      h('div', { class: 'pn pn-h' }, h('h2', {}, t('lesson.vote.before')), h('span', { class: 's k' }, t(shown ? 'lesson.vote.revealed' : 'lesson.vote.open'))), part];
  }

  /** Whether the step is a question that this page asks the room: then it has the whole screen. */
  const isRoom = () => presents() && isVotedOn(current());

  /** Draws what a vote changed: the question only where it is another picture, so that a focus or a finger stays. */
  function drawVote() {
    if (isRoom()) put(phones, votePanel(current(), vote()));
    const { vote: asked } = vote();
    if (asked !== votedOn && votedOn > 0 && isOpen(current())) answers.delete(answerKey(lesson, current())); // asked anew
    votedOn = asked;
    const picture = JSON.stringify([vote().phase, vote().vote]);
    if (picture === votePicture) return;
    votePicture = picture;
    fillAnswers();
    draw();
  }

  /** The node keeps an answer back while the room votes on its question; a page that was loaded then asks again. */
  async function fillAnswers() {
    if (!shownParts.some(part => part.kind === 'ask' && part.right === undefined && !isOpen(part))) return;
    const { parts } = await getJson(`/lessons/${language()}/${lesson.number}`).catch(() => ({ parts: [] }));
    for (const part of shownParts) Object.assign(part, parts.find(other => part.kind === 'ask' && other.id === part.id));
    if (!left) draw();
  }

  function drawControls() {
    const part = current();
    const running = guide.running();
    const leadsOn = isRoom() && done(part) && guide.acts(shownParts[at]);
    put(controls,
      h('button', { class: 'btn', onclick: guide.back }, t('lesson.back')),
      leadsOn ? h('button', { class: 'btn p', onclick: perform }, t('lesson.do.run'), h('kbd', {}, 'e')) : '',
      h('button', { class: leadsOn ? 'btn' : 'btn p', onclick: next, 'aria-disabled': running ? 'true' : undefined, 'data-next': '' }, t(`lesson.do.${guide.action()}`), leadsOn ? h('kbd', {}, '→') : ''),
      isRoom() && done(part) ? h('button', { class: 'btn', onclick: guide.askAgain }, t('lesson.vote.again'), h('kbd', {}, 'v')) : '',
      guide.acts(part) && done(part) ? h('button', { class: 'btn', onclick: perform, disabled: running }, t('lesson.again')) : '',
      h('button', { class: 'btn', onclick: guide.reset }, t('lesson.reset')));
    put(switching, fallback.has() ? h('button', { class: 'btn', 'aria-pressed': String(fallback.isRecorded()), onclick: guide.record }, t(fallback.isRecorded() ? 'recorded.back' : 'recorded.use'), h('kbd', {}, 'y')) : '');
  }

  function drawList() {
    put(list, shownParts.map((part, index) => h('li', { class: index + 1 === at ? 'now' : '' },
      h('button', { 'aria-current': index + 1 === at ? 'step' : undefined, 'data-step': part.id, onclick: () => move(index + 1) },
        h('span', { class: 'nr' }, index + 1), h('span', { class: 'what' }, part.kind === 'ask' ? t('lesson.question') : part.title), done(part) ? h('span', { class: 'done' }, '✓', h('span', { class: 'sr' }, t('lesson.done'))) : ''))));
  }

  function drawTabs() {
    const names = ['experiment', 'faces', ...['terminal', 'code'].filter(kind => lesson.parts.some(part => part.kind === kind))];
    put(tabs, names.map(name => h('button', { role: 'tab', id: `tab-${name}`, 'aria-selected': String(tab === name), onclick: () => change({ tab: name }) }, t(`lesson.tab.${name}`))));
    set(panel, { 'aria-labelledby': `tab-${tab}` });
  }

  const isDone = () => Boolean(current() && done(current()));

  function drawLab() {
    if (toldDone !== isDone()) drawText();
    drawList();
    drawControls();
    if (tab !== 'experiment') return;
    const name = current()?.actions?.[0]?.experiment ?? experiments[0];
    if (!name) {
      put(panel);
      return;
    }
    const seen = look(name);
    const elsewhere = isElsewhere(seen);
    panel.classList.toggle('elsewhere', elsewhere);
    put(said, fallback.offers() ? offer() : seen.problem ? h('span', { class: 'ac' }, t('lesson.failed'), ' ', h('span', { lang: 'en' }, seen.problem)) : seen.waiting ? waiting(seen.waiting)
      : elsewhere ? t(isDone() ? 'lesson.elsewhere' : 'lesson.before') : '');
    drawPanels(panel, name, seen.panels, action => fallback.isRecorded() ? toast(t('recorded.notLive')) : run(action, drawLab).catch(problem => toastProblem(problem, NO_LAB)));
    if (Object.keys(seen.panels).length === 0) panel.append(h('p', { class: 'k lesson-empty' }, t(offers || fallback.isRecorded() ? 'lesson.empty' : 'lesson.noLab'), ' ', !offers && !fallback.isRecorded() && fallback.has() ? t('recorded.noLab') : ''));
  }

  /** What went wrong with the live run, and the recording in its place. */
  function offer() {
    const { problem } = look(current().actions[0].experiment);
    return h('span', { class: 'recorded-offer' }, h('span', {}, t(fallback.offers())), problem ? h('span', { class: 's k', lang: 'en' }, problem) : '',
      isProjector() ? '' : h('button', { class: 'btn', onclick: guide.record }, t('recorded.use'), h('kbd', {}, 'y')));
  }

  /** Whether the panels are another step's; then they are grey, and a line says so. */
  function isElsewhere(seen) {
    const part = current();
    if (arrived.part !== part) arrived = { part, run: undefined };
    if (seen.version >= 0) arrived.run ??= seen.run;
    return guide.acts(part) && !guide.running() && isFromElsewhere(part, seen, arrived.run);
  }

  function waiting(what) {
    const [key, ...numbers] = what.split(' ');
    return t(`lab.wait.${key}`, { n: numbers[0], all: numbers[1] });
  }

  function draw() {
    asking.keep();
    element.dataset.part = current()?.id ?? 'idea';
    element.classList.toggle('asking', Boolean(isRoom()));
    put(phones, isRoom() ? votePanel(current(), vote()) : '');
    drawText();
    drawTabs();
    if (tab === 'experiment') {
      drawLab();
    } else {
      put(said);
      panel.classList.remove('elsewhere');
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

  const toggleFaces = () => change({ tab: tab === 'faces' ? 'experiment' : 'faces' });

  /** Where the talk is, as far as it is this lesson; the address follows, so that a reload stays there. */
  function takeTalk(state) {
    // The address may lead elsewhere already, before this view is told to leave.
    const route = routeOf(location.hash);
    if (left || state.lesson !== lesson.number || route.name !== 'lesson' || Number(route.arguments[0]) !== lesson.number) return;
    const changed = at !== guide.at() || tab !== state.tab || recorded !== fallback.isRecorded();
    at = guide.at();
    tab = state.tab;
    recorded = fallback.isRecorded();
    if (state.step > shownParts.length && !isProjector()) move(at);
    else if (location.hash !== `#/${pathOf(state)}`) history.replaceState(null, '', `#/${pathOf(state)}`);
    if (changed || state.shown.length !== shown) draw();
    shown = state.shown.length;
  }

  /** 1 picks the first answer of a question, and so on; letters are the presenter's keys. */
  function pick(at) {
    const part = current();
    const answer = part?.kind === 'ask' && !done(part) ? part.answers[at] : undefined;
    if (!answer) return false;
    choose(part, answer.letter);
    return true;
  }

  const inFaces = by => tab === 'faces' && faces?.step(by);
  const unuse = useKeys([...guideKeys(guide), [['ArrowUp'], 'keys.fieldUp', () => inFaces(-1)], [['ArrowDown'], 'keys.fieldDown', () => inFaces(1)],
    [['1', '2', '3', '4'], 'keys.answer', (_, name) => pick(Number(name) - 1)]]);
  addEventListener('wonsi.faces', toggleFaces);
  const followed = follow(experiments, drawLab);
  if (!isProjector() && (talk().lesson !== lesson.number || talk().step !== first)) change({ lesson: lesson.number, step: Math.min(first, shownParts.length) });
  at = guide.at();
  tab = talk().tab;
  const unfollowTalk = onTalk(takeTalk);
  const unfollowVote = followVote(drawVote);
  available().then(has => {
    offers = has;
    if (!left) draw();
  });
  loadTape(lesson).then(has => {
    if (left) return;
    // Nodes in a tab have no experiments: there a lesson is played from its recording from the start.
    if (has && !isServed && !fallback.isRecorded()) guide.record();
    draw();
  });
  draw();
  return {
    element,
    leave() {
      left = true;
      // Nobody else follows the talk of a tab: its first page and its board show the live nodes again.
      if (!isServed && fallback.isRecorded()) change({ live: true });
      unuse();
      unfollowTalk();
      unfollowVote();
      if (talk().lesson !== lesson.number) asking.leave();
      removeEventListener('wonsi.faces', toggleFaces);
      faces?.leave();
      fallback.end();
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

