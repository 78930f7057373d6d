import { mayBeOthers, rowsOf } from '/js/panels/finders.js';
import { partOf } from '/js/phone/lend.js';
import { equal } from './expect.js';

const finder = (name, kind, found, stale = 0) => ({ name, kind, found, stale });
const room = more => ({ tabs: [], money: [{}], blocks: new Map([['a', { finder: 'Seoul' }], ['b', { finder: null }]]), byName: new Map([['Seoul', {}]]), ...more });

export const tests = {
  'what is lent is a part of what the difficulty implies, and a tenth at most'() {
    equal(partOf({ rate: 42_000, most: 84_000 }), { rate: 42_000, percent: 5, limited: false });
    equal(partOf({ rate: 0.6, most: 10 }).rate, 1);
    equal(partOf({ rate: 75_600, most: 84_000 }).limited, false);
    equal(partOf({ rate: 75_601, most: 84_000 }).limited, true);
    equal(partOf({ rate: 90_000, most: 84_000 }).percent, 10);
    equal(partOf({ rate: 0, most: 0 }), { rate: 0, percent: 0, limited: false });
  },

  'finders are shown once one of them is none of the room\'s nodes'() {
    equal(rowsOf([]), []);
    equal(rowsOf([finder('Seoul', 'node', 9), finder('Busan', 'node', 7, 1)]), []);
    const rows = rowsOf([finder('Seoul', 'node', 9), finder('Seoul', 'other', 1)]);
    equal(rows.map(({ rank, key }) => [rank, key]), [[1, 'node Seoul'], [2, 'other Seoul']]);
  },

  'twelve finders are twelve rows, and of thirteen the last two are one row'() {
    const many = length => Array.from({ length }, (_, at) => finder(`n${at}`, 'person', 20 - at, at));
    equal(rowsOf(many(12)).map(row => row.kind === 'rest'), Array(12).fill(false));
    const rows = rowsOf(many(13));
    equal(rows.length, 12);
    equal(rows[11], { kind: 'rest', name: '', count: 2, rank: '', key: ' rest', found: 9 + 8, stale: 11 + 12 });
  },

  'a node is asked for finders only where there may be others: with a tab, or a block of nobody that is known'() {
    equal(mayBeOthers(room()), false);
    equal(mayBeOthers(room({ tabs: [{}] })), true);
    equal(mayBeOthers(room({ blocks: new Map([['a', { finder: 'Kim' }]]) })), true);
    equal(mayBeOthers(room({ tabs: [{}], money: [] })), false);
  },
};
