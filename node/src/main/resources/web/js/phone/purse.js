/**
 * The phone's wallet. Java makes keys, chooses coins and signs, in the worker that also has the phone's own chain; this keeps what must survive a
 * reload, and hands random bytes in.
 */
import { forgetWallet, keepWallet, keptWallet, randomHex } from './keeping.js';

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
const seconds = () => Math.floor(Date.now() / 1000);

export function openPurse(peer, network) {
  let wallet = keptWallet(network);
  let state;

  async function ask(method, ...values) {
    const answer = JSON.parse(await peer.call(method, ...values));
    if (answer.problem) throw new CannotError(answer);
    return answer;
  }

  function remember(next) {
    state = next;
    const kept = JSON.stringify(next.kept);
    if (wallet && JSON.stringify(wallet.kept) !== kept) {
      wallet = { ...wallet, kept: next.kept };
      keepWallet(network, wallet);
    }
    return next;
  }

  async function open(words) {
    await ask('openWallet', words, network);
    for (const { hex, made } of wallet.kept) await ask('keep', hex, made);
    return look();
  }

  /** A look at the chain; where the wallet was forgotten meanwhile, nothing changes. */
  const look = async () => wallet ? remember(await ask('look', seconds())) : state;

  return {
    get state() { return state; },
    get exists() { return wallet !== undefined; },
    /** Words are kept here in the clear: it is play money. */
    get words() { return wallet.words.split(' '); },
    /** Opens what is kept. */
    open: () => open(wallet.words),
    newWords: async list => (await ask('newWords', randomHex(ENTROPY), list)).words,
    readWords: async text => (await ask('readWords', text.normalize('NFKC'))).words,
    /** Begins with these words. */
    async begin(words) {
      wallet = { words: words.join(' '), kept: [] };
      keepWallet(network, wallet);
      return open(wallet.words);
    },
    /** Forgets words and payments. */
    async forget() {
      wallet = undefined;
      forgetWallet(network);
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
