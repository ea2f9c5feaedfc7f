import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { navigate, useArrivals, type Route } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { PageContent } from './page-content.tsx';
import { PageList } from './page-list.tsx';
import { pagesFor } from './pages.ts';
import classes from './settings.module.css';

/** The clinic's settings: a list of pages, of which a person sees those they may use. spec: ADM-6 */
export function SettingsScreen({ rest }: { readonly rest: Route }) {
  const { t } = useTranslation();
  const [wanted] = rest;
  const pages = pagesFor(useCan());
  const list = useRef<HTMLElement>(null);
  // Escape in an open list closes the list alone.
  const inOpenList = useRef(false);
  const page = pages.find(({ id }) => id === wanted) ?? pages[0];
  /** Escape goes from a page to the list, and from the list to where one's work begins. */
  const toList = (): void => {
    if (list.current?.contains(document.activeElement)) navigate();
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

  return (
    <div
      className={classes.screen}
      onKeyDownCapture={({ key, target }) => {
        inOpenList.current = key === 'Escape' && target instanceof Element && target.getAttribute('aria-expanded') === 'true';
      }}
      onKeyDown={(event) => { if (inOpenList.current) event.preventDefault(); }}
    >
      <PageList ref={list} pages={pages} current={page} />
      <div className={classes.page}>{page && <PageContent key={page.id} page={page.id} />}</div>
    </div>
  );
}
