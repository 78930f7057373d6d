/** The first page: what just happened, the chain, and the four panels. */
import { mayAct } from '../api.js';
import { askFaucet, askSend, mineOne, openDemo, openMining, openNode, setLink } from '../dialogs.js';
import { h, set, text } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { chainPanel } from '../panels/chain.js';
import { findersPanel } from '../panels/finders.js';
import { mempoolPanel } from '../panels/mempool.js';
import { miningPanel, waitsPanel } from '../panels/mining.js';
import { moneyPanel } from '../panels/money.js';
import { offers } from '../offered.js';
import { networkPanel } from '../panels/network.js';
import { go } from '../router.js';
import { available } from '../lab/client.js';
import { sendForged } from '../lab/forged.js';
import { isRecorded } from '../lab/recorded.js';
import { sentenceOf } from '../sentence.js';
import { store } from '../store.js';
import { mendRoom } from '../talk/mend.js';
import { pathOf } from '../talk/place.js';
import { talk } from '../talk/talk.js';
import { toast, toastError, toastProblem } from '../toast.js';

/** Does what a person asks of the live network; a recording can't be told to do anything. */
const onLive = act => (...values) => isRecorded() ? toast(t('recorded.notLive')) : act(...values);

async function forgeCoin() {
  try {
    const { said, problem } = await sendForged('incentive');
    if (problem) toastError(problem);
    else toast(said);
  } catch (problem) {
    toastProblem(problem);
  }
}

/** Who shows the board between two steps goes on where the talk is, and mends what was cut. */
const KEYS = [
  [['PageDown', 'PageUp', 'n', 'e'], 'keys.toLesson', () => go(pathOf(talk())), 'lesson'],
  [['r'], 'keys.heal', onLive(mendRoom), 'network'],
];

/** Builds the view into `view`; answers how to leave it. */
export const boardView = view => offers('network') ? wholeBoard(view) : chainBoard(view);

/** Without a node behind it the board has the chain, what waits, and how long blocks took. */
function chainBoard(view) {
  const chain = chainPanel({});
  const mempool = mempoolPanel({});
  const waits = waitsPanel();
  return show(view, h('div', { class: 'board few' }), [chain, mempool, waits], [], [
    [['blocks', 'nodes'], chain.draw],
    [['mempool', 'blocks'], mempool.draw],
    [['blocks'], waits.draw],
  ]);
}

function wholeBoard(view) {
  const chain = chainPanel({ askToMine: onLive(mineOne) });
  const network = networkPanel({ setLink: onLive(setLink), openNode: onLive(openNode), openMessage: onLive(({ from, to, type }) => go(`faces/link/${encodeURIComponent(from)}/${encodeURIComponent(to)}/${type}`)) });
  if (mayAct()) {
    available().then(has => {
      if (!has) return;
      network.allowForging(onLive(forgeCoin));
      network.draw(store.state);
    });
  }
  const mempool = mempoolPanel({ askFaucet: onLive(askFaucet), openDemo: onLive(openDemo) });
  const mining = miningPanel({ openControls: onLive(openMining) });
  const money = moneyPanel({ askSend: onLive(askSend), askFaucet: onLive(askFaucet) });
  const finders = findersPanel();
  const board = h('div', { class: 'board' });
  // The blocks and payments of a recording are on no chain of this node.
  board.addEventListener('click', event => isRecorded() && event.target.closest('a') && event.preventDefault(), true);
  const folds = [[mining, 'money.title'], [money, 'mining.title']].map(([panel, words]) => {
    const button = h('button', { class: 'fold', onclick: () => board.classList.toggle('folded') });
    panel.element.querySelector('h2').after(button);
    return () => text(button, t(words));
  });
  return show(view, board, [chain, network, mempool, mining, money, finders], folds, [
    [['blocks', 'nodes'], chain.draw],
    [['blocks', 'mining'], chain.mine],
    [['nodes', 'links', 'blocks'], network.draw],
    [['mempool', 'blocks', 'money'], mempool.draw],
    [['mining', 'nodes', 'blocks'], mining.draw],
    [['money', 'nodes'], money.draw],
    [['blocks'], state => finders.draw(state, isRecorded())],
  ], (state, message) => network.message(state, message));
}

/** Puts the panels under the sentence, and keeps all of it up; answers how to leave it. */
function show(view, board, panels, folds, panelDrawers, take = () => {}) {
  const words = h('h1', { 'aria-live': 'polite' });
  view.append(board);
  board.append(h('div', { class: 'say' }, words), ...panels.map(panel => panel.element));
  const drawers = [[['sentence', 'blocks', 'nodes', 'mining'], say], ...panelDrawers];

  function say(state) {
    const { key, parameters } = sentenceOf(state, nodeName);
    text(words, t(key, parameters));
    // Until the node has answered there is nothing to show; zeros would be said of it.
    board.classList.toggle('loading', !state.loaded);
    for (const fold of folds) fold();
    set(view, { 'aria-label': t('view.board') });
  }

  const draw = (state, changed, message) => {
    if (message) take(state, message);
    for (const [areas, drawer] of drawers) if (areas.some(area => changed.has(area))) drawer(state);
  };
  const all = new Set(drawers.flatMap(([areas]) => areas));
  const resized = () => draw(store.state, all);
  addEventListener('resize', resized);
  const stop = store.subscribe(draw);
  const unuse = useKeys(KEYS);
  resized();
  return () => {
    removeEventListener('resize', resized);
    unuse();
    stop();
  };
}
