/** One object three times side by side: the idea, its bytes with the Java record, and its row with the SQL that finds it. */
import { rowsOf } from '../cells.js';
import { h, put, s, set } from '../dom.js';
import { splitHash, whole } from '../format.js';
import { explainedValue, t } from '../i18n.js';
import { isRecorded } from '../lab/recorded.js';
import { fieldName } from '../views/field.js';
import { pictureOf } from './pictures.js';
import { objectOf } from './objects.js';
import { DRAWN } from './read.js';
import { RECORDS } from './records.js';
import { inMemory } from './source.js';

/** Which field is chosen first: the one that the lesson speaks of is another. */
const FIRST = { header: 'nonce', tx: 'out.value', coin: 'out.value', script: 'data', branch: 'sibling', message: 'hash' };
const PER_ROW = 20;

/** Builds the three faces; answers `{element, object, draw(), step(by), leave()}`. `wanted` is the key of the field to begin with. */
export async function facesOf(kind, id, number, wanted, more) {
  const object = await objectOf(kind, id, number, more);
  const all = object.fields;
  object.fields = all.filter(field => field.end <= DRAWN);
  object.cut = all.length - object.fields.length;
  const line = s('svg', { class: 'faces-line', 'aria-hidden': 'true' });
  const equation = h('p', { class: 'faces-equation', role: 'status' });
  const idea = ideaFace(object, choose);
  const data = bytesFace(object, choose);
  const row = rowFace(object, choose);
  const element = h('div', { class: 'faces' }, h('div', { class: 'faces-three' }, idea.element, data.element, row.element, line), equation);
  let chosen;

  function choose(field) {
    chosen = field;
    for (const face of [idea, data, row]) face.mark(field);
    put(equation, sum(object, field));
    draw();
  }

  /** The line from face to face, wherever the layout has put the chosen field. */
  function draw() {
    if (!element.isConnected || innerWidth < 768) {
      put(line);
      return;
    }
    const box = element.firstChild.getBoundingClientRect();
    const places = [idea, data, row].map(face => face.place(chosen)?.getBoundingClientRect()).filter(place => place);
    set(line, { viewBox: `0 0 ${box.width} ${box.height}`, width: box.width, height: box.height });
    const points = places.map(place => ({ left: place.left - box.left, right: place.right - box.left, y: place.bottom - box.top + 3 }));
    // Through the gutters between the faces, so that the line crosses nothing that is to be read.
    const gutters = [idea, data, row].filter(face => face.place(chosen)).slice(1).map(face => face.element.getBoundingClientRect().left - box.left - 12);
    put(line, points.slice(1).map((point, at) => {
      const from = points[at];
      return s('path', { d: `M${at === 0 ? from.right : from.right - 8} ${at === 0 ? from.y - 14 : from.y}H${gutters[at]}V${point.y}H${point.left + 8}` });
    }));
  }

  const first = object.fields.find(field => field.key === wanted) ?? object.fields.find(field => field.id.endsWith(FIRST[object.kind]) && field.column) ?? object.fields.find(field => field.id.endsWith(FIRST[object.kind])) ?? object.fields.find(field => field.column) ?? object.fields[0];
  choose(first);
  requestAnimationFrame(draw);
  const resized = () => draw();
  addEventListener('resize', resized);
  return {
    element,
    object,
    draw,
    step(by) {
      const all = object.fields;
      choose(all[(all.indexOf(chosen) + by + all.length) % all.length]);
    },
    leave: () => removeEventListener('resize', resized),
  };
}

const short = (value, length = 12) => /^[0-9a-f]{24,}$/i.test(value) ? [h('b', {}, splitHash(value, length).zeros), splitHash(value, length).rest, '…'] : /^[0-9]{4,15}$/.test(value) ? whole(Number(value)) : value.length > 22 ? `${value.slice(0, 21)}…` : value;

function ideaFace(object, choose) {
  const items = new Map();
  const list = h('ul', { class: 'faces-card' }, object.fields.map(field => {
    const item = h('li', {}, h('button', { onclick: () => choose(field), 'aria-pressed': 'false' }, h('span', {}, fieldName(field.field)), h('b', {}, short(explainedValue(field.value)))));
    items.set(field, item);
    return item;
  }));
  const element = h('section', { class: 'pn faces-idea' }, head('faces.idea', t(`faces.kind.${object.kind}`, { height: object.height ?? '', n: object.number ?? '', type: object.type ?? '' })), list,
    object.cut > 0 ? h('p', { class: 's k' }, t('faces.cut', { n: object.cut })) : '', pictureOf(object, short));
  return { element, mark: field => marked(items, field), place: field => items.get(field) };
}

const head = (key, note) => h('div', { class: 'pn-h' }, h('h2', {}, t(key)), h('span', { class: 's k' }, note));

function marked(items, field) {
  for (const [one, item] of items) {
    item.classList.toggle('on', one === field);
    item.querySelector('button')?.setAttribute('aria-pressed', String(one === field));
  }
}

function bytesFace(object, choose) {
  const groups = new Map();
  const length = object.hex.length / 2;
  const svg = s('svg', { class: 'cells faces-cells', role: 'group', 'aria-label': t('faces.bytes') });
  let y = 16;
  const x = at => (at % PER_ROW) * 20.5;
  for (const row of rowsOf(object.fields, Math.min(length, DRAWN), PER_ROW)) {
    if (row.names.length > 0 && row.at > 0) y += 17;
    for (const run of row.runs) {
      const width = (run.end - run.start) * 20.5 - 2;
      const group = run.field ? groups.get(run.field) ?? s('g', { class: `fieldmark k-${run.field.field.kind}` }) : s('g', {});
      if (run.field && !groups.has(run.field)) {
        groups.set(run.field, group);
        group.onclick = () => choose(run.field);
        svg.append(group);
      } else if (!run.field) {
        svg.append(group);
      }
      if (run.field) {
        group.append(s('rect', { class: 'fill', x: x(run.start), y, width, height: 20, style: { fill: `var(--k-${run.field.field.kind})` } }),
          s('rect', { x: x(run.start), y: y + 18, width, style: { fill: `var(--k-${run.field.field.kind})`, height: '2px' } }));
        if (run.start === run.field.start) group.append(s('text', { class: 'name', x: x(run.start), y: y - 4 }, (run.end - run.start) * 20 > 30 ? fieldName(run.field.field).slice(0, Math.max(4, (run.end - run.start) * 3)) : ''));
      }
      for (let at = run.start; at < run.end; at++) group.append(s('text', { class: 'byte m', x: x(at) + 9.5, y: y + 15, 'text-anchor': 'middle' }, object.hex.slice(at * 2, at * 2 + 2)));
    }
    y += 23;
  }
  set(svg, { viewBox: `0 0 ${PER_ROW * 20.5} ${y}` });
  const components = new Map();
  const records = object.records.map(record => h('div', { class: 'faces-record' }, h('p', { class: 'm' }, h('b', {}, `record ${record}`), '('), h('ul', {}, RECORDS[record].map(([type, name]) => {
    const item = h('li', { class: 'm' }, `${type} ${name}`);
    components.set(`${record}.${name}`, item);
    return item;
  }))));
  const element = h('section', { class: 'pn faces-bytes' }, head('faces.data', t('bytes.size', { n: whole(length) })), svg, length > DRAWN ? h('p', { class: 's k' }, t('faces.drawn', { n: DRAWN })) : '', h('div', { class: 'faces-records' }, records));
  return {
    element,
    mark(field) {
      for (const [one, group] of groups) group.classList.toggle('on', one === field);
      for (const [name, item] of components) item.classList.toggle('on', name === field.component);
    },
    place: field => groups.get(field)?.querySelector('.fill'),
  };
}

/** Which cell holds a field: several fields may be parts of one. */
const cellOf = field => field.column && `${field.table} ${field.row} ${field.column}`;

function rowFace(object, choose) {
  const cells = new Map();
  const found = object.tables.reduce((sum, table) => sum + table.rows.length, 0);
  const row = (table, at, number) => h('ul', { class: 'faces-row' }, table.columns.map((column, index) => {
    const cell = `${at} ${number} ${column}`;
    const field = object.fields.find(one => cellOf(one) === cell);
    const value = String(table.rows[number][index] ?? 'NULL');
    const item = h('li', {}, h(field ? 'button' : 'span', field ? { onclick: () => choose(field), 'aria-pressed': 'false' } : {}, h('span', { class: 'm' }, column), h('b', { class: 'm' }, short(value, 14))));
    if (field) cells.set(cell, item);
    return item;
  }));
  const without = h('p', { class: 's k', role: 'status' });
  const sql = table => h('pre', { class: 'm faces-sql', lang: 'en' }, table.query.replace(/'([0-9a-f]{64})'/g, (_, hash) => `'${hash.slice(0, 12)}…'`));
  const element = inMemory() ? h('section', { class: 'pn faces-database' }, head('faces.database', t('faces.memory')),
    h('p', { class: 'faces-comes' }, t(object.tables.length > 0 ? 'faces.memory.what' : 'faces.memory.none')), object.tables.map(sql), without) : h('section', { class: 'pn faces-database' }, head('faces.database', t('faces.rows', { n: found })), (object.comes ?? []).map(key => h('p', { class: 'faces-comes' }, t(key))),
    found > 0 ? object.tables.map((table, at) => [sql(table), isRecorded() ? '' : h('a', { class: 's faces-ask', href: `#/sql/ask/${encodeURIComponent(table.query)}` }, t('faces.sql')), table.rows.map((_, number) => row(table, at, number))]) : object.tables.length > 0 || object.noRow ? h('p', { class: 'k' }, t(object.noRow ?? 'faces.noRow')) : '', without);
  return {
    element,
    mark(field) {
      marked(cells, cells.has(cellOf(field)) ? cellOf(field) : undefined);
      put(without, field.comes ? t(...field.comes) : found > 0 && !field.column ? t(object.kind === 'message' ? 'faces.onlyMessage' : 'faces.noColumn') : '');
    },
    place: field => cells.get(cellOf(field)),
  };
}

/** The chosen field's value in each form. */
function sum(object, field) {
  const table = object.tables[field.table];
  const at = table ? table.columns.indexOf(field.column) : -1;
  const value = at >= 0 && table.rows[field.row] ? String(table.rows[field.row][at] ?? 'NULL') : undefined;
  const hex = object.hex.slice(field.start * 2, field.end * 2);
  const part = (form, words) => h('span', { class: 'term' }, h('b', { class: 'm' }, form), h('span', { class: 's k' }, words));
  return [part(short(field.value, 16), t('faces.read')), h('span', { class: 'is' }, '='), part(hex.length > 24 ? `${hex.slice(0, 10)}…${hex.slice(-10)}` : hex.match(/../g)?.join(' ') ?? '', t('faces.travels', { n: field.end - field.start })),
    value === undefined ? '' : [h('span', { class: 'is' }, field.within ? '⊂' : '='), part(short(value, 16), t(field.within ? 'faces.withinColumn' : 'faces.column', { column: field.column, table: table.name }))]];
}
