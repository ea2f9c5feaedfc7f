import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ltr } from '#renderer/text/ltr.ts';
import { DAYS_PER_MONTH } from '#domain/vitals/paediatric-ranges.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import classes from './laboratory.module.css';
import { addedRange, AGE_UNITS, LIMITS, type AgeUnit, type RangeDraft } from './test-draft.ts';

interface Props {
  readonly ranges: readonly RangeDraft[];
  /** Of rows to be added. */
  readonly unit: string;
  readonly problem: Problem | undefined;
  /** Some box holds no number. */
  readonly unreadable: boolean;
  readonly onChange: (ranges: readonly RangeDraft[]) => void;
}

const MOST = 60;

/** The limits for each group of people; what was added says for whom. */
export function RangeBoxes({ ranges, unit, problem, unreadable, onChange }: Props) {
  const { t } = useTranslation();
  const whom = useWhom();
  const change = (at: number, part: Partial<RangeDraft>): void => onChange(ranges.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <fieldset className={classes.ranges}>
      <legend>{t('laboratory.settings.ranges')}</legend>
      {ranges.map((row, index) => {
        const issue = issueOf(problem, `ranges.${String(index)}`);
        return (
          <div key={index} className={classes.range} role="group" aria-label={whom(row)}>
            <span className={classes.whom}>
              {whom(row)}
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('laboratory.settings.remove-range', { whom: whom(row) })} onClick={() => onChange(ranges.filter((_, at) => at !== index))}><IconTrash size={16} aria-hidden /></ActionIcon>
            </span>
            {row.age ? <WhomBoxes row={row} age={row.age} onChange={(part) => change(index, part)} /> : null}
            {LIMITS.map((limit) => (
              <TextInput
                key={limit} size="xs" label={t(`laboratory.settings.limit.${limit}`)} inputMode="decimal" value={row[limit]} maxLength={12}
                onChange={(event) => change(index, { [limit]: event.currentTarget.value })}
              />
            ))}
            {issue ? <span className={classes.problem}>{issueText(issue, t)}</span> : null}
          </div>
        );
      })}
      {unreadable ? <span className={classes.problem} role="alert">{t('errors.invalid.not-a-number')}</span> : null}
      {ranges.length >= MOST ? null : <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...ranges, addedRange(unit)])}>{t('laboratory.settings.add-range')}</Button>}
    </fieldset>
  );
}

const SEXES = ['any', 'female', 'male'] as const;
const PREGNANT = ['any', 'no', 'only'] as const;

interface WhomProps {
  readonly row: RangeDraft;
  readonly age: NonNullable<RangeDraft['age']>;
  readonly onChange: (part: Partial<RangeDraft>) => void;
}

/** For whom a row shall hold that is not stored yet. */
function WhomBoxes({ row, age, onChange }: WhomProps) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect size="xs" className={classes.half ?? ''} label={t('laboratory.settings.for-sex')} value={row.sex} data={SEXES.map((sex) => ({ value: sex, label: t(`laboratory.settings.sex.${sex}`) }))} onChange={(event) => onChange({ sex: event.currentTarget.value as RangeDraft['sex'] })} />
      <NativeSelect size="xs" className={classes.half ?? ''} label={t('laboratory.settings.for-pregnant')} value={row.pregnant} data={PREGNANT.map((each) => ({ value: each, label: t(`laboratory.settings.pregnant.${each}`) }))} onChange={(event) => onChange({ pregnant: event.currentTarget.value as RangeDraft['pregnant'] })} />
      <TextInput size="xs" label={t('laboratory.settings.age-from')} inputMode="decimal" value={age.from} maxLength={6} onChange={(event) => onChange({ age: { ...age, from: event.currentTarget.value } })} />
      <TextInput size="xs" label={t('laboratory.settings.age-before')} inputMode="decimal" value={age.before} maxLength={6} onChange={(event) => onChange({ age: { ...age, before: event.currentTarget.value } })} />
      <NativeSelect size="xs" className={classes.half ?? ''} label={t('laboratory.settings.age-in')} value={age.unit} data={AGE_UNITS.map((unit) => ({ value: unit, label: t(`laboratory.settings.age-unit.${unit}`) }))} onChange={(event) => onChange({ age: { ...age, unit: event.currentTarget.value as AgeUnit } })} />
    </>
  );
}

/** `women, from 18 years, mg/dL`. */
function useWhom(): (row: RangeDraft) => string {
  const { t } = useTranslation();
  const age = (days: number): string => {
    const months = Math.round(days / DAYS_PER_MONTH);
    if (months < 1) return t('laboratory.settings.days', { count: days });
    return months < 24 ? t('laboratory.settings.months', { count: months }) : t('laboratory.settings.years', { count: Math.round(months / 12) });
  };
  return ({ sex, fromDays, beforeDays, pregnant, unit }) => [
    t(`laboratory.settings.sex.${sex}`), fromDays === null ? '' : t('laboratory.settings.from', { age: age(fromDays) }), beforeDays === null ? '' : t('laboratory.settings.before', { age: age(beforeDays) }),
    pregnant === 'any' ? '' : t(`laboratory.settings.pregnant.${pregnant}`), ltr(unitLabel(unit)),
  ].filter((part) => part !== '').join(' · ');
}
