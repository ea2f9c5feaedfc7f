import { useEffect, useLayoutEffect, useState } from 'react';
import { isScheme, KEY, rememberedScheme, showScheme, type ColorScheme } from './shown-scheme.ts';

/**
 * Light, dark, or whatever the system says: chosen at this PC, the same in all its windows, and on the root element
 * before the first paint, where the style sheets look for it.
 * @param forced a scheme that nobody can change
 */
export function useColorScheme(forced?: 'light' | 'dark') {
  const [chosen, setChosen] = useState<ColorScheme>(() => forced ?? rememberedScheme());
  useLayoutEffect(() => { showScheme(chosen); }, [chosen]);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const onSystem = (): void => showScheme(chosen);
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
    showScheme(next);
    setChosen(next);
    localStorage.setItem(KEY, next);
  };
  return { colorScheme: chosen, setColorScheme: choose, clearColorScheme: () => choose('auto') };
}
