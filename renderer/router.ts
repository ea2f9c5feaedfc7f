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

/** Goes to a place: `navigate('patients', id)`. Where one already is, nothing happens. */
export function navigate(...parts: Route): void {
  const hash = `#/${parts.map(encodeURIComponent).join('/')}`;
  if (location.hash !== hash) location.hash = hash;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Where this window is. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, current);
