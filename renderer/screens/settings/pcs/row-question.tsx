import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import classes from './pcs.module.css';

interface Props {
  readonly question: string;
  readonly confirm: string;
  /** It cannot be taken back. */
  readonly forGood: boolean;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks once more, under the row it is about, and says what will happen. Escape takes it back. */
export function RowQuestion({ question, confirm, forGood, busy, onYes, onNo }: Props) {
  const { t } = useTranslation();
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => { no.current?.focus(); }, []);
  return (
    <div
      className={classes.question} role="group" aria-label={question} onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onNo();
      }}
    >
      <span className={classes.questionWords}>{question}</span>
      <Button size="xs" color={forGood ? 'red' : undefined} loading={busy} onClick={onYes}>{confirm}</Button>
      <Button size="xs" variant="default" ref={no} onClick={onNo} rightSection={<KeyHint keys="Escape" />}>{t('settings.no')}</Button>
    </div>
  );
}
