import { useSyncExternalStore } from 'react';

/** `#/patients/0192…` as `['patients', '0192…']`. */
export type Route = readonly string[];

/** An empty or unreadable address names no place: the shell opens where the person's work begins. */
export function readRoute(hash: string): Route {
  const parts = hash.replace(/^#?\/?/, '').split('/').filter((part) => part !== '');
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return [];
  }
}

const listeners = new Set<() => void>();
let arrivals = 0;
let known: { readonly hash: string; readonly route: Route } | undefined;

function look(): Route {
  if (known?.hash !== location.hash) known = { hash: location.hash, route: readRoute(location.hash) };
  return known.route;
}

/** Tells everybody at once. */
function arrive(): void {
  look();
  for (const listener of listeners) listener();
}

/** Goes to a place: `navigate('patients', id)`. Where one already is, the place stays, and is told of one more arrival. */
export function navigate(...parts: Route): void {
  arrivals += 1;
  location.hash = addressOf(parts);
  arrive();
}

/** Says more exactly where one is, for who comes back there. */
export function keepPlace(...parts: Route): void {
  history.replaceState(history.state, '', addressOf(parts));
}

const addressOf = (parts: Route): string => `#/${parts.map(encodeURIComponent).join('/')}`;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', arrive);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', arrive);
  };
}

/**
 * Where this window is, for all that is drawn. A link changes the address before the window is told of it; until then the place is the one
 * before for all, so that no screen that is drawn in between takes the address of the next for a mistake in its own.
 */
export const place = { subscribe, current: (): Route => (known === undefined || listeners.size === 0 ? look() : known.route) };

/** Where this window is. */
export const useRoute = (): Route => useSyncExternalStore(place.subscribe, place.current);

/** Grows each time somebody goes to a place by a key, also to the one they are at: a screen that stays can set its cursor anew. */
export const useArrivals = (): number => useSyncExternalStore(subscribe, () => arrivals);
