import { Problem } from '/js/api.js';
import { loadLanguages } from '/js/i18n.js';
import { faucetSentence } from '/js/phone/receive.js';
import { Room } from '/js/phone/room.js';
import { sentenceOf, whyGone } from '/js/phone/sentences.js';
import { openPurse } from '/js/phone/purse.js';
import { equal, yes } from './expect.js';

const settle = () => new Promise(done => setTimeout(done));
const answer = (people, mine) => ({ time: Date.now(), people, nodes: [], mine });

/** The wallet's Java, as far as the page's side needs it: words, and payments by their hex. */
function fakePeer() {
  let words;
  let kept = [];
  const peer = {
    asked: [],
    pay: hex => kept.push({ txid: `id of ${hex}`, hex, made: 1 }),
    async call(method, ...values) {
      peer.asked.push(method);
      await settle();
      switch (method) {
        case 'openWallet':
          [words] = values;
          kept = [];
          break;
        case 'keep':
          if (!kept.some(own => own.hex === values[0])) kept.push({ txid: `id of ${values[0]}`, hex: values[0], made: values[1] });
          break;
        case 'abandon': kept = kept.filter(own => own.txid !== values[0]); break;
        case 'look': return JSON.stringify({ address: `of ${words}`, kept });
      }
      return '{}';
    },
  };
  return peer;
}

const key = network => `wonsi.phone.wallet.${network}`;
const stored = network => JSON.parse(localStorage.getItem(key(network)));

/** Another page of this browser writes, and this one hears of it. */
async function elsewhere(network, wallet) {
  if (wallet) localStorage.setItem(key(network), JSON.stringify(wallet));
  else localStorage.removeItem(key(network));
  dispatchEvent(new StorageEvent('storage', { key: key(network) }));
  for (let turns = 0; turns < 5; turns++) await settle();
}

async function twoPages(network) {
  localStorage.removeItem(key(network));
  const peer = fakePeer();
  const page = { peer, changed: 0 };
  page.purse = openPurse(peer, network, () => { page.changed++; });
  return page;
}

/** The sentences of a page in Korean; at once, since other cases run beside. */
function inKorean(work) {
  const { lang } = document.documentElement;
  document.documentElement.lang = 'ko';
  try {
    return work();
  } finally {
    document.documentElement.lang = lang;
  }
}

export const tests = {
  'a page whose wallet another page has replaced writes nothing over its words, and goes over to it': async () => {
    const page = await twoPages('replaced');
    const { purse, peer } = page;
    yes(await purse.begin(['older', 'words']), 'it has begun');
    equal(stored('replaced'), { words: 'older words', kept: [] });
    // The other page's words are there, and this page hasn't heard of it.
    localStorage.setItem(key('replaced'), JSON.stringify({ words: 'newer words', kept: [] }));
    peer.pay('aa');
    await purse.look();
    equal(stored('replaced'), { words: 'newer words', kept: [] });
    equal([page.changed, purse.words], [1, ['newer', 'words']]);
    await purse.open();
    equal(purse.state.address, 'of newer words');
  },

  'a page hears that another one has made another wallet, or has forgotten it': async () => {
    const page = await twoPages('heard');
    await page.purse.begin(['one']);
    await elsewhere('heard', { words: 'two', kept: [] });
    equal([page.changed, page.purse.words], [1, ['two']]);
    await page.purse.open();
    await elsewhere('heard', undefined);
    equal([page.changed, page.purse.exists, page.peer.asked.at(-1)], [2, false, 'closeWallet']);
    await elsewhere('heard', { words: 'three', kept: [] });
    equal([page.changed, page.purse.words], [3, ['three']]);
  },

  'a page that begins where another one was faster takes that wallet': async () => {
    const page = await twoPages('faster');
    localStorage.setItem(key('faster'), JSON.stringify({ words: 'first', kept: [] }));
    equal(await page.purse.begin(['second']), false);
    equal([stored('faster').words, page.purse.words, page.changed], ['first', ['first'], 1]);
  },

  'two pages of one wallet have the same payments': async () => {
    const { purse, peer } = await twoPages('same');
    await purse.begin(['one']);
    const theirs = { txid: 'id of bb', hex: 'bb', made: 2 };
    await elsewhere('same', { words: 'one', kept: [theirs] });
    equal((await purse.look()).kept.map(({ hex }) => hex), ['bb']);
    peer.pay('aa');
    await purse.look();
    equal(stored('same').kept.map(({ hex }) => hex), ['bb', 'aa']);
    await elsewhere('same', { words: 'one', kept: stored('same').kept.slice(1) });
    equal((await purse.look()).kept.map(({ hex }) => hex), ['aa']);
  },

  'a page that forgets its wallet leaves another one\'s alone': async () => {
    const page = await twoPages('forgotten');
    await page.purse.begin(['one']);
    localStorage.setItem(key('forgotten'), JSON.stringify({ words: 'two', kept: [] }));
    await page.purse.forget();
    equal([page.purse.exists, stored('forgotten').words], [false, 'two']);
  },

  'a name that another phone has is said once, asked for again after a minute, and forgotten with a success'() {
    return inOrder(async () => {
      const said = [];
      let taken = true;
      const room = new Room({
        get: async () => answer([{ name: 'Kim', address: 'theirs' }]),
        say: async (path, body) => {
          said.push(body.address);
          if (taken) throw new Problem(409, {});
          return answer([{ name: 'Kim', address: body.address }], 'Kim');
        },
      });
      const own = { name: 'Kim', address: 'mine' };
      const { now } = Date;
      let time = now();
      Date.now = () => time;
      try {
        await room.look(own);
        await room.look(own);
        equal([said.length, room.isNameTaken], [1, true]);
        time += 60_000;
        taken = false;
        await room.look(own);
        equal([said.length, room.isNameTaken, room.mine], [2, false, 'Kim']);
        taken = true;
        await room.say('Kim', 'next');
        equal(room.isNameTaken, true);
        room.clearName();
        equal(room.isNameTaken, false);
      } finally {
        Date.now = now;
      }
    });
  },

  'one look at the room at a time, which a node that is silent ends too'() {
    return inOrder(async () => {
      let asked = 0;
      let given;
      const { setTimeout: later } = window;
      window.setTimeout = (work, time) => {
        given = { work, time };
        return 0;
      };
      const room = new Room({
        get: (path, signal) => {
          asked++;
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Problem(0, {}))));
        },
      });
      const first = room.look({ name: '' });
      const second = room.look({ name: '' });
      window.setTimeout = later;
      yes(first === second, 'the second is the first');
      equal([asked, given.time], [1, 10_000]);
      given.work();
      equal(await first.catch(problem => problem.status), 0);
      room.look({ name: '' }).catch(() => {});
      equal(asked, 2);
    });
  },

  'without a wallet the room is looked at too, for its clock, and told no name'() {
    return inOrder(async () => {
      const room = new Room({ get: async () => ({ ...answer([]), time: Date.now() - 300_000 }), say: () => { throw new Error('nothing is to be said'); } });
      await room.look({ name: 'Kim', address: undefined });
      equal(Math.round(room.clock), 300);
    });
  },

  'what a node explains in English a Korean phone says in Korean'() {
    return inOrder(async () => {
      await loadLanguages();
      const empty = new Problem(409, { detail: 'the faucet has 0 to spend and was asked for 1.00; wait 5 more blocks until what it mined may be spent' });
      const nothing = new Problem(409, { detail: 'the faucet has 0 to spend and was asked for 1.00; it has mined nothing more, start its miner' });
      const english = /[a-z]{4}/;
      inKorean(() => {
        yes(/블록이 5개/.test(faucetSentence(empty)), faucetSentence(empty));
        for (const problem of [empty, nothing, new Problem(429, { detail: 'too fast' }), new Problem(0, {})]) yes(!english.test(faucetSentence(problem)), faucetSentence(problem));
        for (const status of [400, 403, 404, 409, 413, 500, 503]) {
          const words = sentenceOf(new Problem(status, { detail: 'something English' }));
          yes(!words.includes('English'), words);
        }
        for (const reason of ['', 'the connection is gone', 'no room for another tab', 'the node does not answer', 'silent for 20 s']) yes(!english.test(whyGone(reason)), whyGone(reason));
        equal([whyGone('invalid block: bad-cb-amount'), whyGone('bad-cb-amount')], ['거부 사유: bad-cb-amount', '거부 사유: bad-cb-amount']);
      });
      equal(whyGone(''), 'the node is gone');
    });
  },
};

/** Cases that change what all share run one after the other. */
let line = Promise.resolve();
function inOrder(work) {
  const turn = line.then(work);
  line = turn.catch(() => {});
  return turn;
}
