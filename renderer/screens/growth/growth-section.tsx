import { Loader, SegmentedControl } from '@mantine/core';
import { IconRulerMeasure } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GrowthIndicator } from '#domain/clinical/growth-pack.ts';
import type { GrowthLine } from '#domain/contract/growth.ts';
import type { Patient } from '#domain/contract/patients.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { CurvePicture } from '#renderer/parts/curve-picture.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { inZone } from '#domain/kit/time.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import type { SectionProps } from '../chart/sections.tsx';
import { gestationWords } from '../mothers/mothers-words.ts';
import { pictureOf, spanOf } from './growth-picture.ts';
import classes from './growth.module.css';

/** A child's measures against the tables the clinic imported: curves, z-scores and classes. spec: MAT-2 */
export function GrowthSection({ patient }: SectionProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<GrowthIndicator>();
  const live = useLive(`growth.child:${patient.id}`, () => client.growth.child({ patientId: patient.id }), ['vitals', 'clinic', 'record', 'patients']);
  const lines = live.data?.lines ?? [];
  const at = Math.max(0, lines.findIndex(({ indicator }) => indicator === chosen));
  const line = lines[at];
  const step = (by: number) => () => setChosen(lines[(at + by + lines.length) % lines.length]?.indicator);
  useAction({ id: 'growth.next', title: t('growth.next'), keys: 'ArrowRight', run: step(1), when: lines.length > 1 });
  useAction({ id: 'growth.previous', title: t('growth.previous'), keys: 'ArrowLeft', run: step(-1), when: lines.length > 1 });
  if (live.error !== undefined && !live.data) return <ProblemNote problem={problemOf(live.error)} />;
  if (!live.data) return <Loader size="sm" aria-label={t('patients.loading')} />;
  if (!line) return <Empty icon={IconRulerMeasure} title={t('growth.none')} hint={t(patient.birthDate === null ? 'growth.no-birth-date' : 'growth.none-hint')} />;
  return (
    <div className={classes.section}>
      <Notes line={line} patient={patient} child={live.data} />
      {lines.length < 2 ? null : (
        <SegmentedControl
          aria-label={t('growth.measures')} value={line.indicator} onChange={(value) => setChosen(value as GrowthIndicator)} className={classes.choose}
          data={lines.map(({ indicator }) => ({ value: indicator, label: t(`growth.indicator.${indicator}`) }))}
        />
      )}
      <div className={classes.columns}>
        <Curves line={line} patient={patient} />
        <Points line={line} />
      </div>
      <p className={classes.dim}>{t('growth.source')}</p>
    </div>
  );
}

interface NotesProps {
  readonly line: GrowthLine;
  readonly patient: Patient;
  readonly child: { readonly corrected: boolean; readonly gestation: number | null; readonly malnutrition: { readonly band: string | null; readonly arm: number } | null };
}

/** What must be known before the curves are believed. */
function Notes({ line, patient, child: { corrected, gestation, malnutrition } }: NotesProps) {
  const { t } = useTranslation();
  return (
    <>
      {line.points.some(({ refused }) => refused === 'no-table') ? <AttentionNote>{t('growth.no-tables')}</AttentionNote> : null}
      {patient.sex === 'female' || patient.sex === 'male' ? null : <AttentionNote>{t('growth.no-sex')}</AttentionNote>}
      {corrected && gestation !== null ? <AttentionNote>{t('growth.corrected', { weeks: gestationWords(gestation, t) })}</AttentionNote> : null}
      {malnutrition === null || malnutrition.band === null || malnutrition.band === 'none' ? null : <AttentionNote>{t(`growth.malnutrition.${malnutrition.band}`, { arm: malnutrition.arm })}</AttentionNote>}
    </>
  );
}

function Curves({ line, patient }: { readonly line: GrowthLine; readonly patient: Patient }) {
  const { t } = useTranslation();
  const sex = patient.sex === 'female' || patient.sex === 'male' ? patient.sex : undefined;
  const { from, to } = spanOf(line);
  const { data } = useLive(sex === undefined ? null : `growth.curves:${line.indicator}:${sex}:${from}:${to}`, () => client.growth.curves({ indicator: line.indicator, sex: sex ?? 'female', from, to }), ['clinic']);
  const picture = useMemo(() => pictureOf(line, data, { from, to }), [line, data, from, to]);
  return (
    <Card title={t(`growth.indicator.${line.indicator}`)} tools={<span className={classes.dim}>{t(`growth.axis.${picture.axis}`)}</span>} className={classes.picture}>
      <div className={classes.canvas}><CurvePicture picture={picture.picture} /></div>
    </Card>
  );
}

/** Every measure as a number with its z-score and class, newest first. */
function Points({ line }: { readonly line: GrowthLine }) {
  const { t } = useTranslation();
  const { zone } = useClinicPlace();
  const format = useFormat();
  return (
    <Card title={t('growth.values')}>
      <table className={classes.table}>
        <thead><tr>{(['when', 'value', 'z', 'class'] as const).map((column) => <th key={column} scope="col">{t(`growth.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {line.points.toReversed().map(({ takenAt, value, z, band, implausible, refused }) => (
            <tr key={takenAt}>
              <th scope="row">{format.date(inZone(Date.parse(takenAt), zone).date)}</th>
              <td className={classes.number}>{Math.round(value * 100) / 100}</td>
              <td className={classes.number}>{z === null ? '–' : z.toFixed(2)}</td>
              <td>
                {band === null ? <span className={classes.dim}>{refused === null ? '' : t(`growth.refused.${refused}`, { defaultValue: '' })}</span> : <span data-tone={toneOf(z, band)} className={classes.band}>{t(`growth.band.${band}`)}</span>}
                {implausible ? <strong className={classes.grave}> {t('growth.implausible')}</strong> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** A class that names nothing wrong is not coloured, however far the number is: a heavy child is "not underweight". */
const toneOf = (z: number | null, band: string): string | undefined =>
  (z === null || Math.abs(z) <= 2 || /^(not-|normal$)/.test(band) ? undefined : Math.abs(z) > 3 ? 'grave' : 'attention');
