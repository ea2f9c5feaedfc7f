import type { ColumnMeaning } from '../../contract/exchange.ts';
import type { ExportedPatient } from '../exported.ts';
import type { ImportedEncounter, ImportedObservation } from '../records.ts';

interface ExportColumn {
  readonly header: string;
  /** What an import takes the column for. */
  readonly meaning: ColumnMeaning;
}

const patientColumns: readonly ExportColumn[] = [
  { header: 'Patient number', meaning: 'external-id' }, { header: 'Full name', meaning: 'name' },
  { header: 'Birth date', meaning: 'age-or-birth' }, { header: 'Sex', meaning: 'sex' }, { header: 'Phone', meaning: 'phone' },
  { header: 'Email', meaning: 'email' }, { header: 'Address', meaning: 'address' }, { header: 'District', meaning: 'district' },
  { header: 'State', meaning: 'state' }, { header: 'Language', meaning: 'language' }, { header: 'Payer', meaning: 'payer' },
  { header: 'Policy number', meaning: 'policy-number' },
];

/** Measures with a column of their own, in the unit they are stored in. */
const vitalColumns: readonly (ExportColumn & { readonly meaning: ColumnMeaning })[] = [
  { header: 'Systolic (mmHg)', meaning: 'systolic' }, { header: 'Diastolic (mmHg)', meaning: 'diastolic' },
  { header: 'Heart rate (/min)', meaning: 'heart-rate' }, { header: 'Temperature (Cel)', meaning: 'temperature' },
  { header: 'SpO2 (%)', meaning: 'spo2' }, { header: 'Respiratory rate (/min)', meaning: 'respiratory-rate' },
  { header: 'Weight (kg)', meaning: 'weight' }, { header: 'Height (cm)', meaning: 'height' },
];

const lastColumns: readonly ExportColumn[] = [
  { header: 'Other measurements', meaning: 'ignore' }, { header: 'Allergies', meaning: 'ignore' },
  { header: 'Contacts', meaning: 'ignore' }, { header: 'Other identifiers', meaning: 'ignore' }, { header: 'Deceased', meaning: 'ignore' },
];

/** Columns of an exported table: one row a visit, or one for a patient without any. */
export const exportColumns: readonly ExportColumn[] = [
  ...patientColumns, { header: 'Visit date', meaning: 'visit-date' }, { header: 'Visit reason', meaning: 'visit-reason' },
  ...vitalColumns, ...lastColumns,
];

interface Visit {
  readonly at: string;
  readonly reason: string;
  readonly values: ImportedObservation[];
}

/** The rows of one patient, as texts; not yet safe for a CSV file (see `defuse`). */
export function rowsOf(exported: ExportedPatient): string[][] {
  const first = patientCells(exported);
  const about = lastCells(exported);
  const visits = visitsOf(exported);
  if (visits.length === 0) return [[...first, '', '', ...vitalColumns.map(() => ''), '', ...about]];
  return visits.map(({ at, reason, values }) => {
    const own = vitalColumns.map(({ meaning }) => values.find((value) => value.code === meaning && value.value !== null));
    const others = values.filter((value) => !own.includes(value));
    return [...first, at, reason, ...own.map((value) => (value?.value == null ? '' : String(value.value))), others.map(named).join('; '), ...about];
  });
}

const named = ({ code, value, text, unit }: ImportedObservation): string => `${code} ${value ?? text ?? ''} ${unit}`.trim();

/** Values stand in the row of their visit, whose start is the row's date; those of no visit in a row of their own moment. */
function visitsOf({ encounters, observations }: ExportedPatient): Visit[] {
  const byKey = new Map<string, Visit>();
  const starts = new Map(encounters.map((encounter) => [encounter.key, encounter]));
  const add = (key: string, encounter: Pick<ImportedEncounter, 'startedAt' | 'reason'>): Visit => {
    const visit = byKey.get(key) ?? { at: encounter.startedAt, reason: encounter.reason ?? '', values: [] };
    byKey.set(key, visit);
    return visit;
  };
  for (const encounter of encounters) add(encounter.key, encounter);
  for (const value of observations) {
    const own = value.encounterKey === null ? undefined : starts.get(value.encounterKey);
    // Two values of one measure in one visit need two rows.
    for (let n = 0; ; n += 1) {
      const base = own?.key ?? value.takenAt;
      const visit = add(n === 0 ? base : `${base} ${n}`, own ?? { startedAt: value.takenAt, reason: null });
      if (visit.values.some((other) => other.code === value.code)) continue;
      visit.values.push(value);
      break;
    }
  }
  return [...byKey.values()].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function patientCells({ number, patient: p }: ExportedPatient): string[] {
  const birth = p.birthDate === null ? '' : `${p.birthEstimated ? '~' : ''}${p.birthDate}`;
  return [
    number, p.name, birth, p.sex, p.phone ?? '', p.email ?? '', p.address ?? '', p.district ?? '', p.state ?? '', p.language ?? '',
    p.payer ?? '', p.policyNumber ?? '',
  ];
}

function lastCells({ patient, allergies }: ExportedPatient): string[] {
  return [
    allergies.map(({ substance, reaction }) => (reaction === '' ? substance : `${substance} (${reaction})`)).join('; '),
    patient.contacts.map(({ name, relation, phone }) => [name, relation, phone].filter((part) => part !== '').join(', ')).join('; '),
    patient.identifiers.map(({ system, value }) => (system === '' ? value : `${system}|${value}`)).join('; '),
    patient.deceased === undefined ? '' : (patient.deceased.at ?? 'yes'),
  ];
}
