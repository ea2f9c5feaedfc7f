import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { ChoiceCard } from './choice-card.tsx';
import classes from './choices.module.css';

/**
 * What PCs wrote without knowing of each other, and a person must look at: what must be chosen first.
 * @param patientId only what is about this patient
 */
export function Choices({ patientId }: { readonly patientId?: string }) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [wanted, setWanted] = useState<string>();
  const filter = patientId === undefined ? {} : { patientId };
  const live = useLive(`sync.conflicts:${patientId ?? ''}`, () => client.sync.conflicts(filter), ['sync', 'patients']);
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    const cards = [...list.current?.querySelectorAll<HTMLElement>('section') ?? []];
    const at = cards.findIndex((card) => card.contains(document.activeElement));
    cards[Math.min(cards.length - 1, Math.max(0, at + step))]?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <LiveContent live={live}>{({ conflicts }) => {
      if (conflicts.length === 0) return <p className={classes.none}><strong>{t('sync.choices.none')}</strong> {t('sync.choices.none-hint')}</p>;
      const current = conflicts.some(({ id }) => id === wanted) ? wanted : conflicts[0]?.id;
      return (
        <ul ref={list} className={classes.list} onKeyDown={onKey}>
          {conflicts.map((conflict) => (
            <li key={conflict.id}>
              <ChoiceCard conflict={conflict} current={conflict.id === current} onCurrent={() => setWanted(conflict.id)} nameless={patientId !== undefined} />
            </li>
          ))}
        </ul>
      );
    }}</LiveContent>
  );
}
