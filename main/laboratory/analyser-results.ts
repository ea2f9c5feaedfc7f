import { ucumOf } from '#domain/exchange/fhir/units.ts';
import { formatSpecimenNumber, parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { readTyped, unitsOfTest } from '#domain/lab/typed-result.ts';
import type { LabTest } from '#domain/lab/test.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '#db/read.ts';
import { calculateOrder } from './calculate-order.ts';
import { keepValue, standingValues } from './values.ts';
import type { LineRow, Work } from './work.ts';

type ResultRow = SyncedRow<'lab_result'>;

/** Whose specimen it is that carries this number; undefined for another number, and for a specimen that was rejected. */
export function patientOfSpecimen(db: ReadDb, typed: string): string | undefined {
  const read = parseSpecimenNumber(typed);
  if (!read.ok) return undefined;
  const row = db.statement("SELECT patient_id FROM lab_specimen WHERE number = ? AND status <> 'rejected' LIMIT 1").get(formatSpecimenNumber(read.value)) as { patient_id: string } | undefined;
  return row?.patient_id;
}

/** What became of a result: it stands in the grid of its order; or why it cannot; undefined where nobody ordered the test. */
export type Taken = 'taken' | 'earlier-filed' | 'unit-differs' | undefined;

/** Puts an analyser's result to the test that was ordered, where it waits for verification like one that was typed. spec: VIT-7 */
export function takeAnalyserResult(work: Work, row: ResultRow, patientId: string): Taken {
  const line = orderedLine(work, row, patientId);
  const test = line && work.catalogue.byCode.get(line.test_code);
  if (!line || !test || row.text === null) return undefined;
  const unit = unitOf(test, row.unit);
  if (unit === undefined) return 'unit-differs';
  const standing = standingValues(work.tx, line.id);
  // A verified result, or one that a person typed, is not replaced by a machine.
  if (line.status === 'verified' || standing.some(({ source }) => source !== 'analyser')) return 'earlier-filed';
  const read = readTyped(test, row.text);
  if (!read.ok) return 'unit-differs';
  keepValue(work, line, test, { measured: read.value, unit, typed: row.text, comment: row.comment, replaces: standing.at(-1)?.id ?? null, source: 'analyser', resultId: row.id });
  calculateOrder(work, line.order_id);
  return 'taken';
}

/** The ordered test: of the specimen that was named, else the only open one of the patient. */
function orderedLine({ tx, catalogue }: Work, row: ResultRow, patientId: string): LineRow | undefined {
  const read = row.specimen === null ? undefined : parseSpecimenNumber(row.specimen);
  const lines = (read?.ok === true
    ? tx.statement('SELECT * FROM lab_order_line WHERE specimen_id IN (SELECT id FROM lab_specimen WHERE number = ?) AND patient_id = ?').all(formatSpecimenNumber(read.value), patientId)
    : tx.statement("SELECT * FROM lab_order_line WHERE patient_id = ? AND status IN ('collected', 'received', 'resulted')").all(patientId)) as LineRow[];
  const fitting = lines.filter((line) => {
    const test = catalogue.byCode.get(line.test_code);
    return test !== undefined && ['collected', 'received', 'resulted', 'verified'].includes(line.status) && isTest(test, row);
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Whether an analyser or another laboratory means this test, by LOINC or by one of its names. */
export function isTest(test: LabTest, row: Pick<ResultRow, 'loinc' | 'test_code'>): boolean {
  if (row.loinc !== null && (row.loinc === test.loinc || row.loinc === test.loincSi)) return true;
  const sent = row.test_code.toLowerCase();
  return test.code === sent || test.aliases.some((alias) => alias.toLowerCase() === sent);
}

/** The unit an analyser prints, as one of the test's; a test without units takes any, since it has no number to convert. */
export function unitOf(test: LabTest, printed: string): string | undefined {
  if (test.kind === 'coded' || test.kind === 'text') return test.unit;
  const units = unitsOfTest(test);
  const wanted = ucumOf(printed.trim().replace(/\^/g, '*').replace(/^[x×]\s*/i, '').replace(/^K\/uL$/i, '10*3/uL'));
  return units.find((unit) => unit === wanted) ?? units.find((unit) => unit.toLowerCase() === wanted.toLowerCase()) ?? (printed.trim() === '' && units.length === 1 ? test.unit : undefined);
}
