import { useSyncExternalStore } from 'react';

/** `#/patients/0192…` as `['patients', '0192…']`. */
export type Route = readonly string[];

let known: { hash: string; route: Route } = { hash: '', route: [] };

function current(): Route {
  if (location.hash !== known.hash || known.route.length === 0) {
    known = { hash: location.hash, route: readRoute(location.hash) };
  }
  return known.route;
}

/** An empty or unreadable address is the desk. */
export function readRoute(hash: string): Route {
  const parts = hash.replace(/^#?\/?/, '').split('/').filter((part) => part !== '');
  try {
    return parts.length === 0 ? ['desk'] : parts.map(decodeURIComponent);
  } catch {
    return ['desk'];
  }
}

const listeners = new Set<() => void>();
let arrivals = 0;

/** Goes to a place: `navigate('patients', id)`. Where one already is, the place stays, and is told of one more arrival. */
export function navigate(...parts: Route): void {
  const hash = `#/${parts.map(encodeURIComponent).join('/')}`;
  arrivals += 1;
  if (location.hash === hash) for (const listener of listeners) listener();
  else location.hash = hash;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
  };
}

/** Where this window is. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, current);

/** Grows each time somebody goes to a place by a key, also to the one they are at: a screen that stays can set its cursor anew. */
export const useArrivals = (): number => useSyncExternalStore(subscribe, () => arrivals);
