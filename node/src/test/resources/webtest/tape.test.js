import { LONGEST_WAIT, pictureAt, readTape } from '/js/lab/tape.js';
import { applied, NOWHERE } from '/js/talk/place.js';
import { isLate } from '/js/talk/schedule.js';
import { equal } from './expect.js';

const lab = (at, more) => ({ at, lab: { experiment: 'tamper', run: 1, command: 'edit', waiting: '', problem: '', facts: [], panels: {}, ...more } });
const fact = name => ({ run: 1, name, text: name, values: {} });
const LINES = [
  { recording: 1, lesson: 3, recorded: '2026-11-27T20:30:00Z', program: '0.1.0', experiments: ['tamper'] },
  { board: { self: 'Seoul' } },
  { step: 'edit', at: 0, commands: ['tamper edit'] },
  lab(500, { waiting: 'sandbox' }),
  { at: 700, event: 'block', data: { height: 5 } },
  lab(10_500, { command: '', facts: [fact('edited')], panels: { chain: { kind: 'chain' }, link: { kind: 'values' } } }),
  { step: 'say', at: 11_000, commands: [] },
  { step: 'follow', at: 11_000, commands: ['tamper follow'] },
  lab(11_200, { run: 2, command: '', facts: [fact('path')], panels: { link: null } }),
  { asked: 'GET /api/block-height/9', answer: '00ab' },
  { end: 11_300 },
];
const tape = readTape(`${LINES.map(line => JSON.stringify(line)).join('\n')}\n`);
const factsAt = (id, elapsed) => pictureAt(tape, id, elapsed).seen.tamper?.facts.map(one => one.name) ?? [];

export const tests = {
  'a recording is read with its steps, the answers and events between them'() {
    equal(tape.lesson, 3);
    equal(tape.steps.map(step => step.id), ['edit', 'say', 'follow']);
    equal(tape.steps.map(step => step.took), [11_000, 0, 300]);
    equal(tape.events, [{ type: 'block', data: { height: 5 }, at: 700 }]);
    equal(tape.answers.get('GET /api/block-height/9'), '00ab');
  },
  'a step shows its pictures at their times, and long waits are made shorter'() {
    equal(pictureAt(tape, 'edit', 0), { seen: {}, next: 500, at: 0 });
    equal(pictureAt(tape, 'edit', 499).next, 1);
    equal(pictureAt(tape, 'edit', 500).seen.tamper.waiting, 'sandbox');
    equal(pictureAt(tape, 'edit', 500).next, LONGEST_WAIT);
    equal(pictureAt(tape, 'edit', 2499).seen.tamper.command, 'edit');
    equal(factsAt('edit', 2499), []);
    equal(factsAt('edit', 2500), ['edited']);
    equal(pictureAt(tape, 'edit', 2500).next, undefined);
  },
  'the room is at the moment that the picture is of, and at a step’s end when it is over'() {
    equal(pictureAt(tape, 'edit', 600).at, 600);
    equal(pictureAt(tape, 'edit', 2499).at, 2499);
    equal(pictureAt(tape, 'edit', Infinity).at, 11_000);
  },
  'each step begins with all that those before it showed; a panel that went is gone'() {
    equal(factsAt('follow', 0), ['edited']);
    equal(factsAt('follow', Infinity), ['edited', 'path']);
    equal(Object.keys(pictureAt(tape, 'follow', Infinity).seen.tamper.panels), ['chain']);
    equal(Object.keys(pictureAt(tape, 'follow', 0).seen.tamper.panels), ['chain', 'link']);
    equal(pictureAt(tape, undefined, Infinity), { seen: {}, next: undefined, at: 0 });
  },
  'lines of another form are no recording'() {
    for (const text of ['', '{"recording":2}\n{"board":{}}', '{"recording":1}', 'nonsense']) {
      let failure = '';
      try {
        readTape(text);
      } catch (problem) {
        failure = problem.name;
      }
      equal(failure === '', false);
    }
  },
  'a talk keeps for each lesson how far its recording has played, and since when'() {
    const three = applied(applied(NOWHERE, { lesson: 3, step: 4 }), { play: 4 }, 1000);
    equal(three.recorded, [{ lesson: 3, step: 4, since: 1000 }]);
    const five = applied(applied(three, { lesson: 5, step: 1 }), { played: 0 }, 2000);
    equal(five.recorded, [{ lesson: 3, step: 4, since: 1000 }, { lesson: 5, step: 0, since: 0 }]);
    equal(applied(five, { live: true }).recorded, [{ lesson: 3, step: 4, since: 1000 }]);
    equal(applied(five, { step: 2 }).recorded.length, 2);
  },
  'a step is late beyond twice its recorded time and ten seconds, or when the lesson’s minutes are over'() {
    const lesson = { number: 3, plans: { 50: 3 } };
    const talk = { ...NOWHERE, lesson: 3, plan: 50, started: 1_000_000, since: 1_000_000 };
    equal(isLate(lesson, talk, 1_010_000, 20_000, 5000), false);
    equal(isLate(lesson, talk, 1_010_000, 20_001, 5000), true);
    equal(isLate(lesson, talk, 1_180_000, 6000, 5000), false);
    equal(isLate(lesson, talk, 1_180_001, 6000, 5000), true);
    equal(isLate(lesson, talk, 1_180_001, 5000, 5000), false);
    equal(isLate({ number: 13, plans: {} }, talk, 9_000_000, 6000, 5000), false);
  },
  async 'a node that is too busy for a recording is asked for it again, one that has none is not'() {
    const { loadTape } = await import('/js/lab/recorded.js');
    const real = globalThis.fetch;
    let answers = [];
    let asked = 0;
    globalThis.fetch = async () => {
      asked++;
      return answers.shift();
    };
    const problem = status => new Response(JSON.stringify({ status, detail: 'no' }), { status });
    try {
      answers = [problem(503), problem(429), new Response(LINES.map(line => JSON.stringify(line)).join('\n'))];
      equal(await loadTape({ number: 77, parts: [] }), false);
      equal(await loadTape({ number: 77, parts: [] }), false);
      equal(await loadTape({ number: 77, parts: [] }), true);
      answers = [problem(404)];
      equal(await loadTape({ number: 78, parts: [] }), false);
      equal(await loadTape({ number: 78, parts: [] }), false);
      equal(asked, 4);
    } finally {
      globalThis.fetch = real;
    }
  },
};
