import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props extends Omit<ButtonProps, 'children'> {
  readonly label: string;
  /** What will happen, asked in the button's place. */
  readonly question: string;
  readonly confirm: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
}

/** A button that asks once more where it stands. Escape or the second button takes it back. */
export function ConfirmButton({ label, question, confirm, busy = false, onConfirm, ...look }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (asking) yes.current?.focus(); }, [asking]);
  if (!asking) return <Button {...look} loading={busy} onClick={() => setAsking(true)}>{label}</Button>;
  return (
    <span
      role="group" aria-label={question} style={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        setAsking(false);
      }}
    >
      <span>{question}</span>
      <Button {...look} variant="filled" color="red" ref={yes} loading={busy} onClick={() => { setAsking(false); onConfirm(); }}>{confirm}</Button>
      <Button {...look} variant="default" onClick={() => setAsking(false)}>{t('settings.no')}</Button>
    </span>
  );
}
