import { useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import { matches, typesText, type KeyPress, type Keys } from './keys.ts';
import { topLayer, useLayer } from './layer.ts';

export interface Action {
  /** Stable name: `queue.call-next`. */
  readonly id: string;
  /** In the user's language, as the palette lists it. */
  readonly title: string;
  readonly keys?: Keys;
  readonly run: () => void;
  /** False while it makes no sense: then neither key nor palette offers it. */
  readonly when?: boolean;
  /** Kept out of palette and list of keys (moving a selection, say). */
  readonly silent?: boolean;
}

interface Registered {
  readonly layer: number;
  readonly action: () => Action;
}

interface Registry {
  readonly all: readonly Registered[];
}

export const useActionRegistry = create<Registry>(() => ({ all: [] }));

/** Makes something doable by its key, and findable in the palette, while the calling component is shown. */
export function useAction(action: Action): void {
  const latest = useRef(action);
  const layer = useLayer();
  // With the commit, not some moment after: a key that is shown can be pressed.
  useLayoutEffect(() => { latest.current = action; });
  const { id, title, keys, when, silent } = action;
  useLayoutEffect(() => {
    const entry: Registered = { layer, action: () => latest.current };
    useActionRegistry.setState(({ all }) => ({ all: [...all, entry] }));
    return () => useActionRegistry.setState(({ all }) => ({ all: all.filter((other) => other !== entry) }));
  }, [id, title, keys, when, silent, layer]);
}

/** What can be done now in a layer, latest registered first; of two with one name or key the latest counts. */
export function availableActions(all: readonly Registered[], layer: number): Action[] {
  const seen = new Set<string>();
  return all.filter((entry) => entry.layer === layer).map((entry) => entry.action()).reverse().filter((action) => {
    if (action.when === false || seen.has(action.id) || (action.keys !== undefined && seen.has(`key ${action.keys}`))) return false;
    seen.add(action.id);
    if (action.keys !== undefined) seen.add(`key ${action.keys}`);
    return true;
  });
}

/** What has the focus: a box characters go into, a control with a use of its own for Enter, or nothing of the kind. */
export type Focus = 'text' | 'control' | 'free';

/** The action a key press asks for. What has the focus keeps the keys it needs itself. */
export function actionFor(actions: readonly Action[], press: KeyPress, focus: Focus): Action | undefined {
  const own = (keys: Keys): boolean => (focus === 'text' && typesText(keys)) || (focus !== 'free' && operatesControl(keys));
  return actions.find(({ keys }) => keys !== undefined && matches(keys, press) && !own(keys));
}

const operatesControl = (keys: Keys): boolean => keys === 'Enter' || keys === ' ' || keys.startsWith('Arrow');

/** Does what a registered action does, from elsewhere. */
export function runAction(id: string): void {
  availableActions(useActionRegistry.getState().all, topLayer()).find((action) => action.id === id)?.run();
}

const TYPES = new Set(['text', 'search', 'tel', 'email', 'number', 'password', 'url', 'date', 'time']);

const CONTROLS = 'a[href], button, input, select, textarea, summary, [role="option"], [role="menuitem"]';

/** What a key pressed at `target` would first of all mean to it. */
export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'free';
  const text = target instanceof HTMLInputElement
    ? TYPES.has(target.type)
    : target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
  if (text) return 'text';
  return target.matches(CONTROLS) ? 'control' : 'free';
}

const isInDialog = (target: EventTarget | null): boolean => target instanceof Element && target.closest('[role="dialog"]') !== null;

/** A key that types something, which no control in a dialog has a use for. */
const isCharacter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;

/** How long a key waits for the dialog it was meant for to be drawn, with what it offers: a busy PC may take its time. */
const DIALOG_DRAWN_MS = 3000;

/** Does what a key means to a layer, at once or as soon as the layer has made that key its own. */
function answerWhenReady(layer: number, press: KeyPress): void {
  const answer = (): boolean => {
    const action = actionFor(availableActions(useActionRegistry.getState().all, layer), press, 'free');
    action?.run();
    return action !== undefined;
  };
  if (answer()) return;
  const stop = useActionRegistry.subscribe(() => { if (topLayer() === layer && answer()) end(); });
  const timer = setTimeout(() => { end(); }, DIALOG_DRAWN_MS);
  const end = (): void => {
    stop();
    clearTimeout(timer);
  };
}

/** Listens to the window's keys for all actions. @returns how to stop */
export function startKeys(): () => void {
  // A dialog that closes on this very press is still the one the press was meant for.
  let layerAtPress = 0;
  const onPress = (event: KeyboardEvent): void => {
    layerAtPress = topLayer();
    if (layerAtPress === 0 || event.ctrlKey || event.metaKey || isInDialog(event.target)) return;
    // The dialog is open but has not taken the cursor yet: what is typed now is an answer to it, not text for the desk.
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) answerWhenReady(layerAtPress, event);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const actions = availableActions(useActionRegistry.getState().all, layerAtPress);
    const focus = focusOf(event.target);
    const action = actionFor(actions, event, focus);
    if (!action) {
      // The dialog has taken the cursor, but what it offers is not drawn yet.
      if (layerAtPress > 0 && focus !== 'text' && isCharacter(event) && !event.repeat) answerWhenReady(layerAtPress, event);
      return;
    }
    event.preventDefault();
    // A key held down must not call ten patients.
    if (!event.repeat) action.run();
  };
  window.addEventListener('keydown', onPress, { capture: true });
  window.addEventListener('keydown', onKey);
  return () => {
    window.removeEventListener('keydown', onPress, { capture: true });
    window.removeEventListener('keydown', onKey);
  };
}
