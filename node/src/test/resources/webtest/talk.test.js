import { applied, END, NOWHERE, pathOf, WELCOME } from '/js/talk/place.js';
import { following, minutes, minutesOf, spare, standing } from '/js/talk/schedule.js';
import { equal } from './expect.js';

const MINUTES = [2, 3, 3, 3, 6, 5, 2, 5, 2, 2, 7, 4];
const lessons = [...MINUTES.map((n, at) => ({ number: at + 1, plans: { 50: n, 90: 2 * n } })), { number: 13, plans: { 50: 8, 90: 8 } }];
const talk = { ...NOWHERE, lesson: 5, step: 2, plan: 50, started: 1_000_000, since: 1_670_000, spent: [{ lesson: 1, millis: 130_000 }, { lesson: 5, millis: 10_000 }] };

export const tests = {
  'the twelve lessons leave six of fifty minutes for questions, whatever stands beside the paper'() {
    equal(spare(lessons, 50), 6);
    equal(spare(lessons, 90), 2);
  },
  'a lesson over its minutes says by how much, and its earlier visits count'() {
    const at = standing(lessons, talk, 2_100_000);
    equal(minutes(at.passed), '18:20');
    equal(minutes(at.all), '50:00');
    equal(minutes(at.here), '7:20');
    equal(minutes(at.planned), '6:00');
    equal(minutes(at.over), '1:20');
    equal(minutes(at.left), '31:40');
    equal(minutes(at.needed), '33:00');
    equal(minutes(at.spentOn(1)), '2:10');
    equal(minutes(at.spentOn(6)), '0:00');
  },
  'a lesson within its minutes still needs the rest of them'() {
    const at = standing(lessons, { ...talk, spent: [] }, 1_670_000 + 60_000);
    equal(minutes(at.over), '−5:00');
    equal(minutes(at.needed), '38:00');
  },
  'a clock that stands has passed nothing, and all is left'() {
    const at = standing(lessons, NOWHERE, 5_000_000);
    equal([minutes(at.passed), minutes(at.left), minutes(at.needed), at.planned], ['0:00', '50:00', '50:00', 0]);
  },
  'a clock that was set back doesn’t run backwards'() {
    const at = standing(lessons, talk, 900_000);
    equal([at.passed, at.here], [0, 10_000]);
  },
  'time is written in minutes and seconds, less than none with a minus'() {
    equal([0, 999, 1000, 59_999, 600_000, 3_600_000, -999, -1000, -65_000].map(minutes), ['0:00', '0:00', '0:01', '0:59', '10:00', '60:00', '0:00', '−0:01', '−1:05']);
  },
  'a lesson without a schedule of that length has no minutes'() {
    equal(minutesOf(lessons[0], 180), 0);
    equal(minutesOf(undefined, 50), 0);
  },
  'the paper’s last lesson ends the talk, and a lesson beside the paper leads to the next one there'() {
    const numbers = Array.from({ length: 16 }, (_, at) => at + 1);
    equal([WELCOME, 1, 11, 12, 13, 15, 16, END].map(number => following(number, numbers)), [1, 2, 12, undefined, 14, 16, undefined, undefined]);
    equal(following(2, [1, 2]), undefined);
  },
  'a step within a lesson leaves the lesson that was left before'() {
    const three = applied(NOWHERE, { lesson: 3, step: 4 });
    equal(three.before, undefined);
    const four = applied({ ...three, tab: 'faces' }, { lesson: 4 });
    equal([four.lesson, four.step, four.tab, four.before], [4, 0, 'experiment', { lesson: 3, step: 4 }]);
    equal(applied(four, { step: 2 }).before, { lesson: 3, step: 4 });
  },
  'back leads to the lesson that was left, and forth again; with none it stays'() {
    const wrong = applied(applied(NOWHERE, { lesson: 3, step: 4 }), { lesson: 11 });
    const back = applied(wrong, { back: true });
    equal([back.lesson, back.step, back.before], [3, 4, { lesson: 11, step: 0 }]);
    equal(applied(NOWHERE, { back: true }).lesson, 0);
  },
  'answers are shown for the lesson they belong to, and forgotten with it'() {
    const shown = applied(applied(NOWHERE, { lesson: 3, step: 2 }), { show: 'where' });
    equal(shown.shown, [{ lesson: 3, id: 'where' }]);
    equal(applied(shown, { step: 0, forget: 4 }).shown.length, 1);
    equal(applied(shown, { step: 0, forget: 3 }).shown.length, 0);
  },
  'black, pause and slow motion change nothing else'() {
    const black = applied(talk, { black: true, paused: true });
    equal([black.black, black.paused, black.slow, black.lesson, black.step], [true, true, false, 5, 2]);
  },
  'each place has an address'() {
    equal([pathOf({ lesson: WELCOME, step: 0 }), pathOf({ lesson: END, step: 0 }), pathOf({ lesson: 7, step: 3 })], ['welcome', 'end', 'lesson/7/3']);
  },
};
