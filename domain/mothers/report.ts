/** What births tell when they are laid side by side: how they went with which condition, and with how much care before. spec: MAT-3 */
import { robsonReport, type RobsonLine } from '../clinical/robson-report.ts';
import type { RobsonGroup } from '../clinical/robson.ts';
import type { BirthOutcome, DeliveryMode } from './words.ts';

/** One birth of one mother as the report needs it. */
export interface BirthFacts {
  readonly deliveryId: string;
  readonly mode: DeliveryMode;
  /** Risk factors, those that follow from other facts, and what went wrong: `risk.hiv`, `derived.multiple`, `condition.eclampsia`. */
  readonly conditions: readonly string[];
  /** Days; null where nothing dated the pregnancy. */
  readonly gestation: number | null;
  /** Antenatal visits, and the gestation at the first, days. */
  readonly contacts: number;
  readonly firstContact: number | null;
  /** Visits after the birth, and the days after it of the first. */
  readonly postnatalContacts: number;
  readonly firstPostnatal: number | null;
  readonly motherOutcome: string;
  readonly robson: RobsonGroup | null;
  readonly babies: readonly { readonly outcome: BirthOutcome; readonly grams: number | null }[];
}

/** A number and the births behind it. */
export interface Cell {
  readonly births: readonly string[];
}
export interface ReportRow {
  readonly key: string;
  readonly all: Cell;
  readonly cells: Readonly<Record<string, Cell>>;
}
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly ReportRow[];
}

export const modeGroups = ['vaginal', 'assisted', 'caesarean'] as const;
export const modeGroupOf = (mode: DeliveryMode): (typeof modeGroups)[number] => (mode === 'caesarean' ? 'caesarean' : mode === 'vaginal' ? 'vaginal' : 'assisted');

type Test = readonly [key: string, holds: (birth: BirthFacts) => boolean];

function tableOf(births: readonly BirthFacts[], rows: readonly Test[], columns: readonly Test[]): ReportTable {
  const cell = (of: readonly BirthFacts[]): Cell => ({ births: of.map(({ deliveryId }) => deliveryId) });
  return {
    columns: columns.map(([key]) => key),
    rows: rows.map(([key, holds]) => {
      const inRow = births.filter(holds);
      return { key, all: cell(inRow), cells: Object.fromEntries(columns.map(([column, also]) => [column, cell(inRow.filter(also))])) };
    }),
  };
}

/** How births ended by condition: every condition that occurs, most frequent first, then births without any, then all. */
export function modesByCondition(births: readonly BirthFacts[]): ReportTable {
  const counts = new Map<string, number>();
  for (const { conditions } of births) for (const condition of new Set(conditions)) counts.set(condition, (counts.get(condition) ?? 0) + 1);
  const seen = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([condition]): Test => [condition, ({ conditions }) => conditions.includes(condition)]);
  return tableOf(births, [...seen, ['none', ({ conditions }) => conditions.length === 0], ['all', () => true]],
    modeGroups.map((group): Test => [group, ({ mode }) => modeGroupOf(mode) === group]));
}

const LOW_WEIGHT_GRAMS = 2500;
const TERM_DAYS = 259;
const lost = ({ outcome }: BirthFacts['babies'][number]): boolean => outcome !== 'live';
/** How a birth turned out. Stillbirths and deaths count the birth, not the children. */
const OUTCOMES: readonly Test[] = [
  ['stillbirth', ({ babies }) => babies.some(({ outcome }) => outcome.startsWith('stillbirth'))],
  ['neonatal-death', ({ babies }) => babies.some(({ outcome }) => outcome === 'neonatal-death')],
  ['low-weight', ({ babies }) => babies.some(({ grams, ...baby }) => grams !== null && grams < LOW_WEIGHT_GRAMS && !lost({ grams, ...baby }))],
  ['preterm', ({ gestation }) => gestation !== null && gestation < TERM_DAYS],
  ['caesarean', ({ mode }) => mode === 'caesarean'],
  ['mother-ill', ({ motherOutcome, conditions }) => motherOutcome !== 'well' || conditions.some((condition) => condition.startsWith('condition.'))],
];

const between = (key: string, low: number, high: number, value: (birth: BirthFacts) => number | null): Test =>
  [key, (birth) => { const is = value(birth); return is !== null && is >= low && is <= high; }];

/** How births turned out by how often, and by when, the mother was seen before them and after. */
export function outcomesByFrequency(births: readonly BirthFacts[]): ReportTable {
  const contacts = (birth: BirthFacts): number => birth.contacts;
  return tableOf(births, [between('contacts-0', 0, 0, contacts), between('contacts-1-3', 1, 3, contacts), between('contacts-4-7', 4, 7, contacts), between('contacts-8', 8, Infinity, contacts), ['all', () => true]], OUTCOMES);
}

export function outcomesByTiming(births: readonly BirthFacts[]): ReportTable {
  const first = (birth: BirthFacts): number | null => birth.firstContact;
  return tableOf(births, [
    between('first-1', 0, 97, first), between('first-2', 98, 195, first), between('first-3', 196, Infinity, first), ['first-none', ({ contacts }) => contacts === 0],
    ['first-unknown', ({ contacts, firstContact }) => contacts > 0 && firstContact === null],
    between('postnatal-2', 0, 2, ({ firstPostnatal }) => firstPostnatal), between('postnatal-late', 3, Infinity, ({ firstPostnatal }) => firstPostnatal),
    ['postnatal-none', ({ postnatalContacts }) => postnatalContacts === 0], ['all', () => true],
  ], OUTCOMES);
}

/** The ten groups, each with its births. */
export function robsonTable(births: readonly BirthFacts[]): readonly (RobsonLine & { readonly behind: readonly string[] })[] {
  return robsonReport(births.map(({ robson, mode }) => ({ group: robson, caesarean: mode === 'caesarean' })))
    .map((line) => ({ ...line, behind: births.filter(({ robson }) => robson === line.group).map(({ deliveryId }) => deliveryId) }));
}
