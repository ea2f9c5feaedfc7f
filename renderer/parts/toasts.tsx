import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import classes from './toasts.module.css';

type Tone = 'done' | 'info' | 'danger';

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}

const useToasts = create<{ readonly shown: readonly Toast[] }>(() => ({ shown: [] }));
const SHOWN_MS: Readonly<Record<Tone, number>> = { done: 4_000, info: 6_000, danger: 12_000 };
const MOST = 3;
let lastId = 0;

/** Says something in passing, at the edge of the window; a failure stays longer. @returns how to take it back */
export function toast(tone: Tone, text: string): () => void {
  lastId += 1;
  const id = lastId;
  useToasts.setState(({ shown }) => ({ shown: [...shown.filter((other) => other.text !== text), { id, tone, text }].slice(-MOST) }));
  setTimeout(() => dismiss(id), SHOWN_MS[tone]);
  return () => dismiss(id);
}

const dismiss = (id: number): void => useToasts.setState(({ shown }) => ({ shown: shown.filter((other) => other.id !== id) }));

const ICONS = { done: IconCheck, info: IconInfoCircle, danger: IconAlertTriangle } as const;

/** Where they appear; once per window. */
export function Toasts() {
  const { t } = useTranslation();
  const shown = useToasts((state) => state.shown);
  return (
    <div className={classes.stack} role="status" aria-live="polite">
      {shown.map(({ id, tone, text }) => {
        const Icon = ICONS[tone];
        return (
          <div key={id} className={classes.toast} data-tone={tone}>
            <Icon size={18} aria-hidden className={classes.icon} />
            <span className={classes.text}>{text}</span>
            <CloseButton size="sm" aria-label={t('everywhere.close')} onClick={() => dismiss(id)} />
          </div>
        );
      })}
    </div>
  );
}
