import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabBrought } from '#domain/contract/lab-shapes.ts';
import type { Observation } from '#domain/contract/vitals.ts';
import { rangeFor, type Whose } from '#domain/lab/range.ts';
import { unitsOfTest } from '#domain/lab/typed-result.ts';
import type { LabTest } from '#domain/lab/test.ts';
import { convertLab, labUnits } from '#domain/vitals/lab-units.ts';
import { roundForDisplay } from '#domain/vitals/units.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { SideHead } from '../side-head.tsx';
import { SignPicture } from '../sign-picture.tsx';
import { BroughtMark } from './brought-mark.tsx';
import classes from './lab.module.css';

const MOST = 300;
/** Lines of numbers drawn at first, and with every further press. */
const DRAWN = 50;

interface Props {
  readonly patientId: string;
  readonly test: LabTest;
  readonly name: string;
  /** Results of this test that were brought along; those under the code of another measure are found nowhere else. */
  readonly brought: readonly LabBrought[];
  readonly whose: Whose;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** A test over all time, wherever its values came from: picture with the range behind it, and the numbers. spec: LAB-2 */
export function TrendPanel({ patientId, test, name, brought, whose, catalogue, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [unit, setUnit] = useState(test.unit);
  const [drawn, setDrawn] = useState(DRAWN);
  const { data, error } = useLive(`vitals.list:${patientId}:${test.observationCode}:trend`, () => client.vitals.list({ patientId, code: test.observationCode, limit: MOST }), ['vitals', 'lab']);
  const points = useMemo(() => pointsOf(data?.observations ?? [], brought, test, unit), [data, brought, test, unit]);
  const range = rangeFor(test, whose, unit);
  const lines = useMemo(() => {
    const drawn = points.filter(({ value }) => value !== undefined).toReversed();
    return drawn.length < 2 ? [] : [{ code: test.observationCode, times: drawn.map(({ at }) => Date.parse(at)), values: drawn.map(({ value }) => value ?? 0) }];
  }, [points, test.observationCode]);
  const band = useMemo(() => (range === null ? undefined : { low: range.low, high: range.high }), [range?.low, range?.high]); // eslint-disable-line react-hooks/exhaustive-deps
  const units = unitsOfTest(test);
  return (
    <div className={classes.trend}>
      <SideHead id="lab.close-trend" title={name} onClose={onClose} />
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {units.length < 2 ? null : <SegmentedControl size="xs" aria-label={t('laboratory.unit')} value={unit} onChange={setUnit} data={units.map((each) => ({ value: each, label: unitLabel(each) }))} />}
      {lines.length === 0 ? null : <div className={classes.picture} role="img" aria-label={t('laboratory.chart.trend', { test: name })}><SignPicture lines={lines} band={band} /></div>}
      <table className={classes.values} aria-label={t('laboratory.chart.times')}>
        <tbody>
          {points.slice(0, drawn).map(({ id, at, value, text, typed, isBrought }) => (
            <tr key={id}>
              <td className={classes.dim}>{format.dateTime(at, now)}</td>
              <td><bdi dir="ltr" className={classes.strong}>{value === undefined ? catalogue.answerName(text) : String(value)}</bdi> {value === undefined ? null : <small dir="ltr">{unitLabel(unit)}</small>}{typed === null ? null : <span className={classes.dim}> (<bdi dir="ltr">{typed}</bdi>)</span>}{isBrought ? <> <BroughtMark /></> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {points.length > drawn ? <Button variant="subtle" size="compact-sm" onClick={() => setDrawn(drawn + DRAWN)}>{t('chart.show-older')}</Button> : null}
    </div>
  );
}

interface Point {
  readonly id: string;
  readonly at: string;
  readonly value: number | undefined;
  readonly text: string;
  /** As it was typed or sent, where that was in another unit. */
  readonly typed: string | null;
  readonly isBrought: boolean;
}

/** Values in the wanted unit, newest first. One that was reported in it is shown exactly as reported. */
function pointsOf(observations: readonly Observation[], brought: readonly LabBrought[], test: LabTest, unit: string): Point[] {
  const own = new Set(brought.map(({ id }) => id));
  const points = [
    ...observations.filter(({ inError, id }) => !inError && !own.has(id)).map((each) => pointOf(each, test, unit)),
    ...brought.map((each) => broughtPoint(each, test, unit)),
  ];
  return points.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function converted(value: number | null, from: string, test: LabTest, unit: string): number | undefined {
  if (value === null || from === unit) return value ?? undefined;
  const decimals = test.analyte === null ? 3 : (labUnits(test.analyte).find(({ ucum }) => ucum === unit)?.decimals ?? 2) + 1;
  const other = test.analyte === null ? undefined : convertLab(test.analyte, value, from, unit);
  return other === undefined ? undefined : roundForDisplay(other, { decimals });
}

function pointOf(each: Observation, test: LabTest, unit: string): Point {
  const asReported = each.typedUnit === unit && each.typedValue !== null ? Number(each.typedValue) : undefined;
  const otherUnit = each.typedUnit !== null && each.typedUnit !== unit && each.typedValue !== null;
  return {
    id: each.id, at: each.takenAt, value: asReported ?? converted(each.value, each.unit, test, unit), text: each.text ?? `${String(each.value ?? '')} ${each.unit}`,
    typed: otherUnit ? `${each.typedValue ?? ''} ${unitLabel(each.typedUnit ?? '')}` : null, isBrought: false,
  };
}

function broughtPoint({ id, at, value: { value, comparator, text, unit: from }, sent }: LabBrought, test: LabTest, unit: string): Point {
  const asSent = sent ?? { value, unit: from };
  // What is below or above a number is no point of a line.
  const shown = comparator !== null ? undefined : asSent.unit === unit ? asSent.value ?? undefined : converted(value, from, test, unit);
  return {
    id, at, value: shown, text: text ?? `${comparator ?? ''}${String(value ?? '')} ${unitLabel(from)}`.trim(),
    typed: shown === undefined || asSent.unit === unit ? null : `${String(asSent.value ?? '')} ${unitLabel(asSent.unit)}`, isBrought: true,
  };
}
