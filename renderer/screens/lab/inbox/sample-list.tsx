import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useReasonWords } from './lab-words.ts';
import type { Sample } from './samples.ts';
import classes from './lab.module.css';

interface Props {
  readonly samples: readonly Sample[];
  readonly label: string;
  readonly chosenKey: string | undefined;
  readonly onChoose: (key: string) => void;
}

/** One line a sample; the arrow keys go from one to the next. */
export function SampleList({ samples, label, chosenKey, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  };
  if (samples.length === 0) return null;
  return (
    <ul ref={list} className={classes.samples} aria-label={label} onKeyDown={onKeyDown}>
      {samples.map((sample) => <li key={sample.key}><SampleRow sample={sample} chosen={sample.key === chosenKey} onChoose={onChoose} /></li>)}
    </ul>
  );
}

function SampleRow({ sample, chosen, onChoose }: { readonly sample: Sample; readonly chosen: boolean; readonly onChoose: (key: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useReasonWords();
  const choose = (): void => onChoose(sample.key);
  const tests = sample.results.map(({ testName }) => testName).join(t('everywhere.comma'));
  return (
    <button type="button" className={classes.row} data-chosen={chosen || undefined} aria-current={chosen ? 'true' : undefined} onClick={choose} onFocus={choose}>
      <span className={classes.who}>
        <span className={classes.name}>{sample.patientName === null ? <bdi dir="ltr">{sample.specimen ?? sample.patientRef ?? t('lab.no-specimen')}</bdi> : <Name>{sample.patientName}</Name>}</span>
        <span className={classes.facts}><bdi>{tests}</bdi></span>
        {sample.reasons.length === 0 ? null : <span className={classes.reason}>{sample.reasons.map(words).join(' ')}</span>}
      </span>
      <span className={classes.when}>
        <span>{format.dateTime(sample.receivedAt, now)}</span>
        <span className={classes.facts}><Name>{sample.analyserName}</Name></span>
      </span>
    </button>
  );
}
