import { Menu, useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { IconKeyboard, IconLock, IconLogout, IconMoon, IconSun, IconSwitchHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#domain/contract/session.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { PersonMark } from '#renderer/parts/person-mark.tsx';
import { lock, signOut } from '#renderer/session/session.ts';
import { useShellDialogs } from './dialogs.ts';
import classes from './top-bar.module.css';

/** Who sits here, and the ways to hand over. */
export function PersonMenu({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const turn = (): void => setColorScheme(dark ? 'light' : 'dark');
  const schemeTitle = dark ? t('shell.light') : t('shell.dark');
  useAction({ id: 'shell.switch', title: t('shell.switch-person'), keys: 'Alt+U', run: signOut });
  useAction({ id: 'shell.lock', title: t('shell.lock'), keys: 'Alt+L', run: lock });
  useAction({ id: 'shell.scheme', title: schemeTitle, run: turn });
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <button type="button" className={classes.person}>
          <PersonMark name={person.name} color={person.color} size={32} />
          <span className={classes.personName} dir="auto">{person.name}</span>
          <span className="db-hidden">{` ${t('shell.person-menu')}`}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSwitchHorizontal size={18} />} rightSection={<KeyHint keys="Alt+U" />} onClick={signOut}>{t('shell.switch-person')}</Menu.Item>
        <Menu.Item leftSection={<IconLock size={18} />} rightSection={<KeyHint keys="Alt+L" />} onClick={lock}>{t('shell.lock')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={dark ? <IconSun size={18} /> : <IconMoon size={18} />} onClick={turn}>{schemeTitle}</Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} />} rightSection={<KeyHint keys="?" />} onClick={() => useShellDialogs.setState({ open: 'keys' })}>{t('shell.keys')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={signOut}>{t('shell.sign-out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
