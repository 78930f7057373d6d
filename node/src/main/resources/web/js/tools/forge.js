/**
 * Gives a changed block to a node of the tab, as a stranger would: as it is, or with its work redone. The node checks it by its own rules.
 * A node on a computer has its laboratory for this.
 */
import { getJson, post } from '../api.js';
import { h, put, set } from '../dom.js';
import { whole } from '../format.js';
import { nodeName, t } from '../i18n.js';
import { verdict } from '../lab/drawings.js';
import { problemWords } from '../problems.js';
import { store } from '../store.js';

/** How often the search is looked after, in milliseconds. */
const LOOK = 500;

/** Builds the panel; `bytes()` is the block in hex. Answers `{element, leave()}`. */
export function forgery(bytes) {
  const node = h('select', { id: 'forge-node' }, store.state.nodes.map(({ name }, at) => h('option', { value: name, selected: at === 1 || undefined }, nodeName(name))));
  const send = h('button', { class: 'btn p', type: 'button', onclick: () => act('/tab/send', 'edit.block') }, t('forge.send'));
  const redo = h('button', { class: 'btn', type: 'button', onclick: () => act('/tab/forgery', 'lab.redoneBranch') }, t('forge.redo'));
  const stop = h('button', { class: 'btn', type: 'button', hidden: true, onclick: () => post('/tab/forgery/stop', {}) }, t('forge.stop'));
  const said = h('div', { class: 'lab-kind-verdict', role: 'status' });
  const element = h('section', { class: 'pn' }, h('div', { class: 'pn-h' }, h('h2', {}, t('forge.title'))), h('p', { class: 'k' }, t('forge.what')),
    h('p', { class: 'row' }, h('label', { for: 'forge-node' }, t('forge.to')), node, send, redo, stop), said);
  let busy = false;

  async function act(path, what) {
    const to = node.value;
    working(true);
    put(said);
    const looking = path === '/tab/forgery' ? setInterval(look, LOOK) : undefined;
    try {
      show(to, what, await post(`${path}?node=${encodeURIComponent(to)}`, { hex: bytes() }));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      put(said, h('p', { class: 'k' }, problemWords(problem, { 409: 'forge.none' })));
    } finally {
      clearInterval(looking);
      working(false);
    }
  }

  function working(now) {
    busy = now;
    set(send, { disabled: now });
    set(redo, { disabled: now });
    stop.hidden = !now;
  }

  async function look() {
    const { blocks, of, tries } = await getJson('/tab/forgery');
    if (busy && of) put(said, h('p', { class: 'k' }, t('forge.searching', { n: blocks + 1, all: of, tries: whole(tries) })));
  }

  function show(to, sent, { refused, reason = '', farewell, blocks, tries, tip_height: height }) {
    const work = blocks ? t('forge.worked', { n: blocks, tries: whole(tries) }) : '';
    const after = refused ? t(farewell ? 'forge.closed' : 'forge.kept', { name: nodeName(to) }) : t(blocks ? 'forge.taken' : 'forge.unmoved', { name: nodeName(to), height });
    put(said, verdict({ node: to, sent, accepted: !refused, reason }), h('p', { class: 'k' }, [work, after].filter(part => part).join(' ')));
  }

  return {
    element,
    leave() {
      if (busy) post('/tab/forgery/stop', {});
    },
  };
}
