/** What stands under the fields of an object's idea: what is done with it, and the way to more of it. */
import { h } from '../dom.js';
import { nodeName, t } from '../i18n.js';
import { merkle } from '../lab/drawings.js';

/** `short` writes a value in few letters. */
export function pictureOf(object, short) {
  const line = (key, ...content) => h('p', { class: 'faces-hashed' }, h('span', { class: 's k' }, t(key)), content);
  const way = (href, key) => h('p', {}, h('a', { class: 'btn', href }, t(key)));
  switch (object.kind) {
    case 'header': return line('faces.hashedTwice', h('span', { class: 'm' }, short(object.id, 18)));
    case 'branch': return [h('div', { class: 'faces-tree' }, merkle({ levels: object.levels })), line('faces.leadsTo', h('span', { class: 'm' }, short(object.levels[0][0].hash, 18)))];
    case 'message': return h('p', { class: 'faces-way' }, h('b', {}, nodeName(object.from)), h('span', { class: 'plate m' }, object.type), h('span', { 'aria-hidden': 'true' }, '→'), h('b', {}, nodeName(object.to)));
    case 'script': return [object.address ? line('faces.locked', h('span', { class: 'm' }, object.address)) : '', object.steps ? way(`#/steps/${object.steps}`, object.isInput ? 'steps.open' : 'steps.openSpender') : ''];
    default: return [object.address ? line('faces.locked', h('span', { class: 'm' }, object.address)) : '',
      object.kind === 'coin' ? way(`#/faces/script/${object.id}/${object.number}`, 'faces.script') : ''];
  }
}
