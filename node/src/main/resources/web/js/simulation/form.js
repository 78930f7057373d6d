/** Choosing a network to be simulated: a scenario, and the numbers in which it differs. */
import { hasToken } from '../api.js';
import { h, put } from '../dom.js';
import { t } from '../i18n.js';

/** The numbers that can be given, with their ranges on this page, in the order of the form; docs/simulation.md has them all. */
const NUMBERS = {
  nodes: [2, 500, 1], hours: [.01, 240, 'any'], linksPerNode: [1, 50, 1], blockInterval: [1, 100_000, 'any'],
  latencyMillis: [0, 60_000, 'any'], bandwidth: [1000, 1e12, 'any'], paymentInterval: [0, 1e6, 'any'], partitionInterval: [0, 1e6, 'any'],
};

/** What the room may want to see, each as numbers. */
export const SCENARIOS = {
  calm: { nodes: 500, hours: 2, linksPerNode: 4, blockInterval: 600, latencyMillis: 100, bandwidth: 1_000_000, paymentInterval: 0, partitionInterval: 0 },
  few: { nodes: 30, hours: 4, linksPerNode: 3, blockInterval: 600, latencyMillis: 100, bandwidth: 1_000_000, paymentInterval: 0, partitionInterval: 0 },
  hurried: { nodes: 200, hours: .25, linksPerNode: 4, blockInterval: 10, latencyMillis: 300, bandwidth: 1_000_000, paymentInterval: 0, partitionInterval: 0 },
  slow: { nodes: 200, hours: 2, linksPerNode: 2, blockInterval: 120, latencyMillis: 1500, bandwidth: 20_000, paymentInterval: 0, partitionInterval: 0 },
  parted: { nodes: 100, hours: 2, linksPerNode: 3, blockInterval: 60, latencyMillis: 100, bandwidth: 1_000_000, paymentInterval: 0, partitionInterval: 1200 },
};

/** What was chosen last; a switch of the language doesn't lose it. */
let chosen = { name: 'calm', seed: 7, numbers: { ...SCENARIOS.calm } };

/** Fills `place`; `start({seed, settings})` is called when somebody has chosen. Answers a place for what went wrong. */
export function drawForm(place, start) {
  const said = h('p', { class: 'said', role: 'alert' });
  const choices = h('div', { class: 'choices', role: 'group', 'aria-label': t('simulation.scenario') },
    Object.keys(SCENARIOS).map(name => h('button', { type: 'button', 'aria-pressed': String(name === chosen.name), onclick: () => {
      chosen = { ...chosen, name, numbers: { ...SCENARIOS[name] } };
      drawForm(place, start);
      place.querySelector(`[aria-pressed=true]`)?.focus();
    } }, t(`simulation.scenario.${name}`))));
  const number = (name, [min, max, step], value, keep) => h('label', { class: 'field' }, h('span', {}, t(`simulation.number.${name}`)),
    h('input', { type: 'number', name, min, max, step, required: true, value, inputmode: 'decimal', oninput: event => keep(Number(event.target.value)) }));
  const fields = [
    ...Object.entries(NUMBERS).map(([name, range]) => number(name, range, chosen.numbers[name], value => { chosen.numbers[name] = value; })),
    number('seed', [0, Number.MAX_SAFE_INTEGER, 1], chosen.seed, value => { chosen.seed = value; }),
  ];
  const form = h('form', { class: 'sim-form', onsubmit: event => {
    event.preventDefault();
    start({ seed: chosen.seed, settings: { ...chosen.numbers } });
  } }, choices, h('p', { class: 'k' }, t(`simulation.about.${chosen.name}`)), h('div', { class: 'fields' }, fields),
  h('div', { class: 'row' }, h('button', { class: 'btn p', disabled: !hasToken() }, t('simulation.start')), h('span', { class: 's k' }, t(hasToken() ? 'simulation.limits' : 'simulation.operator'))), said);
  put(place, form);
  return said;
}
