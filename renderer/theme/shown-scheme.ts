export type ColorScheme = 'light' | 'dark' | 'auto';

/** Where the library of parts keeps it too, so that a choice made in an earlier version stays. */
export const KEY = 'mantine-color-scheme-value';

export const isScheme = (value: string | null): value is ColorScheme => value === 'light' || value === 'dark' || value === 'auto';

/** Puts the scheme where the style sheets look for it. */
export function showScheme(scheme: ColorScheme): void {
  const dark = scheme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : scheme === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}

/** What was chosen at this PC. */
export function rememberedScheme(): ColorScheme {
  const kept = localStorage.getItem(KEY);
  return isScheme(kept) ? kept : 'auto';
}
