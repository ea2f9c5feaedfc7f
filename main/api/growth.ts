import { createHash } from 'node:crypto';
import { compactRows } from '#domain/clinical/growth-compact.ts';
import { curvesOf } from '#domain/clinical/growth-curves.ts';
import { acuteMalnutrition, growthRuleOf } from '#domain/clinical/growth-classes.ts';
import { growthIndicatorOf } from '#domain/clinical/growth-kind.ts';
import { growthIndicators, readGrowthTable, type GrowthIndicator } from '#domain/clinical/growth-pack.ts';
import { correctedAgeDays, growth, type GrowthResult } from '#domain/clinical/growth.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { GrowthLine } from '#domain/contract/growth.ts';
import { done } from '#domain/contract/shapes.ts';
import { ageInMonths, daysBetween } from '#domain/kit/calendar.ts';
import { inZone } from '#domain/kit/time.ts';
import { gestationDays } from '#domain/mothers/dating.ts';
import type { ReadDb } from '#db/read.ts';
import { growthPack, growthRows, growthTables } from '#db/queries/growth.ts';
import { birthOfChild, measuresOfCodes, type MeasureRow } from '#db/queries/mothers.ts';
import { invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { patientOf } from './patients.ts';

const MEASURES = ['weight', 'height', 'head-circumference', 'muac'] as const;

/** Growth of children. */
export function growthHandlers(): Handlers<Contract['growth']> {
  return {
    tables: (call) => {
      const known = new Map(growthTables(call.read).map((table) => [table.indicator, table]));
      const pack = growthPack(call.read);
      return { tables: growthIndicators.filter((indicator) => pack[indicator]).map((indicator) => ({ indicator, importedAt: known.get(indicator)?.importedAt ?? null, importedBy: known.get(indicator)?.importedBy ?? null })) };
    },
    importTable: (call, { csv }) => call.write((tx) => {
      const indicator = growthIndicatorOf(csv);
      if (indicator === undefined) throw invalid('csv', 'unknown-table');
      const read = readGrowthTable(indicator, csv);
      if (!read.ok) throw invalid(read.error.column ?? 'csv', `table-${read.error.code}`, read.error.line);
      const stored = new Map(growthRows(tx, indicator).map(({ id, sex }) => [sex, id]));
      const columns = { sha256: createHash('sha256').update(csv).digest('hex'), imported_at: new Date(call.now).toISOString(), imported_by: call.caller.personId, active: 1 } as const;
      for (const sex of ['female', 'male'] as const) {
        const content = compactRows(read.value[sex]);
        const id = stored.get(sex);
        if (id === undefined) tx.insert('growth_table', { id: tx.newId(), indicator, sex, content, ...columns });
        else tx.update('growth_table', id, { content, ...columns });
      }
      return { indicator };
    }),
    removeTables: (call) => call.write((tx) => {
      for (const { id } of growthRows(tx)) tx.update('growth_table', id, { active: 0 });
      return done;
    }),
    child: (call, { patientId }) => childGrowth(call.read, patientId),
    curves: (call, { indicator, sex, from, to }) => {
      const table = growthPack(call.read)[indicator];
      if (!table) return { at: [], curves: [] };
      const { at, curves } = curvesOf(table, indicator, sex, from, to);
      return { at: [...at], curves: curves.map(({ sd, values }) => ({ sd, values: [...values] })) };
    },
  };
}

/** The measures of one day, of each the last; the corrected age where the child came early. */
interface Day {
  readonly takenAt: string;
  readonly ageDays: number;
  readonly values: ReadonlyMap<string, number>;
}

function childGrowth(db: ReadDb, patientId: string) {
  const { birthDate, sex } = patientOf(db, patientId);
  const { zone } = clinicOf(db);
  const birth = birthOfChild(db, patientId);
  const gestation = birth ? gestationDays(birth.dueDate, inZone(Date.parse(birth.bornAt), zone).date) : null;
  const pack = growthPack(db);
  const days = birthDate === null ? [] : daysOf(measuresOfCodes(db, patientId, MEASURES), birthDate, zone);
  const lines = new Map<GrowthIndicator, GrowthLine['points']>();
  let corrected = false;
  for (const { takenAt, ageDays, values } of days) {
    const adjusted = gestation === null ? null : correctedAgeDays(ageDays, gestation);
    corrected ||= adjusted !== null;
    const lengthCm = values.get('height');
    const results = growth(pack, {
      sex: sex === 'female' || sex === 'male' ? sex : undefined, ageDays: adjusted ?? ageDays, weightKg: values.get('weight'), lengthCm, headCm: values.get('head-circumference'), armCm: values.get('muac'),
    });
    for (const result of results) lines.set(result.indicator, [...(lines.get(result.indicator) ?? []), pointOf(result, takenAt, adjusted ?? ageDays, lengthCm, values)]);
  }
  const arm = days.findLast(({ values }) => values.has('muac'));
  return {
    lines: growthIndicators.flatMap((indicator) => {
      const points = lines.get(indicator);
      const { rule } = growthRuleOf(indicator);
      return points ? [{ indicator, rule: rule.rule, version: rule.version, bands: [...rule.bands], points }] : [];
    }),
    missing: growthIndicators.filter((indicator) => !pack[indicator]), corrected, gestation, malnutrition: arm && birthDate !== null ? malnutritionOf(arm, birthDate, zone) : null,
  };
}

function malnutritionOf({ takenAt, values }: Day, birthDate: string, zone: string) {
  const armCm = values.get('muac') ?? 0;
  const { band } = acuteMalnutrition({ ageMonths: ageInMonths(birthDate, inZone(Date.parse(takenAt), zone).date), armCm });
  return band === null ? null : { band, arm: armCm, takenAt };
}

function daysOf(rows: readonly MeasureRow[], birthDate: string, zone: string): Day[] {
  const days = new Map<string, { takenAt: string; values: Map<string, number> }>();
  for (const { code, value, taken_at } of rows) {
    if (value === null) continue;
    const on = inZone(Date.parse(taken_at), zone).date;
    const day = days.get(on) ?? { takenAt: taken_at, values: new Map<string, number>() };
    day.values.set(code, value);
    days.set(on, { ...day, takenAt: taken_at });
  }
  return [...days].map(([on, day]) => ({ ...day, ageDays: daysBetween(birthDate, on) })).filter(({ ageDays }) => ageDays >= 0);
}

/** Without a table there is no z-score, but the measure itself is still known. */
function pointOf(result: GrowthResult, takenAt: string, ageDays: number, lengthCm: number | undefined, values: ReadonlyMap<string, number>): GrowthLine['points'][number] {
  const byLength = /^weight-for-(length|height)$/.test(result.indicator);
  const measured = result.parts['value'] ?? measureOf(result.indicator, values) ?? 0;
  return { takenAt, at: byLength ? (lengthCm ?? 0) : ageDays, value: measured, z: result.value, band: result.band, implausible: result.implausible, refused: result.refused ?? null };
}

function measureOf(indicator: GrowthIndicator, values: ReadonlyMap<string, number>): number | undefined {
  const [weight, height] = [values.get('weight'), values.get('height')];
  if (indicator.startsWith('bmi')) return weight === undefined || height === undefined ? undefined : weight / (height / 100) ** 2;
  if (indicator.startsWith('weight')) return weight;
  if (indicator.startsWith('head')) return values.get('head-circumference');
  return indicator.startsWith('arm') ? values.get('muac') : height;
}
