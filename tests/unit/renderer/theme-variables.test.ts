import { expect, test } from 'vitest';
import { cssVariablesResolver, theme } from '#renderer/theme/theme.ts';
import { themeVariables } from '#renderer/theme/variables.ts';

/** What one rule of the style sheet sets. */
const rule = (css: string, selector: string): string => css.split('}').find((part) => part.trim().startsWith(`${selector}{`)) ?? '';
const css = themeVariables();

test('our colours are in the style sheet, in light and dark', () => {
  const { light, dark } = cssVariablesResolver({} as never);
  for (const [scheme, variables] of [['light', light], ['dark', dark]] as const) {
    const set = rule(css, `:root[data-mantine-color-scheme="${scheme}"]`);
    for (const [name, value] of Object.entries(variables)) expect(set, scheme).toContain(`${name}: ${String(value)};`);
  }
});

test('what the library derives from the theme is in it too', () => {
  const shared = rule(css, ':root');
  expect(shared).toContain(`--mantine-font-family: ${String(theme.fontFamily)};`);
  expect(shared).toContain('--mantine-color-teal-7: #0f5e63;');
  expect(rule(css, ':root[data-mantine-color-scheme="light"]')).toContain('--mantine-color-teal-filled: var(--mantine-color-teal-7);');
});

test('what the library sets the same is left to its own style sheet', () => {
  expect(css).not.toMatch(/--mantine-(color-grape-0|breakpoint|font-size)/);
});
