import type { LabBrought } from '#domain/contract/lab-shapes.ts';
import { flagOfHl7, labFacts, type LabFacts } from '#domain/exchange/fhir/lab-facts.ts';
import { isObject } from '#domain/exchange/fhir/json.ts';
import { daysOld } from '#domain/patients/known-age.ts';
import { ANSWER_NAMES } from '#domain/lab/names.ts';
import { flagOf, rangeFor, type Comparator, type Measured, type ReferenceRange, type Whose } from '#domain/lab/range.ts';
import type { LabTest } from '#domain/lab/test.ts';
import { convertLab, labUnits } from '#domain/vitals/lab-units.ts';
import { roundForDisplay } from '#domain/vitals/units.ts';
import { analyserFacts, broughtRows, type BroughtRow } from '#db/queries/lab-brought.ts';
import { labCatalogue } from '#db/queries/lab-catalogue.ts';
import type { ReadDb } from '#db/read.ts';
import { originalsOf, textOf } from '../exchange/export/originals.ts';
import { isTest, unitOf } from './analyser-results.ts';

/** The newest are shown; nobody reads more, and a record of a life has fewer. */
const MOST = 3000;
/** How long a pregnancy that is written down now can reach back. */
const PREGNANCY_DAYS = 280;
const DAY_MS = 86_400_000;

type Value = LabBrought['value'];
interface Whom { readonly sex: string; readonly birth_date: string | null; readonly pregnant: 0 | 1 }

/**
 * Laboratory results of a patient that nobody ordered here, newest first: what is a test of the catalogue by its LOINC or name, and
 * what its source calls laboratory. `now` in milliseconds since 1970. spec: LAB-1, LAB-2
 */
export function broughtResults(db: ReadDb, patientId: string, now: number): LabBrought[] {
  const rows = broughtRows(db, patientId, MOST);
  const whom = db.statement('SELECT sex, birth_date, pregnant FROM patient WHERE id = ?').get(patientId) as Whom | undefined;
  if (rows.length === 0 || !whom) return [];
  const { tests } = labCatalogue(db);
  const imported = importedFacts(db, patientId, rows);
  const measured = new Map(analyserFacts(db, patientId).map((each) => [each.observationId, each]));
  return rows.flatMap((row): LabBrought[] => {
    const sent = measured.get(row.id);
    const isAnalysers = row.source === 'analyser';
    const test = isAnalysers ? tests.find((each) => isTest(each, { loinc: row.loinc, test_code: sent?.testCode ?? row.code.replace(/^lab\./, '') })) : testOf(tests, row);
    const facts = isAnalysers ? factsOfAnalyser(row, sent, test) : imported(row);
    if (!isAnalysers && !test && facts?.isLaboratory !== true) return [];
    const read = valueOf(row, test, facts, whoseThen(whom, row.takenAt, now));
    return [{ id: row.id, testCode: test?.code ?? null, code: row.code, title: facts?.title ?? null, at: row.takenAt, from: isAnalysers ? 'analyser' : 'import', ...read }];
  });
}

/** By LOINC; by its code in the record only where that names one test alone. */
function testOf(tests: readonly LabTest[], { loinc, code }: BroughtRow): LabTest | undefined {
  const same = loinc === null ? undefined : tests.find((test) => test.loinc === loinc || test.loincSi === loinc);
  if (same) return same;
  const named = tests.filter(({ observationCode }) => observationCode === code);
  return named.length === 1 ? named[0] : undefined;
}

/** What the originals say of the imported ones among these. */
function importedFacts(db: ReadDb, patientId: string, rows: readonly BroughtRow[]): (row: BroughtRow) => LabFacts | undefined {
  const wanted = new Set(rows.filter(({ source }) => source !== 'analyser').map(({ setId }) => setId));
  const originals = wanted.size === 0 ? [] : originalsOf(db, patientId).filter(({ type, resourceId }) => type === 'Observation' && wanted.has(resourceId));
  const byId = new Map(originals.map((original) => [original.resourceId, original]));
  return (row) => {
    const original = byId.get(row.setId ?? '');
    if (!original) return undefined;
    const resource: unknown = JSON.parse(textOf(db, original));
    return isObject(resource) ? labFacts(resource, row.id === row.setId ? null : row.loinc) : undefined;
  };
}

const PRINTED_RANGE = /^(-?\d+(?:\.\d+)?)\s*[-–]\s*(-?\d+(?:\.\d+)?)$/;

function factsOfAnalyser(row: BroughtRow, sent: ReturnType<typeof analyserFacts>[number] | undefined, test: LabTest | undefined): LabFacts {
  const printed = PRINTED_RANGE.exec(sent?.range?.trim() ?? '');
  const flags = JSON.parse(sent?.flags ?? '[]') as string[];
  const unit = test ? unitOf(test, row.unit) ?? row.unit : row.unit;
  return {
    isLaboratory: true, title: sent?.testName ?? null, sent: row.value === null ? null : { value: row.value, comparator: null, unit },
    range: printed ? { low: Number(printed[1]), high: Number(printed[2]) } : null, flag: flags.map(flagOfHl7).find((flag) => flag !== null) ?? null,
  };
}

/** Of whom it was when it was taken. Whether somebody was pregnant then is known of the last months alone. */
function whoseThen({ sex, birth_date, pregnant }: Whom, at: string, now: number): Whose {
  const isRecent = now - Date.parse(at) < PREGNANCY_DAYS * DAY_MS;
  return { sex: sex as Whose['sex'], ageDays: daysOld(birth_date, at.slice(0, 10)), pregnant: pregnant === 1 && isRecent };
}

function valueOf(row: BroughtRow, test: LabTest | undefined, facts: LabFacts | undefined, whose: Whose): { value: Value; sent: LabBrought['sent'] } {
  const sent = facts?.sent ?? numberOf(row);
  if (!sent) return { value: wordsOf(row.text, test, facts), sent: null };
  // Limits of the source hold for the number as the source wrote it.
  if (facts && (facts.range !== null || facts.flag !== null)) {
    const range = facts.range === null ? null : { ...facts.range, criticalLow: null, criticalHigh: null };
    return { value: numeric(sent, range, facts.flag ?? flagOf(PLAIN, { ...sent, text: null }, range)), sent: null };
  }
  if (!test) return { value: numeric(sent, null, null), sent: null };
  const shown = inUnitOf(test, sent);
  const range = rangeFor(test, whose, shown.unit);
  return { value: numeric(shown, range, flagOf(test, { ...shown, text: null }, range)), sent: shown.unit === sent.unit ? null : { value: sent.value, unit: sent.unit } };
}

const PLAIN = { kind: 'numeric', choices: [] } as const;
interface Numeric { readonly value: number; readonly comparator: Comparator | null; readonly unit: string }

const numeric = ({ value, comparator, unit }: Numeric, range: ReferenceRange | null, flag: Value['flag']): Value => ({ value, comparator, text: null, unit, range, flag });

const COMPARED = /^(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*(.*)$/;

/** The number of a row whose original says nothing of it; one with a comparator is stored as words. */
function numberOf({ value, text, unit }: BroughtRow): Numeric | null {
  if (value !== null) return { value, comparator: null, unit };
  const compared = COMPARED.exec(text ?? '');
  return compared ? { value: Number(compared[2]), comparator: compared[1] as Comparator, unit: compared[3] ?? '' } : null;
}

/** In the test's own unit where it can be converted, else as it came. */
function inUnitOf({ analyte, unit }: LabTest, sent: Numeric): Numeric {
  if (sent.unit === unit || analyte === null) return sent;
  const converted = convertLab(analyte, sent.value, sent.unit, unit);
  const decimals = labUnits(analyte).find(({ ucum }) => ucum === unit)?.decimals ?? 2;
  return converted === undefined ? sent : { ...sent, value: roundForDisplay(converted, { decimals: decimals + 1 }), unit };
}

/** An answer of a coded test by its code or its name in any language, else the words as they came. */
function wordsOf(text: string | null, test: LabTest | undefined, facts: LabFacts | undefined): Value {
  // SNOMED CT writes the kind of a concept behind its name: "Positive (qualifier value)".
  const plain = text?.replace(/ \([^)]*\)$/, '').toLowerCase();
  const choice = test?.kind === 'coded' ? test.choices.find(({ code }) => code === plain || Object.values(ANSWER_NAMES[code] ?? {}).some((name) => name.toLowerCase() === plain)) : undefined;
  const measured: Measured = { value: null, comparator: null, text: choice?.code ?? text };
  return { ...measured, comparator: null, text: measured.text, unit: '', range: null, flag: facts?.flag ?? (test ? flagOf(test, measured, null) : null) };
}
