import { CloseButton } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import classes from './calendar.module.css';

interface Props {
  readonly title: ReactNode;
  readonly sub: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What is chosen in the calendar, beside it; Escape closes it. */
export function Panel({ title, sub, onClose, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  useAction({ id: 'calendar.close-panel', title: t('everywhere.close'), keys: 'Escape', run: onClose, silent: true });
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.panelHead}>
        <div className={classes.panelWords}>
          <h2 id={id} className={classes.panelTitle}>{title}</h2>
          <div className={classes.panelSub}>{sub}</div>
        </div>
        <KeyHint keys="Escape" />
        <CloseButton aria-label={t('everywhere.close')} onClick={onClose} />
      </header>
      <div className={classes.panelBody}>{children}</div>
    </section>
  );
}
