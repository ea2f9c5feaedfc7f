import { initials } from '#domain/patients/initials.ts';
import { TRAINING_PIN } from '#domain/setup/training.ts';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import hint from '#renderer/parts/key-hint.module.css';
import mark from '#renderer/parts/person-mark.module.css';
import pad from '#renderer/parts/pin-pad.module.css';
import page from '#renderer/screens/sign-in/sign-in.module.css';
import type { ScreenLanguage } from '#renderer/text/languages.ts';
import { element } from './element.ts';
import { firstWords } from './words.ts';

type Person = StartFacts['people']['people'][number];

/** People that have a digit to be chosen by. */
export const KEYED = 9;

interface Drawn {
  /** Whose secret is asked for already: with one person there is nobody to choose from. */
  readonly only: Person | undefined;
  readonly root: HTMLElement;
}

/** The sign-in as screens/sign-in draws it: a test compares the two. */
export function drawSignIn({ capabilities, people: { people } }: StartFacts, language: ScreenLanguage, onChoose: (person: Person) => void): Drawn {
  const only = people.length === 1 ? people[0] : undefined;
  const words = firstWords[language];
  const card = only ? [secretForm(only, words.signIn)] : peopleTiles(people, words, onChoose);
  const root = element('main', { class: page['page'] },
    element('header', { class: page['head'] },
      element('img', { src: '/daybook.svg', alt: '', width: '44', height: '44' }),
      element('div', {}, element('h1', { class: page['clinic'] }, capabilities.clinicName ?? 'Daybook'), element('div', { class: page['day'] }, '\u00a0')),
      ...(capabilities.training ? [element('span', { class: page['training'] }, words.signIn['training-pin'].replace('{{pin}}', TRAINING_PIN))] : [])),
    element('div', { class: page['card'] }, ...card));
  return { only, root };
}

function peopleTiles(people: readonly Person[], { signIn, roles, comma }: (typeof firstWords)['en'], onChoose: (person: Person) => void): Node[] {
  const tiles = people.map((person, index) => {
    const tile = element('button', { type: 'button', class: page['tile'] },
      personMark(person, 52),
      element('span', { class: page['tileName'] }, element('bdi', {}, person.name)),
      element('span', { class: page['tileRole'] }, person.roles.map((role) => roles[role] ?? role).join(comma)),
      ...(index < KEYED ? [element('span', { class: page['tileKey'] }, keyHint(String(index + 1)))] : []));
    tile.addEventListener('click', () => { onChoose(person); });
    return tile;
  });
  return [element('h2', { class: page['question'] }, signIn.who), element('div', { class: page['tiles'] }, ...tiles)];
}

function secretForm(person: Person, words: (typeof firstWords)['en']['signIn']): Node {
  const input = element('input', { class: pad['input'], type: 'password', autocomplete: 'off', inputmode: person.hasPin ? 'numeric' : undefined, id: 'first-secret' });
  return element('form', { class: page['secret'] },
    element('div', { class: page['who'] }, personMark(person, 44), element('h2', { class: page['whoName'] }, element('bdi', {}, person.name))),
    element('div', { class: pad['root'], dir: 'ltr' },
      element('label', { class: pad['label'], for: 'first-secret' }, person.hasPin ? words.pin : words.password), input));
}

/** Sizes and colours as properties: the content security policy allows no style attributes in a page. */
function personMark({ name, color }: Person, size: number): HTMLElement {
  const made = element('span', { class: mark['mark'], 'aria-hidden': 'true' }, initials(name));
  Object.assign(made.style, { inlineSize: `${size}px`, blockSize: `${size}px`, fontSize: `${size * 0.38}px`, background: color });
  return made;
}

const keyHint = (cap: string): HTMLElement =>
  element('span', { class: hint['hint'], 'aria-hidden': 'true', dir: 'ltr' }, element('kbd', { class: hint['cap'] }, cap));
