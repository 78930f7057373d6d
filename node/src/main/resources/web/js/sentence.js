/** The one line above the chain: what just happened, as a key and its parameters. Pure. */
import { branchesOf, forkOf, liveTips, tipsOf } from './tree.js';

/** Branches that last no longer than this, in milliseconds, are news on its way and no split. */
const LASTING = 1000;

/** A live fork speaks for as long as it lasts, then a split of the network; otherwise the last happening does. */
export function sentenceOf(state, nodeName) {
  if (!state.loaded) return { key: 'say.loading' };
  const tips = tipsOf(state.blocks, state.nodes, state.self);
  const live = tips.length > 0 ? liveTips(tips) : [];
  if (live.length === 2) return forkOfTwo(live, nodeName);
  if (live.length > 2) return { key: 'say.forkMany', parameters: { n: live.length, height: live[0].block.height }, urgent: true };
  if (state.splitSince !== undefined && state.clock - state.splitSince >= LASTING) return split(state, branchesOf(state.blocks, tips), nodeName);
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
    case 'cut':
      return { key: reachable(state.links, happening.a, happening.b) ? 'say.cutAround' : 'say.cut', parameters };
    default:
      return { key: `say.${happening.kind}`, parameters };
  }
}

/** Whether news still comes from one node to the other over other links. */
function reachable(links, from, to) {
  const others = links.filter(link => link.connected && !(link.a === from && link.b === to) && !(link.a === to && link.b === from));
  const reached = new Set([from]);
  for (const name of reached) {
    for (const { a, b } of others) {
      if (a === name) reached.add(b);
      if (b === name) reached.add(a);
    }
  }
  return reached.has(to);
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

/** The network is parted and one branch is ahead: who builds on his own, and how far both have come. */
function split(state, branches, nodeName) {
  const fork = forkOf(state.blocks, branches);
  if (!fork) return { key: 'say.splitDeep', parameters: { n: branches.length }, urgent: true };
  if (branches.length > 2) return { key: 'say.splitMany', parameters: { n: branches.length, height: fork.height }, urgent: true };
  const [main, own] = branches;
  const parameters = { height: fork.height, own: own.block.height - fork.height, main: main.block.height - fork.height };
  if (own.nodes.length > 1) return { key: 'say.splitNodes', parameters: { ...parameters, n: own.nodes.length }, urgent: true };
  return { key: 'say.split', parameters: { ...parameters, node: nodeName(own.nodes[0].name) }, urgent: true };
}

/** When the page has just been opened: the state of things. */
function atRest(state, tips, nodeName) {
  const tip = tips[0]?.block;
  if (!tip || tip.height === 0) return { key: 'say.empty' };
  if (tip.finder) return { key: 'say.stands', parameters: { height: tip.height, finder: nodeName(tip.finder) } };
  return { key: 'say.standsUnnamed', parameters: { height: tip.height } };
}
