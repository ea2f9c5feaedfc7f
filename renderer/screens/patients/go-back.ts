import { navigate, type Route } from '#renderer/router.ts';

/** The part of the browser's Navigation API that is needed; older browsers lack it. */
interface Navigations {
  readonly currentEntry: { readonly index: number } | null;
  entries(): readonly { readonly url: string | null }[];
}

/** Back to where one came from, when that was in this program; otherwise to `fallback`. */
export function goBack(...fallback: Route): void {
  const { navigation } = window as { readonly navigation?: Navigations };
  const before = navigation?.entries()[(navigation.currentEntry?.index ?? 0) - 1]?.url;
  if (before && before.includes('#') && new URL(before).pathname === location.pathname) history.back();
  else navigate(...fallback);
}
