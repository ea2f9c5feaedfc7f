import type { ColumnMeaning } from '../../contract/exchange.ts';
import { ageInDays } from '../../kit/calendar.ts';
import { asciiDigits } from '../../kit/digits.ts';
import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { parseAgeOrBirth } from '../../patients/age.ts';
import type { DateOrder } from '../../patients/age.ts';
import { readBirthDate } from '../../patients/birth-date-reading.ts';
import { cleanName } from '../../patients/names.ts';
import { isQuantity } from '../../vitals/quantities.ts';
import { cleanText } from '../fhir/json.ts';
import { readMoment } from '../fhir/moment.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { ImportedPatient } from '../records.ts';
import { EXTERNAL_ID } from '../systems.ts';
import { readPressureCell, readVitalCell } from './vital-cell.ts';
import type { VitalCell } from './vital-cell.ts';
import { readLanguage, readSex } from './words.ts';

/** How the columns of a table are to be read; the same for all its rows. */
export interface RowPlan {
  readonly meanings: readonly ColumnMeaning[];
  /** Unit of each column where its header or the clinic says one. */
  readonly units: readonly (string | undefined)[];
  readonly dateOrder: DateOrder;
  readonly today: string;
  readonly spanishSex: boolean;
}

export interface ReadVisit {
  readonly startedAt: string;
  readonly reason: string | null;
  readonly values: readonly VitalCell[];
}

export interface ReadRow {
  readonly patient: Omit<ImportedPatient, 'key'>;
  /** The age or birth date as written: unlike the date made of an age, it is the same whenever the file is read. */
  readonly birthText: string;
  readonly visit: ReadVisit | null;
}


/** Reads one row as a patient and, where the columns say so, one visit with its vital signs. */
export function readRow(cells: readonly string[], plan: RowPlan): Result<ReadRow, Problem> {
  const at = (meaning: ColumnMeaning): string => cellOf(cells, plan, meaning);
  const name = cleanName(at('name') === '' ? `${at('given-name')} ${at('family-name')}` : at('name'));
  if (!name.ok) return problem(name.error.code === 'too-long' ? 'name-unreadable' : 'name-missing', 'name');
  const birth = readBirth(at('age-or-birth'), plan);
  if (!birth.ok) return birth;
  const sex = readSex(at('sex'), plan.spanishSex);
  if (sex === undefined) return problem('sex-unreadable', 'sex');
  const visit = readVisit(cells, plan, birth.value.birthDate);
  if (!visit.ok) return visit;
  const id = at('external-id');
  const short = (meaning: ColumnMeaning, longest: number): string | null => cleanText(at(meaning), longest) ?? null;
  return ok({
    patient: {
      identifiers: id === '' ? [] : [{ system: EXTERNAL_ID, value: id.slice(0, 200) }], name: name.value, ...birth.value, sex,
      phone: short('phone', 60), email: short('email', 254), address: short('address', 500), district: short('district', 200),
      state: short('state', 200), language: readLanguage(at('language')), payer: short('payer', 200),
      policyNumber: short('policy-number', 100), contacts: [], allergies: [],
    },
    birthText: at('age-or-birth'), visit: visit.value,
  });
}

function cellOf(cells: readonly string[], plan: RowPlan, meaning: ColumnMeaning): string {
  const column = plan.meanings.indexOf(meaning);
  return column < 0 ? '' : (cells[column] ?? '').trim();
}

function readBirth(text: string, { today, dateOrder }: RowPlan): Result<Pick<ImportedPatient, 'birthDate' | 'birthEstimated'>, Problem> {
  // A time of day behind a date says nothing about a birth.
  // `~1990-07-01` is how an export of this program writes an estimated date.
  const estimated = text.startsWith('~');
  const read = parseAgeOrBirth((estimated ? text.slice(1) : text).replace(/[T ]00:00(:00(\.0+)?)?Z?$/, ''), { today, order: dateOrder });
  if (read.ok) return ok({ birthDate: read.value.birthDate, birthEstimated: estimated || read.value.estimated });
  switch (read.error.code) {
    case 'empty': return ok({ birthDate: null, birthEstimated: false });
    case 'future': return problem('birth-in-future', 'age-or-birth');
    case 'too-old': return problem('birth-too-old', 'age-or-birth');
    default: return problem('birth-unreadable', 'age-or-birth');
  }
}

function readVisit(cells: readonly string[], plan: RowPlan, birthDate: string | null): Result<ReadVisit | null, Problem> {
  const date = cellOf(cells, plan, 'visit-date');
  const startedAt = date === '' ? undefined : readVisitTime(date, plan);
  if (date !== '' && startedAt === undefined) return problem('time-unreadable', 'visit-date');
  const values = readVitals(cells, plan, ageAt(birthDate, startedAt));
  if (!values.ok) return values;
  const reason = cleanText(cellOf(cells, plan, 'visit-reason')) ?? null;
  if (startedAt !== undefined) return ok({ startedAt, reason, values: values.value });
  // A value without a day cannot stand in a chart.
  return values.value.length > 0 || reason !== null ? problem('time-missing', 'visit-date') : ok(null);
}

/** Age in days at an instant; null when either is not known or the visit came first, as an estimated birth date allows. */
function ageAt(birthDate: string | null, at: string | undefined): number | null {
  if (birthDate === null || at === undefined) return null;
  const days = ageInDays(birthDate, at.slice(0, 10));
  return days < 0 ? null : days;
}

function readVitals(cells: readonly string[], plan: RowPlan, ageDays: number | null): Result<readonly VitalCell[], Problem> {
  const values: VitalCell[] = [];
  for (const [column, meaning] of plan.meanings.entries()) {
    const cell = (cells[column] ?? '').trim();
    if (cell === '' || cell === '-') continue;
    if (meaning === 'blood-pressure') {
      const pair = readPressureCell(cell, ageDays);
      if (!pair.ok) return pair;
      values.push(...pair.value);
    } else if (isQuantity(meaning)) {
      const one = readVitalCell(cell, meaning, plan.units[column], ageDays);
      if (!one.ok) return one;
      values.push(one.value);
    }
  }
  return ok(values);
}

/** A day stands for its noon UTC, which is that day in nearly every zone; a time of day is taken as UTC. */
function readVisitTime(text: string, { today, dateOrder }: RowPlan): string | undefined {
  const plain = asciiDigits(text).toLowerCase();
  const found = /^(.*?)(?:[t ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:z)?)?$/.exec(plain);
  const read = readBirthDate((found?.[1] ?? '').trim(), { today, order: dateOrder });
  if (!read.ok || read.value.kind !== 'date' || read.value.date > today) return undefined;
  if (found?.[2] === undefined) return `${read.value.date}T12:00:00.000Z`;
  return readMoment(`${read.value.date}T${found[2].padStart(2, '0')}:${found[3]}:${found[4] ?? '00'}.${(found[5] ?? '0').padEnd(3, '0')}Z`);
}
