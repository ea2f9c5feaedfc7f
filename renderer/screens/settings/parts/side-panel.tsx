import { Button, CloseButton } from '@mantine/core';
import { useEffect, useId, useRef, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import classes from './page.module.css';
import { RestoredNote } from './restored-note.tsx';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  /** Word on the button that sends the form; saving unless said otherwise. */
  readonly send?: string;
  readonly busy: boolean;
  readonly draft: Pick<Draft<object>, 'dirty' | 'restoredAt' | 'discard'>;
  /** There are boxes whose content is not kept. */
  readonly secrets?: boolean;
  readonly children: ReactNode;
}

/** A form beside the list it belongs to. Enter saves; Escape closes it, keeps what was typed and gives the focus back. */
export function SidePanel({ title, onClose, onSubmit, send, busy, draft, secrets = false, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const closed = useRef(false);
  const close = (): void => {
    closed.current = true;
    onClose();
  };
  useAction({ id: 'settings.close-panel', title: t('settings.close-panel'), keys: 'Escape', run: close, silent: true });
  useEffect(() => {
    before.current = document.activeElement;
    body.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    // Only now: where there is no room for both, the list is not shown before the panel has gone.
    return () => { if (closed.current && before.current instanceof HTMLElement) before.current.focus(); };
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  const cancel = (): void => {
    draft.discard();
    close();
  };
  return (
    <aside className={classes.side} aria-labelledby={id}>
      <header className={classes.sideHead}>
        <h3 id={id} className={classes.sideTitle}>{title}</h3>
        <CloseButton aria-label={t('settings.close-panel')} aria-keyshortcuts="Escape" onClick={close} />
      </header>
      <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
        <div ref={body} className={classes.sideBody}><RestoredNote draft={draft} secrets={secrets} />{children}</div>
        <footer className={classes.sideFoot}>
          <Button type="submit" loading={busy}>{send ?? t('settings.save')}</Button>
          <Button variant="default" onClick={cancel}>{t(draft.dirty ? 'settings.discard' : 'settings.cancel')}</Button>
        </footer>
      </form>
    </aside>
  );
}
