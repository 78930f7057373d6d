/** The screens before and after the lessons: places of the talk too, with the same keys. */
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { lessonList } from '../lab/texts.js';
import { guideKeys, guideOf } from './guide.js';
import { WELCOME } from './place.js';
import { change, isProjector, talk } from './talk.js';

/** Such a screen as a lesson without parts. */
export const screen = number => ({ number, title: t(number === WELCOME ? 'view.welcome' : 'view.end'), section: '', paragraphs: [], parts: [], next: '' });

/** Makes a view one of these screens; answers how to leave it. */
export function beScreen(number) {
  let unuse = () => {};
  let left = false;
  if (!isProjector() && talk().lesson !== number) change({ lesson: number });
  lessonList().then(lessons => {
    if (!left) unuse = useKeys(guideKeys(guideOf(screen(number), lessons.map(lesson => lesson.number), () => {})));
  }, problem => {
    if (problem.status === undefined) throw problem; // without lessons there is nothing to lead to
  });
  return () => {
    left = true;
    unuse();
  };
}
