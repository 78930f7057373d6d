/** The room's node cheats: every phone is sent a forged block, and says itself what it makes of it. */
import { post } from '../api.js';
import { t } from '../i18n.js';

/**
 * Sends it and waits for what the phones say: a sentence about it, or what went wrong in the experiment. `incentive` sends a block with one coin too
 * many, `tamper` an old one with another payment. Fails with a Problem where the node refuses.
 */
export async function sendForged(experiment) {
  const { facts, problem } = await post(`/lab/${experiment}/phones`, { arguments: {} });
  return problem ? { problem } : { said: t('net.forged', facts.findLast(fact => fact.name === 'phones').values) };
}
