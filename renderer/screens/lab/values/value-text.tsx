import { IconAlertOctagon, IconAlertTriangle, IconArrowDown, IconArrowUp, IconHelpHexagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LabValueShape } from '#domain/contract/lab-shapes.ts';
import type { LabFlag } from '#domain/lab/range.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import classes from './values.module.css';

const ICONS: Readonly<Record<Exclude<LabFlag, 'normal'>, typeof IconArrowUp>> = {
  low: IconArrowDown, high: IconArrowUp, 'critical-low': IconAlertOctagon, 'critical-high': IconAlertOctagon, abnormal: IconAlertTriangle, 'needs-confirmation': IconHelpHexagon,
};

/** What a flag says, by picture, word and colour; nothing for what is as expected. */
export function FlagMark({ flag }: { readonly flag: LabFlag | null }) {
  const { t } = useTranslation();
  if (flag === null || flag === 'normal') return null;
  const Icon = ICONS[flag];
  return <span className={classes.flag} data-critical={flag.startsWith('critical') || undefined}><Icon size={15} aria-hidden />{t(`laboratory.flag.${flag}`)}</span>;
}

type Worded = Pick<LabValueShape, 'value' | 'comparator' | 'text'> & Partial<Pick<LabValueShape, 'refused'>>;
type Shown = Worded & Pick<LabValueShape, 'unit' | 'flag'>;

/** A value without its unit, as it is read. */
export function useValueWords(catalogue: Catalogue | undefined): (value: Worded) => string {
  const { t } = useTranslation();
  return ({ value, comparator, text, refused = null }) => {
    if (refused !== null) return t(`laboratory.refused.${refused}`, { defaultValue: t('laboratory.refused.other') });
    if (value !== null) return `${comparator ?? ''}${String(value)}`;
    return text === null ? '–' : catalogue?.answerName(text) ?? text;
  };
}

interface Props {
  readonly value: Shown;
  readonly catalogue: Catalogue | undefined;
  /** Replaced by another one: shown struck through. */
  readonly old?: boolean;
}

/** A result: number or answer, unit, and what it means. */
export function ValueText({ value, catalogue, old = false }: Props) {
  const words = useValueWords(catalogue);
  const unit = value.value === null ? '' : unitLabel(value.unit);
  return (
    <span className={classes.result} data-old={old || undefined}>
      <bdi className={classes.number} data-words={value.value === null || undefined} {...(value.value === null ? {} : { dir: 'ltr' as const })}>{words(value)}</bdi>
      {unit === '' ? null : <small dir="ltr" className={classes.unit}>{unit}</small>}
      {old ? null : <FlagMark flag={value.flag} />}
    </span>
  );
}
