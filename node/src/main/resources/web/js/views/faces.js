/** The three faces of an object of the chain, on a page of their own. */
import { h } from '../dom.js';
import { facesOf } from '../faces/faces.js';
import { t } from '../i18n.js';
import { isServed } from '../source.js';
import { fillIn } from './parts.js';

export function facesView(view, kind, id, number, more) {
  let faces;
  const keys = event => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !faces || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    faces.step(by);
  };
  addEventListener('keydown', keys);
  const leave = fillIn(view, async () => {
    faces = await facesOf(kind, id, number, undefined, more);
    const { object } = faces;
    const place = object.kind === 'header' ? `#/block/${object.id}` : object.kind === 'message' ? `#/messages/${encodeURIComponent(object.node)}` : `#/tx/${object.id}`;
    requestAnimationFrame(() => requestAnimationFrame(faces.draw));
    return [h('div', { class: 'page-h' }, h('h1', {}, t('faces.title')), h('span', { class: 'sp' }), h('span', { class: 's k' }, t('faces.keys')), h('a', { class: 'btn', href: place }, t('faces.close'))), faces.element];
  }, kind === 'link' || kind === 'message' ? { 404: isServed ? 'messages.gone' : 'messages.noTab' } : undefined);
  return () => {
    removeEventListener('keydown', keys);
    leave();
    faces?.leave();
  };
}
