import type { TFunction } from 'i18next';
import type { ReportBirth } from '#domain/contract/mothers.ts';
import { csvText } from '#renderer/parts/csv.ts';
import { conditionWords } from './condition-words.ts';

const COLUMNS = ['number', 'bornOn', 'mode', 'robson', 'gestation', 'contacts', 'firstContact', 'postnatalContacts', 'firstPostnatal', 'motherOutcome', 'outcomes', 'weights', 'conditions'] as const;

/** One line a birth, with headings in the user's language; patients by their number, not by name. */
export function birthsCsv(births: readonly ReportBirth[], t: TFunction): string {
  const rows = births.map((birth): Readonly<Record<(typeof COLUMNS)[number], string | number | null>> => ({
    number: birth.number, bornOn: birth.bornOn, mode: t(`mothers.mode.${birth.mode}`), robson: birth.robson, gestation: birth.gestation, contacts: birth.contacts, firstContact: birth.firstContact,
    postnatalContacts: birth.postnatalContacts, firstPostnatal: birth.firstPostnatal, motherOutcome: t(`mothers.mother-outcome.${birth.motherOutcome}`),
    outcomes: birth.babies.map(({ outcome }) => t(`mothers.outcome.${outcome}`)).join('; '), weights: birth.babies.map(({ grams }) => grams ?? '').join('; '),
    conditions: birth.conditions.map((condition) => conditionWords(condition, t)).join('; '),
  }));
  return csvText([COLUMNS.map((column) => t(`mothers.csv-column.${column}`)), ...rows.map((row) => COLUMNS.map((column) => row[column]))]);
}
