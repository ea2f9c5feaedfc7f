import { convertCssVariables, deepMerge, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { cssVariablesResolver, theme } from './theme.ts';

type Part = 'variables' | 'light' | 'dark';

/**
 * The style sheet of the theme: the variables in which it differs from the library's own, which stand in the library's
 * default-css-variables.css. The build asks for it, so that no window has to work it out.
 */
export function themeVariables(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const ours = deepMerge(defaultCssVariablesResolver(merged), cssVariablesResolver(merged));
  const theirs: Record<Part, Readonly<Record<string, string>>> = defaultCssVariablesResolver(DEFAULT_THEME);
  const differing = (part: Part): Record<string, string> =>
    Object.fromEntries(Object.entries(ours[part]).filter(([name, value]) => theirs[part][name] !== value));
  return convertCssVariables({ variables: differing('variables'), light: differing('light'), dark: differing('dark') }, ':root');
}
