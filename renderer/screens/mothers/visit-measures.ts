import type { ClinicSettings } from '#domain/contract/clinic.ts';
import type { MaternityVisit } from '#domain/contract/mothers.ts';
import type { VitalEntry } from '#domain/vitals/form.ts';
import { isQuantity, unitOf } from '#domain/vitals/quantities.ts';
import { fromCanonical } from '#domain/vitals/units.ts';

/** A number that is taken at a visit: code, UCUM unit, and the unit as printed. */
export interface MeasureBox {
  readonly code: string;
  readonly unit: string;
  readonly label: string;
}

const ANTENATAL = ['weight', 'blood-pressure', 'fundal-height', 'fetal-heart-rate', 'haemoglobin'] as const;
const POSTNATAL = ['temperature', 'blood-pressure', 'heart-rate', 'weight', 'haemoglobin'] as const;
const UNITS: Readonly<Record<string, string>> = {
  weight: 'kg', 'blood-pressure': 'mm[Hg]', 'fundal-height': 'cm', 'fetal-heart-rate': '/min', haemoglobin: 'g/dL', temperature: 'Cel', 'heart-rate': '/min',
};

/** The boxes of a visit, in the clinic's units. */
export function measuresFor(kind: 'antenatal' | 'postnatal', settings: ClinicSettings | undefined): readonly MeasureBox[] {
  const chosen: Readonly<Record<string, string | undefined>> = { weight: settings?.weightUnit, temperature: settings?.temperatureUnit };
  return (kind === 'antenatal' ? ANTENATAL : POSTNATAL).map((code) => {
    const unit = chosen[code] ?? UNITS[code] ?? '';
    const quantity = code === 'blood-pressure' ? 'systolic' : code;
    return { code, unit, label: (isQuantity(quantity) ? unitOf(quantity, unit)?.label : undefined) ?? unit };
  });
}

export type Typed = Readonly<Record<string, string>>;

/** The filled boxes as they are sent. */
export const entriesOf = (boxes: readonly MeasureBox[], typed: Typed): VitalEntry[] =>
  boxes.flatMap(({ code, unit }) => { const text = typed[code]?.trim() ?? ''; return text === '' ? [] : [{ code, typed: text, unit }]; });

/** What a stored visit holds, in the boxes: as it was typed, where that was in the unit shown now. */
export function typedMeasures(boxes: readonly MeasureBox[], visit: MaternityVisit | undefined): Typed {
  if (!visit) return {};
  const shown = (code: string, unit: string): string => {
    const stored = visit.values[code];
    if (stored?.value == null) return '';
    if (stored.typedUnit === unit && stored.typed !== null) return stored.typed;
    const wanted = isQuantity(code) ? unitOf(code, unit) : undefined;
    return wanted ? String(Number(fromCanonical(stored.value, wanted).toPrecision(6))) : '';
  };
  return Object.fromEntries(boxes.map(({ code, unit }) => {
    if (code !== 'blood-pressure') return [code, shown(code, unit)];
    const [systolic, diastolic] = [shown('systolic', unit), shown('diastolic', unit)];
    return [code, systolic === '' || diastolic === '' ? '' : `${systolic}/${diastolic}`];
  }));
}
