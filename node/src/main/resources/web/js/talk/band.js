/** While the talk plays a recording, every page that shows it says so, and what it shows of the room is the recorded one. */
import { h, put } from '../dom.js';
import { language, t } from '../i18n.js';
import { isPlaying, isRecorded, recordedRoom, tapeOf } from '../lab/recorded.js';
import { isServed } from '../source.js';
import { store } from '../store.js';

/** The views that show what the talk plays; others, such as the explorer, go on asking the live node. */
const VIEWS = ['lesson', 'board', 'faces', 'presenter'];
/** The room of a recording is drawn this often while it plays, in milliseconds. */
const EVERY = 200;

/** The lesson whose experiment a tab's own nodes can do: a changed block. */
const TAMPER = 3;

let timer;

/** A recording's day, in the page's language. */
export const dayOf = recorded => new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(recorded));

/** Says in the view of this name, and in no other, that a recording is shown; or that none is. */
export function showRecorded(view) {
  clearTimeout(timer);
  const tape = isRecorded() && VIEWS.includes(view) ? tapeOf() : undefined;
  const band = document.getElementById('recorded');
  const words = tape ? [h('b', {}, t('recorded.is')), ' ', t('recorded.day', { day: dayOf(tape.recorded) }), !isServed && tape.lesson === TAMPER ? [' ', h('a', { href: '#/edit/paid/1' }, t('recorded.tamper'))] : ''] : '';
  const print = tape ? `${tape.lesson} ${language()}` : '';
  if (band.dataset.print !== print) put(band, words); // said once, and not with each picture
  band.dataset.print = print;
  store.showRecorded(tape ? recordedRoom() : undefined);
  if (tape && isPlaying()) timer = setTimeout(() => showRecorded(view), EVERY);
}
