import { DirectionProvider, MantineContext, MantineThemeProvider, useDirection } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '#renderer/text/languages.ts';
import { useColorScheme } from './color-scheme.ts';
import { styleNonce, theme } from './theme.ts';

const LIBRARY = {
  getRootElement: () => document.documentElement, getStyleNonce: styleNonce,
  classNamesPrefix: 'mantine', cssVariablesSelector: ':root', withStaticClasses: true,
} as const;

/**
 * Colours, type and direction of writing for everything inside. The library's own provider would work out all colours
 * of the theme in every window before the first paint; here they lie in a style sheet made by the build.
 */
export function Look({ children, scheme }: { readonly children: ReactNode; readonly scheme?: 'dark' }) {
  const { i18n } = useTranslation();
  const colors = useColorScheme(scheme);
  return (
    <DirectionProvider initialDirection={directionOf(i18n.language)} detectDirection={false}>
      <MantineContext value={{ ...LIBRARY, ...colors }}>
        <MantineThemeProvider theme={theme}>
          <FollowLanguage />
          {children}
        </MantineThemeProvider>
      </MantineContext>
    </DirectionProvider>
  );
}

/** Turns the parts of the library to the side the language is read from. */
function FollowLanguage() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const direction = directionOf(i18n.language);
  useEffect(() => { setDirection(direction); }, [direction, setDirection]);
  return null;
}
