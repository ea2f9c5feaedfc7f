import { useTranslation } from 'react-i18next';
import { ACVPU, letterOf } from '#domain/vitals/consciousness.ts';
import type { BoxCode } from './boxes.ts';
import classes from './vitals.module.css';

const SCORES = Array.from({ length: 11 }, (_, score) => String(score));

interface Props {
  readonly code: BoxCode;
  readonly typed: string;
  readonly onPick: (typed: string) => void;
}

/** Answers to tap, for the boxes with few of them; a key in the box does the same, so Tab passes them by. */
export function BoxChoices({ code, typed, onPick }: Props) {
  const { t } = useTranslation();
  const now = typed.trim().toLowerCase();
  const choice = (value: string, label: string, name = label) => (
    <button
      key={value} type="button" tabIndex={-1} className={classes.choice} aria-pressed={now === value.toLowerCase()} aria-label={name}
      onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(value)}
    >
      {label}
    </button>
  );
  if (code === 'pain') return <span className={classes.choices}>{SCORES.map((score) => choice(score, score, t('vitals.pain-score', { score })))}</span>;
  if (code === 'oxygen') return <span className={classes.choices}>{choice(t('vitals.air-typed'), t('vitals.state.room-air'))}</span>;
  if (code !== 'consciousness') return null;
  return <span className={classes.choices}>{ACVPU.map((level) => choice(letterOf(level), t(`vitals.level-key.${letterOf(level)}`)))}</span>;
}
