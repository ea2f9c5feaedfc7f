import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ANAEMIA_TABLES } from '#domain/clinical/anaemia.ts';
import type { Pregnancy } from '#domain/contract/mothers.ts';
import { shownValue, unitChoice } from '#domain/record/shown-value.ts';
import { Card } from '#renderer/parts/card.tsx';
import { CurvePicture } from '#renderer/parts/curve-picture.tsx';
import type { CurvePicture as Picture } from '#renderer/parts/draw-curves.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import classes from './mothers.module.css';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

interface Props {
  readonly pregnancy: Pregnancy;
  readonly code: 'weight' | 'haemoglobin';
}

/** A measure through the pregnancy by week; haemoglobin over the bands of anaemia (those of the first and third trimester, g/dL). spec: MAT-2 */
export function CourseCard({ pregnancy, code }: Props) {
  const { t } = useTranslation();
  const settings = useClinicSettings();
  const { measures, dueDate } = pregnancy;
  const picture = useMemo((): Picture | undefined => {
    const taken = measures.filter((measure) => measure.code === code);
    const [first] = taken;
    if (!first) return undefined;
    const start = dueDate === null ? Date.parse(first.takenAt) : Date.parse(dueDate) - 280 * DAY_MS;
    const units = unitChoice(settings);
    const points = taken.map(({ takenAt, value, unit }) => ({ x: (Date.parse(takenAt) - start) / WEEK_MS, y: shownValue(code, value, unit, units).value }));
    const weeks = points.map(({ x }) => x);
    return {
      curves: [{ points, kind: 'measured' }], unit: shownValue(code, first.value, first.unit, units).unit, bands: code === 'haemoglobin' ? anaemiaBands() : [],
      x: { min: Math.max(0, Math.floor(Math.min(...weeks)) - 2), max: Math.max(Math.floor(Math.min(...weeks)) + 4, Math.ceil(Math.max(...weeks)) + 2), step: 4, label: (week) => String(Math.round(week)) },
    };
  }, [measures, dueDate, code, settings]);
  if (!picture) return null;
  const latest = measures.findLast((measure) => measure.code === code);
  const band = latest?.band;
  return (
    <Card
      title={t(`vitals.sign.${code}`)} tools={<span className={classes.dim}>{t('mothers.by-week')}{band === undefined || band === null || band === 'none' ? '' : ` · ${t(`mothers.anaemia.${band}`)}`}</span>}
    >
      <div className={classes.course}><CurvePicture picture={picture} /></div>
    </Card>
  );
}

/** The limits are in g/L, haemoglobin is read in g/dL. */
function anaemiaBands(): Picture['bands'] {
  const [moderate = 70, mild = 100, none = 110] = ANAEMIA_TABLES['pregnant-1'].cuts.map(([, at]) => at);
  return [{ from: null, to: moderate / 10, tone: 'grave' }, { from: moderate / 10, to: mild / 10, tone: 'attention' }, { from: mild / 10, to: none / 10, tone: 'attention' }, { from: none / 10, to: null, tone: 'calm' }];
}
