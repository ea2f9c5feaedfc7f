import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type RefObject } from 'react';
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
  const stack = useRef<HTMLDivElement>(null);
  useAboveFeet(stack, shown);
  return (
    <div ref={stack} className={classes.stack} role="status" aria-live="polite">
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

/** Screens change under a toast; this often it looks where the buttons below it are now. */
const LOOK_AGAIN_MS = 250;

/** Keeps the stack above what is marked `data-foot`: the buttons at a screen's lower edge, which are pressed next. */
function useAboveFeet(stack: RefObject<HTMLDivElement | null>, shown: readonly Toast[]): void {
  useLayoutEffect(() => {
    if (shown.length === 0) return undefined;
    const place = (): void => { if (stack.current) stack.current.style.setProperty('--db-foot', `${footBelow(stack.current)}px`); };
    place();
    const timer = setInterval(place, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [stack, shown]);
}

/** How much of the window's lower edge the feet under the stack take, in pixels. One that stands in the upper half is no foot. */
function footBelow(stack: HTMLElement): number {
  const { left, right } = stack.getBoundingClientRect();
  const tops = [...document.querySelectorAll('[data-foot]')].map((foot) => foot.getBoundingClientRect())
    .filter((foot) => foot.right > left && foot.left < right && foot.top > innerHeight / 2 && foot.top < innerHeight).map(({ top }) => top);
  return innerHeight - Math.min(innerHeight, ...tops);
}
