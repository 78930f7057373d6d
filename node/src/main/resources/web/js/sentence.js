/** The one line above the chain: what just happened, as a key and its parameters. Pure. */
import { liveTips, tipsOf } from './tree.js';

/** A live fork speaks for as long as it lasts; otherwise the last happening does. */
export function sentenceOf(state, nodeName) {
  if (!state.loaded) return { key: 'say.loading' };
  const tips = tipsOf(state.blocks, state.nodes, state.self);
  const live = tips.length > 0 ? liveTips(tips) : [];
  if (live.length === 2) return forkOfTwo(live, nodeName);
  if (live.length > 2) return { key: 'say.forkMany', parameters: { n: live.length, height: live[0].block.height }, urgent: true };
  const happening = state.happening;
  const parameters = named(happening, nodeName);
  switch (happening.kind) {
    case 'start':
      return atRest(state, tips, nodeName);
    case 'found':
      if (!happening.finder) return { key: 'say.foundUnnamed', parameters };
      return { key: happening.payments > 0 ? 'say.found' : 'say.foundEmpty', parameters };
    case 'reorg':
      return { key: happening.count === 1 ? 'say.reorgOne' : 'say.reorg', parameters };
    case 'catching':
      return catchingUp(parameters);
    default:
      return { key: `say.${happening.kind}`, parameters };
  }
}

function named(happening, nodeName) {
  const parameters = { ...happening };
  for (const name of ['finder', 'node', 'a', 'b', 'winner', 'loser']) if (parameters[name]) parameters[name] = nodeName(parameters[name]);
  if (typeof parameters.rate === 'number') parameters.rate = Math.round(parameters.rate * 10) / 10;
  return parameters;
}

/** Seconds up to two minutes, then minutes. */
function catchingUp(parameters) {
  if (parameters.left === undefined) return { key: 'say.catching', parameters };
  if (parameters.left < 120) return { key: 'say.catchingRate', parameters };
  return { key: 'say.catchingMinutes', parameters: { ...parameters, left: Math.ceil(parameters.left / 60) } };
}

function forkOfTwo(live, nodeName) {
  const [a, b] = live.map(tip => tip.block);
  if (a.finder && b.finder && a.finder !== b.finder && a.height === b.height) {
    return { key: 'say.fork', parameters: { a: nodeName(a.finder), b: nodeName(b.finder), height: a.height }, urgent: true };
  }
  return { key: 'say.forkUnnamed', parameters: { height: a.height }, urgent: true };
}

/** When the page has just been opened: the state of things. */
function atRest(state, tips, nodeName) {
  const tip = tips[0]?.block;
  if (!tip || tip.height === 0) return { key: 'say.empty' };
  if (tips.length > 1) return { key: 'say.disagree', parameters: { n: tips.length } };
  if (tip.finder) return { key: 'say.stands', parameters: { height: tip.height, finder: nodeName(tip.finder) } };
  return { key: 'say.standsUnnamed', parameters: { height: tip.height } };
}
