import { describe, expect, test } from 'vitest';
import { actionFor, availableActions, type Action } from '#renderer/parts/actions.ts';
import { keyCaps, matches, typesText, type KeyPress } from '#renderer/parts/keys.ts';

const press = (part: Partial<KeyPress>): KeyPress => ({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part });

describe('matching keys', () => {
  test('letters and digits go by their place on the keyboard, so that every layout has them', () => {
    expect(matches('Alt+1', press({ key: '¡', code: 'Digit1', altKey: true }))).toBe(true);
    expect(matches('c', press({ key: 'ؤ', code: 'KeyC' }))).toBe(true);
    expect(matches('c', press({ key: 'C', code: 'KeyC', shiftKey: true }))).toBe(false);
  });
  test('Ctrl is the command key on a Mac', () => {
    expect(matches('Ctrl+K', press({ key: 'k', code: 'KeyK', metaKey: true }))).toBe(true);
    expect(matches('Ctrl+K', press({ key: 'k', code: 'KeyK' }))).toBe(false);
  });
  test('modifiers that are not asked for spoil it', () => {
    expect(matches('F9', press({ key: 'F9', code: 'F9' }))).toBe(true);
    expect(matches('F9', press({ key: 'F9', code: 'F9', shiftKey: true }))).toBe(false);
    expect(matches('Enter', press({ key: 'Enter', ctrlKey: true }))).toBe(false);
    expect(matches('F9', press({ key: 'F9', code: 'F9', altKey: true }))).toBe(false);
    expect(matches('Alt+1', press({ key: '1', code: 'Digit1' }))).toBe(false);
  });
  test('a question mark needs Shift on one layout and not on another, and has an Arabic form', () => {
    expect(matches('?', press({ key: '?', code: 'Slash', shiftKey: true }))).toBe(true);
    expect(matches('?', press({ key: '؟', code: 'Slash', shiftKey: true }))).toBe(true);
    expect(matches('/', press({ key: 'ظ', code: 'Slash' }))).toBe(true);
    expect(matches('/', press({ key: '-', code: 'Slash' }))).toBe(false);
  });
  test('caps are written as on the keyboard at hand', () => {
    expect(keyCaps('Ctrl+K', false)).toEqual(['Ctrl', 'K']);
    expect(keyCaps('Ctrl+K', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('Escape', false)).toEqual(['Esc']);
  });
  test('only bare characters are typed text', () => {
    expect([typesText('/'), typesText('c'), typesText('Alt+1'), typesText('F9'), typesText('Enter')]).toEqual([true, true, false, false, false]);
  });
});

describe('which action a press means', () => {
  const action = (id: string, keys: string, part: Partial<Action> = {}): Action => ({ id, title: id, keys, run: () => undefined, ...part });
  const registered = (...actions: Action[]) => actions.map((each) => ({ layer: 0, action: () => each }));

  test('characters stay with the box they are typed into, function keys do not', () => {
    const actions = [action('call', 'c'), action('next', 'F9')];
    expect(actionFor(actions, press({ key: 'c', code: 'KeyC' }), 'text')).toBeUndefined();
    expect(actionFor(actions, press({ key: 'c', code: 'KeyC' }), 'control')?.id).toBe('call');
    expect(actionFor(actions, press({ key: 'F9', code: 'F9' }), 'text')?.id).toBe('next');
  });
  test('Enter belongs to the button or form that has the focus', () => {
    const actions = [action('give', 'Enter')];
    const enter = press({ key: 'Enter', code: 'Enter' });
    expect([actionFor(actions, enter, 'text'), actionFor(actions, enter, 'control')]).toEqual([undefined, undefined]);
    expect(actionFor(actions, enter, 'free')?.id).toBe('give');
  });
  test('the latest of two with one key wins, what makes no sense now is left out', () => {
    const all = registered(action('back', 'Escape'), action('close', 'Escape'), action('gone', 'F2', { when: false }));
    expect(availableActions(all, 0).map(({ id }) => id)).toEqual(['close']);
  });
  test('a dialog hides the actions below it', () => {
    const all = [{ layer: 0, action: () => action('call', 'F9') }, { layer: 1, action: () => action('choose', '1') }];
    expect(availableActions(all, 1).map(({ id }) => id)).toEqual(['choose']);
  });
});
