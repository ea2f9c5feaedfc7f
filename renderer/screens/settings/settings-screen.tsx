import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { navigate, useArrivals, type Route } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { PageContent } from './page-content.tsx';
import { pageKey, pagesFor, type SettingsPage } from './pages.ts';
import classes from './settings.module.css';

const open = (id: string): void => navigate('settings', id);

/** The clinic's settings: a list of pages, of which a person sees those they may use. spec: ADM-6 */
export function SettingsScreen({ rest }: { readonly rest: Route }) {
  const { t } = useTranslation();
  const [wanted] = rest;
  const pages = pagesFor(useCan());
  const list = useRef<HTMLElement>(null);
  // Escape in an open list closes the list alone.
  const inOpenList = useRef(false);
  const page = pages.find(({ id }) => id === wanted) ?? pages[0];
  /** Escape goes from a page to the list, and from the list back to the desk. */
  const toList = (): void => {
    if (list.current?.contains(document.activeElement)) navigate('desk');
    else list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  };
  useAction({ id: 'settings.list', title: t('settings.to-list'), keys: 'Escape', run: toList, silent: true });

  // Who comes in by key goes on by key: digits and arrows choose a page. So also who comes from one of the pages itself,
  // or was away for so short a time that the screen never left.
  const arrivals = useArrivals();
  const cameTo = useRef<number>(undefined);
  useEffect(() => {
    const first = cameTo.current === undefined;
    if (!first && (wanted !== undefined || cameTo.current === arrivals)) return;
    cameTo.current = arrivals;
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [wanted, arrivals]);

  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !page) return;
    event.preventDefault();
    const next = pages[(pages.indexOf(page) + step + pages.length) % pages.length];
    if (!next) return;
    open(next.id);
    list.current?.querySelector<HTMLElement>(`[data-page="${next.id}"]`)?.focus();
  };
  return (
    <div
      className={classes.screen}
      onKeyDownCapture={({ key, target }) => {
        inOpenList.current = key === 'Escape' && target instanceof Element && target.getAttribute('aria-expanded') === 'true';
      }}
      onKeyDown={(event) => { if (inOpenList.current) event.preventDefault(); }}
    >
      <nav ref={list} className={classes.list} aria-label={t('settings.title')} onKeyDown={onKey}>
        <h1 className={classes.title}>{t('settings.title')}</h1>
        {pages.map((each, index) => <PageLink key={each.id} page={each} index={index} current={each === page} />)}
      </nav>
      <div className={classes.page}>{page && <PageContent key={page.id} page={page.id} />}</div>
    </div>
  );
}

function PageLink({ page, index, current }: { readonly page: SettingsPage; readonly index: number; readonly current: boolean }) {
  const { t } = useTranslation();
  const title = t(`settings.page.${page.id}`);
  const keys = pageKey(index);
  useAction({ id: `settings.page.${page.id}`, title: t('settings.open-page', { page: title }), ...(keys === '' ? {} : { keys }), run: () => open(page.id) });
  const Picture = page.icon;
  return (
    <a
      className={classes.link} href={`#/settings/${page.id}`} data-page={page.id} tabIndex={current ? 0 : -1}
      aria-current={current ? 'page' : undefined} {...(keys === '' ? {} : { 'aria-keyshortcuts': keys })}
    >
      <Picture size={18} stroke={1.7} aria-hidden />
      <span className={classes.linkName}>{title}</span>
      {keys === '' ? null : <KeyHint keys={keys} />}
    </a>
  );
}
