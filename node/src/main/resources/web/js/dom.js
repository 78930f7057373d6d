/** Elements without a framework. Styles go through CSSOM, because the page's policy refuses style attributes. */

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: `h('a', {href, class, style: {width: '3rem'}, onclick}, children…)`; strings become text, false and undefined vanish. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, otherwise as {@link h}. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  set(element, attributes);
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== false && child !== null));
  return element;
}

/** Sets attributes, listeners (`onclick`) and style properties; `undefined` and `false` remove an attribute. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'style') style(element, value);
    else if (name.startsWith('on')) element[name] = value;
    else if (value === undefined || value === false || value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? '' : value);
  }
  return element;
}

/** Sets style properties, custom ones too, one by one. */
export function style(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  return element;
}

/** Replaces the text only where it differs, so that a screen reader and the selection stay where they are. */
export function text(element, value) {
  if (element.textContent !== String(value)) element.textContent = value;
  return element;
}

/** Replaces all children; whoever has the focus on the button that leads on (`data-next`) has it on the new one. */
export function put(element, ...children) {
  const leadsOn = element.contains(document.activeElement) && document.activeElement.dataset.next !== undefined;
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== undefined && child !== false && child !== null));
  if (leadsOn) element.querySelector('[data-next]')?.focus({ preventScroll: true });
  return element;
}

/**
 * Keeps one child for each item, in the items' order: creates what is new, removes what is gone, updates the rest in place.
 * Answers the elements that were created.
 */
export function keyed(parent, items, keyOf, create, update) {
  const held = parent.heldByKey ?? (parent.heldByKey = new Map());
  const wanted = new Set(items.map(keyOf));
  for (const [key, element] of held) {
    if (!wanted.has(key)) {
      element.remove();
      held.delete(key);
    }
  }
  const created = [];
  let previous = null;
  for (const item of items) {
    const key = keyOf(item);
    let element = held.get(key);
    if (!element) {
      element = create(item);
      held.set(key, element);
      created.push(element);
    }
    update?.(element, item);
    const next = previous ? previous.nextSibling : parent.firstChild;
    if (element !== next) parent.insertBefore(element, next);
    previous = element;
  }
  return created;
}

/** Pixels of one design unit: 1 where the page is 1280 px wide. */
export function unit() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

/** A length of the design, as a CSS length that scales with the page. */
export const rem = units => `${units / 16}rem`;
