import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DAYS_PER_MONTH } from '#domain/vitals/paediatric-ranges.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import { unitLabel } from '#renderer/session/laboratory.ts';
import classes from './laboratory.module.css';
import { LIMITS, type RangeDraft } from './test-draft.ts';

interface Props {
  readonly ranges: readonly RangeDraft[];
  readonly problem: Problem | undefined;
  /** Some box holds no number. */
  readonly unreadable: boolean;
  readonly onChange: (ranges: readonly RangeDraft[]) => void;
}

/** The limits for each group of people. */
export function RangeBoxes({ ranges, problem, unreadable, onChange }: Props) {
  const { t } = useTranslation();
  const whom = useWhom();
  return (
    <fieldset className={classes.ranges}>
      <legend>{t('laboratory.settings.ranges')}</legend>
      {ranges.map((row, index) => {
        const issue = issueOf(problem, `ranges.${String(index)}`);
        return (
          // Rows are only changed in place.
          <div key={index} className={classes.range} role="group" aria-label={whom(row)}>
            <span className={classes.whom}>{whom(row)}</span>
            {LIMITS.map((limit) => (
              <TextInput
                key={limit} size="xs" label={t(`laboratory.settings.limit.${limit}`)} inputMode="decimal" value={row[limit]} maxLength={12}
                onChange={(event) => onChange(ranges.map((each, at) => (at === index ? { ...each, [limit]: event.currentTarget.value } : each)))}
              />
            ))}
            {issue ? <span className={classes.problem}>{issueText(issue, t)}</span> : null}
          </div>
        );
      })}
      {unreadable ? <span className={classes.problem} role="alert">{t('errors.invalid.not-a-number')}</span> : null}
    </fieldset>
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
    pregnant === 'any' ? '' : t(`laboratory.settings.pregnant.${pregnant}`), unitLabel(unit),
  ].filter((part) => part !== '').join(' · ');
}
