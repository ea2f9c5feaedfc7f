import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LabResult } from '#domain/contract/analysers.ts';
import { useReasonWords } from './lab-words.ts';
import type { Sample } from './samples.ts';
import classes from './lab.module.css';

const NAMED_FLAGS = new Set(['L', 'H', 'LL', 'HH', '<', '>', 'A', 'AA']);

/** One line a result: what was measured, how it compares, and what the analyser said about it. */
export function ResultTable({ sample }: { readonly sample: Sample }) {
  const { t } = useTranslation();
  const usual = usualReason(sample);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('lab.results-of', { name: sample.specimen ?? sample.patientRef ?? '' })}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('lab.test')}</th>
            <th scope="col">{t('lab.value')}</th>
            <th scope="col">{t('lab.range')}</th>
            <th scope="col">{t('lab.flags')}</th>
          </tr>
        </thead>
        <tbody>{sample.results.map((result) => <ResultRow key={result.id} result={result} usual={usual} />)}</tbody>
      </table>
    </div>
  );
}

function ResultRow({ result, usual }: { readonly result: LabResult; readonly usual: string | undefined }) {
  const { t } = useTranslation();
  const words = useReasonWords();
  return (
    <tr>
      <th scope="row">
        <bdi>{result.testName}</bdi>
        {result.testName === result.testCode ? null : <span className={classes.facts}> <bdi dir="ltr">{result.testCode}</bdi></span>}
        {result.whyWaiting === null || result.whyWaiting === usual ? null : <span className={classes.reason}>{words(result.whyWaiting)}</span>}
        {result.comment === null ? null : <span className={classes.facts}><bdi>{result.comment}</bdi></span>}
      </th>
      <td className={classes.value}><bdi dir="ltr">{result.text ?? t('lab.no-value')}</bdi> <small dir="ltr">{result.text === null ? '' : result.unit}</small></td>
      <td className={classes.range}><bdi dir="ltr">{result.range ?? '–'}</bdi></td>
      <td>
        {result.flags.length === 0 ? '–' : (
          <span className={classes.flag}>
            <IconAlertTriangle size={15} aria-hidden />
            {result.flags.map((flag) => (NAMED_FLAGS.has(flag) ? t(`lab.flag.${flagKey(flag)}`) : flag)).join(' ')}
          </span>
        )}
      </td>
    </tr>
  );
}

/** The reason most of the results wait for: it stands in the list, and is not repeated with each of them. */
function usualReason({ results, reasons }: Sample): string | undefined {
  const count = (reason: string): number => results.filter(({ whyWaiting }) => whyWaiting === reason).length;
  return reasons.toSorted((a, b) => count(b) - count(a))[0];
}

/** A key of the texts may not hold the marks themselves. */
const flagKey = (flag: string): string => (flag === '<' ? 'below' : flag === '>' ? 'above' : flag);
