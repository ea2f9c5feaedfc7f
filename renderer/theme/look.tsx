import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '#renderer/text/i18n.ts';
import { cssVariablesResolver, styleNonce, theme } from './theme.ts';

/** Colours, type and direction of writing for everything inside. */
export function Look({ children, scheme }: { readonly children: ReactNode; readonly scheme?: 'dark' }) {
  return (
    <DirectionProvider detectDirection>
      <MantineProvider
        theme={theme} cssVariablesResolver={cssVariablesResolver} getStyleNonce={styleNonce}
        defaultColorScheme="auto" {...(scheme ? { forceColorScheme: scheme } : {})}
      >
        <FollowLanguage />
        {children}
      </MantineProvider>
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
