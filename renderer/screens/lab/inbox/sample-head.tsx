import { useTranslation } from 'react-i18next';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useMatchWords } from './lab-words.ts';
import type { Sample } from './samples.ts';
import classes from './lab.module.css';

/** What is known of a sample beside its results. */
export function SampleHead({ sample }: { readonly sample: Sample }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const matched = useMatchWords();
  const [first] = sample.results;
  const takenAt = sample.results.find((result) => result.takenAt !== null)?.takenAt ?? null;
  return (
    <dl className={classes.head}>
      <div><dt>{t('lab.specimen')}</dt><dd><bdi dir="ltr">{sample.specimen ?? '–'}</bdi></dd></div>
      <div><dt>{t('lab.patient-ref')}</dt><dd><bdi dir="ltr">{sample.patientRef ?? '–'}</bdi></dd></div>
      <div><dt>{t('lab.analyser')}</dt><dd><Name>{sample.analyserName}</Name></dd></div>
      <div><dt>{t('lab.received')}</dt><dd>{format.dateTime(sample.receivedAt, now)}</dd></div>
      {/* The analyser's own clock, in no zone: shown as it was sent. */}
      <div><dt>{t('lab.device-time')}</dt><dd><bdi dir="ltr">{takenAt?.replace('T', ' ') ?? '–'}</bdi></dd></div>
      {sample.patientName === null ? null : (
        <div><dt>{t('lab.patient')}</dt><dd><Name>{sample.patientName}</Name>{first?.matchedBy == null ? null : <span className={classes.facts}> {matched(first.matchedBy)}</span>}</dd></div>
      )}
    </dl>
  );
}
