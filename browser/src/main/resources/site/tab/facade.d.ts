/**
 * What the WebAssembly of the tab exports; org.wonsi.browser.Facade says what each does. A test holds both to the same list.
 */
export interface Facade {
  open(nodes: number, seed: number, hashes: number, now: number): void;
  hash(tries: number): void;
  advance(now: number): void;
  mine(tries: number): number;
  measured(hashesPerSecond: number): void;
  takeEvents(): string;
  board(): string;
  setLink(a: string, b: string, joined: boolean): boolean;
  setMining(node: string, on: boolean): boolean;
  setDemoPayments(on: boolean): void;
  pay(from: string, address: string, satoshis: number, feeRate: number): string;
  orderBlock(node: string): string;
  orderForgery(node: string, block: string): string;
  order(): string;
  takeDone(): string;
  giveUp(): void;
  send(node: string, block: string): string;
  trial(node: string, block: string, tx: number): string;
  answer(path: string, node: string): string;
  decode(hex: string, as: string): string;
  sign(key: string, hash: string): string;
  address(key: string, network: string): string;
  runScripts(scriptSig: string, scriptPubKey: string, flags: string): string;
  verifyInput(transaction: string, scriptPubKey: string, flags: string): string;
  signatureHash(transaction: string, input: number, script: string, hashType: number): string;
  checkTransaction(transaction: string): string;
  openChain(network: string, activation: string): void;
  judge(block: string, now: number): string;
  simulateCalm(nodes: number, hours: number, seed: number): string;
  simulateStormy(nodes: number, hours: number, seed: number): string;
}
