import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { navigate } from '#renderer/router.ts';
import { rankActions } from '#renderer/shell/rank-actions.ts';
import { pageKey, type SettingsPage } from './pages.ts';
import classes from './settings.module.css';

const FIND_KEYS = 's';

const open = (id: string): void => navigate('settings', id);

interface Props {
  readonly ref: Ref<HTMLElement>;
  readonly pages: readonly SettingsPage[];
  readonly current: SettingsPage | undefined;
}

/** The pages: by digit, by arrows, or by some letters of their name and Enter. */
export function PageList({ ref, pages, current }: Props) {
  const { t } = useTranslation();
  const statusId = useId();
  const box = useRef<HTMLInputElement>(null);
  const links = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const finding = text.trim() !== '';
  const named = pages.map((page, index) => ({ page, index, title: t(`settings.page.${page.id}`) }));
  const shown = finding ? rankActions(named, text) : named;
  const found = finding ? shown[marked] : undefined;
  useAction({ id: 'settings.find-page', title: t('settings.find-page'), keys: FIND_KEYS, run: () => { box.current?.select(); box.current?.focus(); } });

  const type = (next: string): void => {
    setText(next);
    setMarked(0);
  };
  const toLink = (id: string | undefined): void => {
    // All links are drawn again first.
    requestAnimationFrame(() => links.current?.querySelector<HTMLElement>(id === undefined ? '[aria-current]' : `[data-page="${id}"]`)?.focus());
  };
  const onFind = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setMarked(Math.min(shown.length - 1, marked + 1));
    else if (event.key === 'ArrowUp') setMarked(Math.max(0, marked - 1));
    else if (event.key === 'Escape') {
      type('');
      toLink(undefined);
    } else if (event.key === 'Enter' && found) {
      type('');
      open(found.page.id);
      toLink(found.page.id);
    } else return;
    event.preventDefault();
  };
  const onLinks = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !current) return;
    event.preventDefault();
    const next = pages[(pages.indexOf(current) + step + pages.length) % pages.length];
    if (!next) return;
    open(next.id);
    links.current?.querySelector<HTMLElement>(`[data-page="${next.id}"]`)?.focus();
  };
  return (
    <nav ref={ref} className={classes.list} aria-label={t('settings.title')}>
      <h1 className={classes.title}>{t('settings.title')}</h1>
      <TextInput
        ref={box} type="search" className={classes.find} value={text} maxLength={60} aria-label={t('settings.find-page')} placeholder={t('settings.find-page')}
        aria-keyshortcuts={ariaKeys(FIND_KEYS)} aria-describedby={statusId} leftSection={<IconSearch size={16} aria-hidden />} rightSection={finding ? null : <KeyHint keys={FIND_KEYS} />}
        onChange={(event) => type(event.currentTarget.value)} onKeyDown={onFind}
      />
      <p id={statusId} role="status" className={shown.length === 0 ? classes.none : 'db-hidden'}>
        {found ? t('settings.enter-opens', { page: found.title }) : finding ? t('settings.no-such-page') : ''}
      </p>
      <div ref={links} className={classes.links} onKeyDown={onLinks}>
        {shown.map(({ page, index, title }) => <PageLink key={page.id} page={page} title={title} index={index} current={page === current} marked={page === found?.page} />)}
      </div>
    </nav>
  );
}

interface LinkProps {
  readonly page: SettingsPage;
  readonly title: string;
  readonly index: number;
  readonly current: boolean;
  /** Enter in the box opens it. */
  readonly marked: boolean;
}

function PageLink({ page, title, index, current, marked }: LinkProps) {
  const { t } = useTranslation();
  const keys = pageKey(index);
  const link = useRef<HTMLAnchorElement>(null);
  const toPage = (): void => {
    open(page.id);
    link.current?.focus();
  };
  useAction({ id: `settings.page.${page.id}`, title: t('settings.open-page', { page: title }), ...(keys === '' ? {} : { keys }), run: toPage });
  const Picture = page.icon;
  return (
    <a
      ref={link} className={classes.link} href={`#/settings/${page.id}`} data-page={page.id} data-marked={marked || undefined} tabIndex={current ? 0 : -1}
      aria-current={current ? 'page' : undefined} {...(keys === '' ? {} : { 'aria-keyshortcuts': keys })}
    >
      <Picture size={18} stroke={1.7} aria-hidden />
      <span className={classes.linkName}>{title}</span>
      {marked ? <KeyHint keys="Enter" /> : keys === '' ? null : <KeyHint keys={keys} />}
    </a>
  );
}
