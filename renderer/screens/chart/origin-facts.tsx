import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './measure.module.css';

/** Where a value came from: device, port, driver, its own clock, and the bytes it was read from. */
export function OriginFacts({ patientId, originId }: { readonly patientId: string; readonly originId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { data, error } = useLive(`bedside.origin:${originId}`, () => client.bedside.origin({ patientId, originId }), []);
  if (error !== undefined) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return null;
  const { origin } = data;
  if (!origin) return <p className={classes.dim}>{t('chart.origin.unknown')}</p>;
  const facts: readonly (readonly [string, string | null])[] = [
    ['device', origin.deviceName], ['serial', origin.deviceSerial], ['port', origin.port], ['driver', `${origin.driver} ${origin.driverVersion}`],
    ['received', format.dateTime(origin.receivedAt, now)], ['device-time', origin.deviceTime?.replace('T', ' ') ?? null],
    ['flags', origin.flags.length === 0 ? null : origin.flags.map((flag) => t(`bedside.flag.${flag}`, { defaultValue: flag })).join(t('bedside.and'))],
  ];
  return (
    <dl className={classes.origin} aria-label={t('chart.origin.title')}>
      {facts.map(([name, value]) => (value === null || value === '' ? null : <div key={name}><dt>{t(`chart.origin.${name}`)}</dt><dd><bdi>{value}</bdi></dd></div>))}
      <div><dt>{t('chart.origin.raw')}</dt><dd><code dir="ltr" className={classes.raw} tabIndex={0}>{origin.raw.replace(/../g, '$& ').trim()}</code></dd></div>
    </dl>
  );
}
