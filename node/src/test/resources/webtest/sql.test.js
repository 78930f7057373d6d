import { canPlot, levels, plotOf, pointsOf } from '/js/sql/plot.js';
import { figure, linkOf } from '/js/sql/table.js';
import { equal, yes } from './expect.js';

const HASH = `00${'ab'.repeat(30)}cd`;
const rows = (count, make) => Array.from({ length: count }, (_, at) => make(at));

export const tests = {
  'numbers are grouped, whole ones lose their point, other text stays'() {
    equal(figure('1234567'), '1,234,567');
    equal(figure('-1234.5'), '−1,234.5');
    equal(figure('9223372036854775807'), '9,223,372,036,854,775,807');
    equal(figure('65536.0'), '65,536');
    equal(figure('1.0066483E7'), '10,066,483');
    equal(figure('1.0E20'), '1.0E20');
    equal(figure('1.5E-7'), '1.5E-7');
    equal(figure('x'), 'x');
  },

  'a hash leads where its column says; a blob is turned around; genesis has no block before it'() {
    equal(linkOf('hash', HASH).href, `#/block/${HASH}`);
    equal(linkOf('prevout_txid', HASH).href, `#/tx/${HASH}`);
    equal(linkOf('spent_by', HASH).href, `#/tx/${HASH}`);
    equal(linkOf('txid', `x'cd${'ab'.repeat(30)}00'`).href, `#/tx/${HASH}`);
    equal(linkOf('merkle_root', HASH).href, undefined);
    equal(linkOf('prev_hash', '0'.repeat(64)).href, undefined);
    equal(linkOf('hash', HASH.slice(1)), undefined);
    equal(linkOf('hash', `${HASH}<`), undefined);
  },

  'two columns are drawn, bars for few or named values, a line for many numbers; not a single row or words'() {
    const result = (columns, numbers, all) => ({ columns, numbers, rows: all });
    equal(plotOf(result(['x', 'y'], [true, true], rows(60, at => [`${at}`, '1']))), 'bars');
    equal(plotOf(result(['x', 'y'], [true, true], rows(61, at => [`${at}`, '1']))), 'line');
    equal(plotOf(result(['x', 'y'], [false, true], rows(61, at => [`k${at}`, '1']))), 'bars');
    equal(plotOf(result(['x', 'y', 'z'], [true, true, true], rows(3, at => [`${at}`, '1', '2']))), undefined);
    equal(plotOf(result(['x', 'y', 'expected'], [true, true, true], rows(3, at => [`${at}`, '1', '2']))), 'bars');
    yes(!canPlot(result(['x', 'y'], [true, true], rows(1, at => [`${at}`, '1']))), 'one row is no picture');
    yes(!canPlot(result(['x', 'y'], [true, false], rows(2, at => [`${at}`, 'a']))), 'words have no height');
    yes(!canPlot(result(['x'], [true], rows(2, at => [`${at}`]))), 'one column is not enough');
  },

  'the axis has round steps from 0, also below it and for equal values'() {
    equal(levels(0, 97), [0, 50, 100]);
    equal(levels(0, 4200), [0, 2000, 4000, 6000]);
    equal(levels(-3, 5), [-4, -2, 0, 2, 4, 6]);
    equal(levels(0, 0), [0, .5]);
    equal(levels(7, 7), [0, 2, 4, 6, 8]);
  },

  'a line goes from left to right, bars stay in the order of the answer; NULL is no point'() {
    const result = { columns: ['x', 'y'], numbers: [true, true], rows: [['9', '1'], ['2', '3'], ['5', 'NULL']] };
    equal(pointsOf(result, 'line').map(point => point.x), [2, 9]);
    equal(pointsOf(result, 'bars').map(point => point.x), [9, 2]);
  },
};
