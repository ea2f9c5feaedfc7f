import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useNow } from '#renderer/parts/now.ts';
import { SignPicture } from '../../chart/sign-picture.tsx';
import { measureName } from '../measure-words.ts';
import classes from './tile.module.css';

const HALF_HOUR_MS = 30 * 60_000;
const MINUTE_MS = 60_000;
/** One point for each half minute is all that a picture of this size can show. */
const POINTS = 60;

/** How one measure went during the last half hour. */
export const Spark = memo(function Spark({ stayId, patientId, code }: { readonly stayId: string; readonly patientId: string; readonly code: string }) {
  const { t } = useTranslation();
  const minute = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const { data } = useLive(
    `bedside.spark:${stayId}:${code}:${minute}`,
    () => client.bedside.trends({
      patientId, stayId, codes: [code], from: new Date(minute - HALF_HOUR_MS).toISOString(), to: new Date(minute + MINUTE_MS).toISOString(), points: POINTS,
    }), [],
  );
  const lines = useMemo(() => {
    const points = data?.series.find((series) => series.code === code)?.points ?? [];
    return points.length < 2 ? [] : [{ code, times: points.map(({ at }) => Date.parse(at)), values: points.map(({ mean }) => mean) }];
  }, [data, code]);
  if (lines.length === 0) return null;
  return <span className={classes.spark} role="img" aria-label={t('bedside.spark', { name: measureName(code, t) })}><SignPicture lines={lines} band={undefined} /></span>;
});
