/** A block's merkle tree with the way of one transaction, which can be chosen; drawn as in the lessons. */
import { getJson } from '../api.js';
import { h, put, set } from '../dom.js';
import { whole } from '../format.js';
import { t } from '../i18n.js';
import { offers } from '../offered.js';
import { merkle } from '../lab/drawings.js';
import { toastProblem } from '../toast.js';
import { hashText } from '../views/parts.js';

/** `at` is the end of the path that names the node which has the block. */
export function tree(hash, count, at = '') {
  const drawn = h('div', { class: 'tree-drawn' });
  const words = h('p', { class: 'k', role: 'status' });
  const box = h('input', { type: 'number', min: 0, max: count - 1, value: Math.min(1, count - 1), id: 'tree-place' });
  let asked = 0;

  async function show() {
    const place = Math.max(0, Math.min(count - 1, Math.floor(Number(box.value)) || 0));
    const mine = ++asked;
    try {
      const branch = await getJson(`/node/blocks/${hash}/txs/${place}/branch${at}`);
      if (mine !== asked) return; // another was chosen meanwhile
      put(drawn, merkle(branch));
      const siblings = branch.levels.length - 1;
      put(words, t('tree.words', { n: siblings, bytes: whole(siblings * 32), all: whole(count) }), ' ', hashText(branch.txid, { href: at ? undefined : `#/tx/${branch.txid}`, length: 20 }), ' ',
        at || siblings === 0 || !offers('faces') ? '' : h('a', { href: `#/faces/branch/${branch.txid}` }, t('faces.open')));
    } catch (problem) {
      toastProblem(problem);
    }
  }

  set(box, { oninput: show });
  show();
  return h('div', { class: 'tree' }, h('p', { class: 'row' }, h('label', { for: 'tree-place' }, t('tree.choose', { n: count - 1 })), box), drawn, words);
}
