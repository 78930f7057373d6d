import { endsInConsonant, format } from '/js/i18n.js';
import { bytes, coins, coinsShort, count, expectedTries, issued, rate, satoshis, splitHash, targetOf } from '/js/format.js';
import { equal } from './expect.js';

export const tests = {
  'English chooses singular and plural'() {
    equal(format('{n} {n|block/blocks}', { n: 1 }, 'en'), '1 block');
    equal(format('{n} {n|block/blocks}', { n: 0 }, 'en'), '0 blocks');
  },

  'Korean chooses the particle by the last sound'() {
    equal(format('{name}{name|이/가}', { name: '서울' }, 'ko'), '서울이');
    equal(format('{name}{name|이/가}', { name: '제주' }, 'ko'), '제주가');
    equal(format('{n}{n|을/를}', { n: 7 }, 'ko'), '7을');
    equal(format('{n}{n|을/를}', { n: 5 }, 'ko'), '5를');
    equal(format('{name}{name|으로/로}', { name: '서울' }, 'ko'), '서울로');
    equal([endsInConsonant('Bob'), endsInConsonant('Alice')], [true, false]);
  },

  'a name with braces or markup stays text'() {
    equal(format('{name} mines', { name: '{n}<b>' }, 'en'), '{n}<b> mines');
  },

  'coins keep every digit that is there, and two at least'() {
    equal([coins(5000000000), coins(10000), coins(1), coins(0), coins(-12500000)], ['50.00', '0.0001', '0.00000001', '0.00', '−0.125']);
    equal(coins(2100000000000000), '21,000,000.00');
    equal(coinsShort(243120000000), '2,431.20');
  },

  'typed amounts become satoshis, and what is none is refused'() {
    equal([satoshis('5'), satoshis('0.00000001'), satoshis(' 12,5 ')], [500000000, 1, 1250000000]);
    equal(['', '0', '-1', '1.123456789', '1e3', 'ten', '21000001'].map(satoshis).map(value => value === undefined), [true, true, true, true, true, true, true]);
  },

  'tries are short in both languages'() {
    equal([count(5100000, 'en'), count(8388608, 'en'), count(950, 'en'), count(12000, 'en')], ['5.1 M', '8.4 M', '950', '12 k']);
    equal([count(5100000, 'ko'), count(8388608, 'ko'), count(950, 'ko'), count(250000000, 'ko')], ['510만', '839만', '950', '2.5억']);
  },

  'the target of the seminar\'s first bits takes about 2^23 tries'() {
    equal(targetOf('1e01ffff'), '000001ffff000000000000000000000000000000000000000000000000000000');
    equal(expectedTries(targetOf('1e01ffff')), 8388672);
    equal(targetOf('1d00ffff'), '00000000ffff0000000000000000000000000000000000000000000000000000');
    equal(expectedTries(targetOf('1d00ffff')), 4295032833);
  },

  'issued coins follow the halvings of the network'() {
    equal([issued(0, 'seminar'), issued(1, 'seminar'), issued(141, 'seminar')], [0, 5000000000, 705000000000]);
    equal([issued(209, 'seminar'), issued(210, 'seminar'), issued(211, 'seminar')], [1045000000000, 1047500000000, 1050000000000]);
    equal(issued(7000000, 'mainnet') < 2100000000000000, true);
  },

  'a hash is split after its zeros'() {
    equal(splitHash(`000000c4b8c4${'5'.repeat(52)}`, 12), { zeros: '000000', rest: 'c4b8c4' });
    equal(splitHash('33fa01b28770', 12), { zeros: '', rest: '33fa01b28770' });
  },

  'bytes and rates are short'() {
    equal([bytes(0), bytes(999), bytes(4900), bytes(1200000)], ['0 B', '999 B', '4.9 kB', '1.2 MB']);
    equal([rate(31.2), rate(1), rate(4.52)], ['31', '1', '4.5']);
  },
};
