import { useEffect, useLayoutEffect, useState } from 'react';

export type ColorScheme = 'light' | 'dark' | 'auto';

/** Where the library of parts keeps it too, so that a choice made in an earlier version stays. */
const KEY = 'mantine-color-scheme-value';

const isScheme = (value: string | null): value is ColorScheme => value === 'light' || value === 'dark' || value === 'auto';

/**
 * Light, dark, or whatever the system says: chosen at this PC, the same in all its windows, and on the root element
 * before the first paint, where the style sheets look for it.
 * @param forced a scheme that nobody can change
 */
export function useColorScheme(forced?: 'light' | 'dark') {
  const [chosen, setChosen] = useState<ColorScheme>(() => forced ?? remembered());
  useLayoutEffect(() => { show(chosen); }, [chosen]);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const onSystem = (): void => show(chosen);
    system.addEventListener('change', onSystem);
    return () => system.removeEventListener('change', onSystem);
  }, [chosen]);
  useEffect(() => {
    const onStorage = ({ key, newValue }: StorageEvent): void => {
      if (forced === undefined && key === KEY && isScheme(newValue)) setChosen(newValue);
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [forced]);
  const choose = (next: ColorScheme): void => {
    if (forced !== undefined) return;
    // At once: the library holds transitions back for the moment of the change only.
    show(next);
    setChosen(next);
    localStorage.setItem(KEY, next);
  };
  return { colorScheme: chosen, setColorScheme: choose, clearColorScheme: () => choose('auto') };
}

function show(scheme: ColorScheme): void {
  const dark = scheme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : scheme === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}

function remembered(): ColorScheme {
  const kept = localStorage.getItem(KEY);
  return isScheme(kept) ? kept : 'auto';
}
