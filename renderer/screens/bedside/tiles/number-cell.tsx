import { IconAlertTriangleFilled, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import { measureName } from '../measure-words.ts';
import type { TileNumber } from '../numbers.ts';
import { ageWords } from '../since.ts';
import classes from './tile.module.css';

/** One number with its name, unit and age. What is not current any more is grey, hatched and says so; it never looks like the present. */
export function NumberCell({ number, now, big }: { readonly number: TileNumber; readonly now: number; readonly big: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, text, unit, beyond, alarm } = number;
  const age = ageWords(number.at, now, t, format);
  return (
    <span className={classes.number} data-state={state} data-big={big || undefined} data-alarm={alarm !== undefined || undefined} data-code={number.key}>
      <span className={classes.name}>{measureName(number.key, t)} <small dir="ltr">{unit}</small></span>
      <span className={classes.value} dir="ltr">
        {beyond === 'above' ? '>' : beyond === 'below' ? '<' : ''}{text ?? '––'}
        {alarm?.cause === 'high' ? <IconArrowUp size={18} className={classes.sign} role="img" aria-label={t('chart.unusual.high')} /> : null}
        {alarm?.cause === 'low' ? <IconArrowDown size={18} className={classes.sign} role="img" aria-label={t('chart.unusual.low')} /> : null}
      </span>
      <span className={classes.age}>
        {state === 'stale' ? <><IconAlertTriangleFilled size={12} aria-hidden /> {t('bedside.stale', { age })}</> : null}
        {state === 'missing' ? t(`bedside.missing.${number.missing ?? 'not-measured'}`) : null}
        {state === 'current' ? age : null}
      </span>
    </span>
  );
}
