/**
 * What the WebAssembly of a phone exports; org.wonsi.browser.phone.PhoneFacade says what each does. A test holds both to the same list.
 */
export interface PhoneFacade {
  peerOpen(network: string, name: string, seed: number, now: number): void;
  peerRestore(hex: string, now: number): string;
  peerRestored(): void;
  peerFirst(): string;
  peerConnected(now: number): void;
  peerReceived(hex: string, now: number): void;
  peerStep(now: number): boolean;
  peerClosed(reason: string, now: number): void;
  peerTick(now: number): void;
  peerTake(): string;
  peerState(): string;
  peerSubmit(hex: string, now: number): string;
  peerCoins(scripts: string): string;
  peerHistory(scripts: string): string;
  peerProof(txid: string): string;
  newWords(entropy: string, list: string): string;
  readWords(text: string): string;
  seed(words: string, passphrase: string): string;
  extendedKeys(seed: string, path: string): string;
  readExtendedKey(text: string): string;
  openWallet(words: string, network: string): string;
  closeWallet(): void;
  addresses(count: number): string;
  keep(hex: string, made: number): string;
  abandon(txid: string): string;
  look(now: number): string;
  proof(txid: string): string;
  readLink(text: string): string;
  link(address: string, label: string): string;
  draft(address: string, coins: string, feeRate: string, random: string): string;
  signDraft(now: number): string;
  lend(address: string, name: string): string;
  mine(count: number, now: number): number;
  mined(): string;
  drawQr(text: string): string;
  readQr(grey: string, width: number, height: number): string;
}
