import { IconAlertTriangleFilled, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { measureName } from '../measure-words.ts';
import classes from './tile.module.css';
import type { ShownNumber } from './use-shown.ts';

/** One number with its name, unit and age. What is not current any more is grey, hatched and says so; it never looks like the present. */
export function NumberCell({ number, big }: { readonly number: ShownNumber; readonly big: boolean }) {
  const { t } = useTranslation();
  const { state, text, unit, beyond, alarm, age } = number;
  return (
    <span className={classes.number} data-state={state} data-big={big || undefined} data-alarm={alarm !== null || undefined} data-code={number.key}>
      <span className={classes.name}>{measureName(number.key, t)} <small dir="ltr">{unit}</small></span>
      <span className={classes.value} dir="ltr">
        {beyond === 'above' ? '>' : beyond === 'below' ? '<' : ''}{text ?? '––'}
        {alarm === 'high' ? <IconArrowUp size={18} className={classes.sign} role="img" aria-label={t('chart.unusual.high')} /> : null}
        {alarm === 'low' ? <IconArrowDown size={18} className={classes.sign} role="img" aria-label={t('chart.unusual.low')} /> : null}
      </span>
      <span className={classes.age}>
        {state === 'stale' ? <><IconAlertTriangleFilled size={12} aria-hidden /> {t('bedside.stale', { age })}</> : null}
        {state === 'missing' ? t(`bedside.missing.${number.missing ?? 'not-measured'}`) : null}
        {state === 'current' ? age : null}
      </span>
    </span>
  );
}
