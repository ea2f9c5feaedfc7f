import { CloseButton } from '@mantine/core';
import { useEffect, useId, useRef, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import classes from './page.module.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** A form beside the list it belongs to. Enter saves; Escape closes it and gives the focus back. */
export function SidePanel({ title, onClose, onSubmit, footer, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const close = (): void => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  useAction({ id: 'settings.close-panel', title: t('settings.close-panel'), keys: 'Escape', run: close, silent: true });
  useEffect(() => {
    before.current = document.activeElement;
    body.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <aside className={classes.side} aria-labelledby={id}>
      <header className={classes.sideHead}>
        <h3 id={id} className={classes.sideTitle}>{title}</h3>
        <CloseButton aria-label={t('settings.close-panel')} aria-keyshortcuts="Escape" onClick={close} />
      </header>
      <form onSubmit={send} noValidate style={{ display: 'contents' }}>
        <div ref={body} className={classes.sideBody}>{children}</div>
        <footer className={classes.sideFoot}>{footer}</footer>
      </form>
    </aside>
  );
}
