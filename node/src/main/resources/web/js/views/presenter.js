/** The presenter's own window: what to say, the clock against the plan, what comes next; and the keys that drive the projector. */
import { hasToken } from '../api.js';
import { h, put } from '../dom.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { follow } from '../lab/client.js';
import { loadTape } from '../lab/recorded.js';
import { lessonList, lessonText, loadAhead, textAtHand } from '../lab/texts.js';
import { followVote } from '../lab/votes.js';
import { store } from '../store.js';
import { clockPanel } from '../talk/clock.js';
import { doPassed, guideKeys, guideOf } from '../talk/guide.js';
import { END, WELCOME } from '../talk/place.js';
import { following as nextLesson, PLANS } from '../talk/schedule.js';
import { change, nodeNow, onTalk, talk } from '../talk/talk.js';
import { phonesPanel } from '../talk/phones.js';
import { openProjector, watchProjector } from '../talk/windows.js';
import { questionPanel, roomPanel } from '../talk/room.js';
import { screen } from '../talk/screens.js';
import { lessonStrip } from '../talk/strip.js';
import { fillIn } from './parts.js';

/** The clock is drawn this often, in milliseconds. */
const TICK = 250;
/** The other lessons are loaded when this one has had time to draw, in milliseconds. */
const AHEAD = 2000;

export function presenterView(view) {
  let stop = () => {};
  let left = false;
  const leave = fillIn(view, async () => {
    if (!hasToken()) return [h('h1', {}, t('view.presenter')), h('p', {}, t('presenter.noToken'))];
    const lessons = await lessonList();
    if (left) return [];
    const built = build(lessons);
    stop = built.leave;
    return [built.element];
  });
  return () => {
    left = true;
    leave();
    stop();
  };
}

function build(lessons) {
  const numbers = lessons.map(lesson => lesson.number);
  const texts = new Map([[WELCOME, screen(WELCOME)], [END, screen(END)]]);
  /** What was pressed while the text of the talk's lesson was on its way: the last press is done when it is here. */
  let early;
  const newGuide = lesson => guideOf(lesson, numbers, drawStep, name => {
    early = { name, lesson: talk().lesson };
  });
  let guide = newGuide(texts.get(WELCOME));
  let unfollow = Promise.resolve(() => {});
  let unuse = () => {};
  let left = false;
  let isThere = false;

  const now = h('section', { class: 'now' });
  const notes = h('section', { class: 'pn notes' });
  const following = h('section', { class: 'pn following' });
  const clock = clockPanel(lessons);
  const question = h('section', { class: 'pn question' });
  const room = roomPanel();
  const phones = phonesPanel();
  const strip = lessonStrip(lessons, number => change({ lesson: number }));
  const controls = h('div', { class: 'controls' });
  const timing = h('div', { class: 'timing' });
  const connected = h('p', { class: 'k connected', role: 'status' });
  const element = h('div', { class: 'presenter' }, h('h1', { class: 'sr' }, t('view.presenter')),
    h('div', { class: 'main' }, now, notes, following), h('div', { class: 'aside' }, clock.element, timing, connected, question, room.element, phones.element), strip.element, controls);

  /** A lesson's text, or the promise of it, which is asked for once and again if that failed. */
  function textOf(number) {
    const text = texts.get(number) ?? textAtHand(number) ?? lessonText(number).then(answer => {
      texts.set(number, answer);
      return answer;
    }, problem => {
      texts.delete(number);
      if (problem.status === undefined) throw problem;
      return screen(number);
    });
    texts.set(number, text);
    return text;
  }

  /** The lesson that the talk is in. */
  async function enter() {
    const { lesson: number } = talk();
    const text = textOf(number);
    const lesson = text instanceof Promise ? await text : text;
    if (left || talk().lesson !== number) return;
    if (guide.lesson !== lesson) lead(lesson);
    draw();
    const pressed = early;
    early = undefined;
    // Without its text a lesson has no steps: a press would leap over all of them.
    if (pressed?.lesson === number && texts.get(number) === lesson) guide[pressed.name]();
  }

  function lead(lesson) {
    if (talk().lesson !== guide.lesson.number) guide.asking.leave();
    unfollow.then(stop => stop());
    unuse();
    guide.fallback.end();
    guide = newGuide(lesson);
    // A function of its own: the lesson that is left takes it back only when this one follows already.
    unfollow = follow(guide.experiments, () => drawStep());
    unuse = useKeys(guideKeys(guide));
    if (lesson.parts.length > 0) loadTape(lesson).then(draw);
  }

  const partTitle = part => !part ? t('presenter.idea') : part.kind === 'ask' ? t('lesson.question') : part.title;

  /** Not before the text of the talk's lesson has come: at first there is nothing then, later the step before stays. */
  function drawStep() {
    if (!guide.isHere()) return;
    const { lesson, parts } = guide;
    const at = guide.at();
    const part = guide.current();
    const said = !part ? lesson.paragraphs : part.kind === 'ask' ? [part.question] : part.say;
    put(now, h('p', { class: 'where' }, h('span', { class: 'k' }, t('presenter.now')), ' ', h('b', { class: 'ac' }, parts.length > 0 ? `${at} ` : '', parts.length > 0 ? partTitle(part) : lesson.title)),
      h('div', { class: 'said' }, said.map(html)));
    put(notes, h('h2', {}, t('presenter.notes')), noteLines(part).length > 0 ? h('ul', {}, noteLines(part).map(line => h('li', {}, html(line)))) : h('p', { class: 'k' }, t('presenter.noNotes')));
    const action = guide.action();
    const button = h('button', { class: 'btn go', onclick: guide.next, 'data-next': '', disabled: action === 'stay', 'aria-disabled': action === 'wait' ? 'true' : undefined, 'aria-label': t(`lesson.do.${action}`) }, '→');
    put(following, h('div', { class: 'pn-h' }, h('h2', {}, t('presenter.following')), h('span', { class: 's k' }, t('presenter.clicker'))),
      h('div', { class: 'row' }, button, h('div', {}, h('b', { class: 'what' }, action === 'next' || action === 'nextLesson' ? followingText(at) : t(`lesson.do.${action}`)),
        action === 'run' || action === 'reveal' ? h('p', { class: 'k' }, t('presenter.then', { what: followingText(at) })) : '')));
    const offer = guide.fallback.offers();
    if (offer) following.append(h('p', { class: 'recorded-offer', role: 'status' }, t(offer), h('button', { class: 'btn', onclick: guide.record }, t('recorded.use'), h('kbd', {}, 'y'))));
    question.replaceChildren(...questionPanel(guide, part));
    question.hidden = part?.kind !== 'ask';
    // A question needs the room on a small screen; nobody sends a forged block while the others vote.
    phones.element.classList.toggle('folded', part?.kind === 'ask');
    document.getElementById('progress')?.replaceChildren(h('b', {}, t('view.presenter')), h('span', { class: 'k' }, lesson.section ? `${lesson.number} ${lesson.section}` : lesson.title),
      h('span', { class: 'bars', 'aria-hidden': 'true' }, parts.map((_, index) => h('i', { class: index + 1 < at ? 'past' : index + 1 === at ? 'now' : '' }))),
      h('span', { class: 'k' }, parts.length > 0 ? t('lesson.progress', { at, all: parts.length }) : ''));
  }

  /** What is noted for this step; for the answer's reason, when it is shown, there is no need to look at the projector. */
  const noteLines = part => part?.kind === 'step' ? part.note : part?.kind === 'ask' && part.why ? [part.why] : [];

  function followingText(at) {
    const part = guide.parts[at];
    if (part) return `${at + 1} ${partTitle(part)}`;
    if (guide.lesson.number === END) return '';
    const next = lessons.find(lesson => lesson.number === nextLesson(guide.lesson.number, numbers));
    return next ? `${next.number} ${next.title}` : t('lesson.do.end');
  }

  function drawControls() {
    const { black, paused, slow, before, started, plan } = talk();
    const toggle = (key, words, on, act) => h('button', { class: 'btn', 'aria-pressed': on === undefined ? undefined : String(on), onclick: act }, h('kbd', {}, key), t(words));
    put(controls,
      toggle('←', 'lesson.back', undefined, guide.back),
      toggle('r', 'lesson.reset', undefined, guide.reset),
      guide.fallback.has() ? toggle('y', guide.fallback.isRecorded() ? 'recorded.back' : 'recorded.use', guide.fallback.isRecorded(), guide.record) : '',
      toggle('b', 'presenter.black', black, () => change({ black: !black })),
      toggle(t('presenter.space'), 'presenter.pause', paused, () => change({ paused: !paused })),
      toggle('s', 'presenter.slow', slow, () => change({ slow: !slow })),
      before ? toggle('u', 'presenter.return', undefined, () => change({ back: true })) : '',
      h('span', { class: 'sp' }),
      h('button', { class: 'btn open', onclick: openProjector }, t('presenter.open')));
    put(timing,
      h('label', { class: 'plan' }, h('span', { class: 's k' }, t('presenter.plan')), h('select', { onchange: event => change({ plan: Number(event.target.value) }) },
        PLANS.map(minutes => h('option', { value: minutes, selected: minutes === plan }, t('presenter.planOf', { n: minutes }))))),
      h('button', { class: 'btn', onclick: () => change({ timing: !started }) }, t(started ? 'presenter.clear' : 'presenter.start')));
    drawConnected();
  }

  function drawConnected() {
    put(connected, store.line === 'down' ? h('span', { class: 'ac' }, t('line.down')) : t(isThere ? 'presenter.connected' : 'presenter.unconnected'));
  }

  const tick = () => clock.draw(talk(), nodeNow());

  function draw() {
    guide.asking.keep();
    drawStep();
    drawControls();
    strip.draw(talk(), nodeNow());
    room.draw(store.live);
    phones.draw(store.live);
    tick();
  }

  const stops = [
    onTalk(enter),
    followVote(drawStep),
    store.subscribe((_, areas) => {
      if (areas.has('line')) drawConnected();
      if (areas.has('nodes') || areas.has('links') || areas.has('blocks')) {
        room.draw(store.live);
        phones.draw(store.live);
      }
    }),
    watchProjector(there => {
      if (there === isThere) return;
      isThere = there;
      drawConnected();
    }, passed => doPassed(guide, passed)),
  ];
  const timer = setInterval(() => {
    tick();
    strip.draw(talk(), nodeNow());
  }, TICK);
  setTimeout(loadAhead, AHEAD, numbers);
  lead(guide.lesson);
  enter();
  return {
    element,
    leave() {
      left = true;
      clearInterval(timer);
      unuse();
      guide.fallback.end();
      unfollow.then(stop => stop());
      for (const end of stops) end();
      document.getElementById('progress')?.replaceChildren();
    },
  };
}

/** A line of a lesson: HTML that the node made of the handbook's Markdown. */
function html(line) {
  const element = h('div', {});
  element.innerHTML = line;
  return element;
}
