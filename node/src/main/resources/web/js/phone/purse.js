/**
 * The phone's wallet. Java makes keys, chooses coins and signs, in the worker that also has the phone's own chain; this keeps what must survive a
 * reload, and hands random bytes in.
 */
import { forgetWallet, keepWallet, keptWallet, onOthersWallet, randomHex } from './keeping.js';

/** What can't be done: `code` is the wallet's, `values` what its sentence needs. */
export class CannotError extends Error {
  constructor(answer) {
    super(answer.english ?? answer.problem);
    this.name = 'CannotError';
    this.code = answer.problem;
    this.answer = answer;
  }
}

const ENTROPY = 16; // twelve words
/** Those payments of a list that another one doesn't have. */
const without = (payments, others) => payments.filter(({ hex }) => others.every(other => other.hex !== hex));
const seconds = () => Math.floor(Date.now() / 1000);

/**
 * Opens the purse. `changed` is called when another page of this browser keeps another wallet, or none: this one is then to be opened anew. What is kept
 * belongs to all pages, so none overwrites another one's words.
 */
export function openPurse(peer, network, changed) {
  let wallet = keptWallet(network);
  let state;

  async function ask(method, ...values) {
    const answer = JSON.parse(await peer.call(method, ...values));
    if (answer.problem) throw new CannotError(answer);
    return answer;
  }

  /** Takes what a look at the chain showed; the payments are kept only while the words that are kept are still these. */
  function remember(next) {
    state = next;
    if (JSON.stringify(wallet.kept) === JSON.stringify(next.kept)) return next;
    if (keptWallet(network)?.words !== wallet.words) {
      follow();
      return next;
    }
    wallet = { ...wallet, kept: next.kept };
    keepWallet(network, wallet);
    return next;
  }

  /** Goes after what another page keeps: its payments, if it has the same wallet; otherwise its wallet takes the place of this one. */
  async function follow() {
    const there = keptWallet(network);
    if (there?.words !== wallet?.words) {
      wallet = there;
      if (!there) peer.call('closeWallet');
      changed();
      return;
    }
    if (!there) return;
    // All are asked at once: a look in between would take what isn't here yet for given up.
    await Promise.all([
      ...without(there.kept, wallet.kept).map(({ hex, made }) => ask('keep', hex, made)),
      ...without(wallet.kept, there.kept).map(({ txid }) => ask('abandon', txid))]);
    if (wallet?.words === there.words) wallet = { ...wallet, kept: there.kept };
  }

  async function open() {
    const { words, kept } = wallet;
    await ask('openWallet', words, network);
    for (const { hex, made } of kept) await ask('keep', hex, made);
    return look();
  }

  /** A look at the chain; where the wallet was forgotten or is another one meanwhile, nothing changes. */
  async function look() {
    if (!wallet) return state;
    const { words } = wallet;
    const next = await ask('look', seconds());
    return wallet?.words === words ? remember(next) : state;
  }

  onOthersWallet(network, follow);

  return {
    get state() { return state; },
    get exists() { return wallet !== undefined; },
    /** Words are kept here in the clear: it is play money. */
    get words() { return wallet.words.split(' '); },
    /** Opens what is kept. */
    open,
    newWords: async list => (await ask('newWords', randomHex(ENTROPY), list)).words,
    readWords: async text => (await ask('readWords', text.normalize('NFKC'))).words,
    /** Begins with these words; false where another page was faster, whose wallet it then is. */
    async begin(words) {
      if (keptWallet(network)) {
        follow();
        return false;
      }
      wallet = { words: words.join(' '), kept: [] };
      keepWallet(network, wallet);
      await open();
      return true;
    },
    /** Forgets words and payments. */
    async forget() {
      if (keptWallet(network)?.words === wallet?.words) forgetWallet(network);
      wallet = undefined;
      await peer.call('closeWallet');
    },
    look,
    readLink: text => ask('readLink', text),
    link: (address, label) => ask('link', address, label).then(answer => answer.link),
    draft: (address, coins, rate) => ask('draft', address, coins, rate, randomHex(32)),
    /** Signs the draft, and hands it to the phone's own node, which checks it and passes it on. */
    async send() {
      const signed = await ask('signDraft', seconds());
      await look(); // kept before it leaves
      await peer.submit(signed.hex);
      await look();
      return signed;
    },
    /** Hands a payment over again. */
    async again(txid) {
      for (const { hex } of state.kept.filter(own => own.txid === txid)) await peer.submit(hex);
      return look();
    },
    async abandon(txid) {
      await ask('abandon', txid);
      return look();
    },
    proof: txid => ask('proof', txid),
    drawQr: text => peer.call('drawQr', text),
    readQr: (grey, width, height) => peer.call('readQr', grey, width, height),
  };
}
