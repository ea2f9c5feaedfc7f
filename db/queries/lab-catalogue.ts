import type { LabPanelShape, LabTestShape } from '#domain/contract/lab-shapes.ts';
import type { LabSettings } from '#domain/contract/laboratory.ts';
import { BUILT_IN_PANELS, BUILT_IN_TESTS, catalogueWith } from '#domain/lab/catalogue.ts';
import type { LabPanel, LabTest } from '#domain/lab/test.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

export interface Catalogue {
  readonly tests: readonly LabTest[];
  readonly panels: readonly LabPanel[];
  readonly byCode: ReadonlyMap<string, LabTest>;
}

type TestRow = SyncedRow<'lab_test'>;

const testOf = (row: TestRow): LabTest => ({
  code: row.code, names: JSON.parse(row.names) as LabTest['names'], kind: row.kind as LabTest['kind'], analyte: row.analyte as LabTest['analyte'], unit: row.unit,
  specimen: row.specimen as LabTest['specimen'], loinc: row.loinc, loincSi: row.loinc_si, observationCode: row.observation_code,
  choices: JSON.parse(row.choices) as LabTest['choices'], formula: row.formula as LabTest['formula'], ranges: JSON.parse(row.ranges) as LabTest['ranges'],
  deltaPercent: row.delta_percent, aliases: JSON.parse(row.aliases) as string[], active: row.active === 1, version: row.version,
});

const testColumns = (test: LabTest): Omit<TestRow, 'id'> => ({
  code: test.code, names: JSON.stringify(test.names), kind: test.kind, analyte: test.analyte, unit: test.unit, specimen: test.specimen, loinc: test.loinc,
  loinc_si: test.loincSi, observation_code: test.observationCode, choices: JSON.stringify(test.choices), formula: test.formula, ranges: JSON.stringify(test.ranges),
  delta_percent: test.deltaPercent, aliases: JSON.stringify(test.aliases), active: test.active ? 1 : 0, version: test.version,
});

const panelOf = (row: SyncedRow<'lab_panel'>): LabPanel =>
  ({ code: row.code, names: JSON.parse(row.names) as LabPanel['names'], tests: JSON.parse(row.tests) as string[], active: row.active === 1 });

/** What the laboratory offers: as delivered, with what this clinic changed and added. */
export function labCatalogue(db: ReadDb): Catalogue {
  // Of two rows for one code, written on two PCs, the later one counts.
  const tests = catalogueWith(BUILT_IN_TESTS, (db.statement('SELECT * FROM lab_test ORDER BY version, id').all() as TestRow[]).map(testOf));
  const panels = catalogueWith(BUILT_IN_PANELS, (db.statement('SELECT * FROM lab_panel ORDER BY id').all() as SyncedRow<'lab_panel'>[]).map(panelOf));
  return { tests, panels, byCode: new Map(tests.map((test) => [test.code, test])) };
}

const idOf = (tx: WriteDb, table: 'lab_test' | 'lab_panel', code: string): string | undefined =>
  (tx.statement(`SELECT id FROM ${table} WHERE code = ? ORDER BY ${table === 'lab_test' ? 'version DESC, ' : ''}id DESC LIMIT 1`).get(code) as { id: string } | undefined)?.id;

export function saveLabTest(tx: WriteDb, test: LabTest): LabTestShape {
  const known = idOf(tx, 'lab_test', test.code);
  if (known === undefined) tx.insert('lab_test', { id: tx.newId(), ...testColumns(test) });
  else tx.update('lab_test', known, testColumns(test));
  return shownTest(test);
}

export function saveLabPanel(tx: WriteDb, panel: LabPanel): LabPanelShape {
  const columns = { code: panel.code, names: JSON.stringify(panel.names), tests: JSON.stringify(panel.tests), active: panel.active ? 1 as const : 0 as const };
  const known = idOf(tx, 'lab_panel', panel.code);
  if (known === undefined) tx.insert('lab_panel', { id: tx.newId(), ...columns });
  else tx.update('lab_panel', known, columns);
  return shownPanel(panel);
}

export const shownTest = (test: LabTest): LabTestShape =>
  ({ ...test, names: { ...test.names }, choices: [...test.choices], ranges: [...test.ranges], aliases: [...test.aliases] });
export const shownPanel = (panel: LabPanel): LabPanelShape => ({ ...panel, names: { ...panel.names }, tests: [...panel.tests] });

const SECOND_PERSON = 'second-person';

export function labSettings(db: ReadDb): LabSettings {
  const row = db.statement('SELECT setting FROM lab_setting WHERE name = ? ORDER BY id DESC LIMIT 1').get(SECOND_PERSON) as { setting: string } | undefined;
  return { secondPerson: row?.setting === 'yes' };
}

export function saveLabSettings(tx: WriteDb, { secondPerson }: LabSettings): void {
  const setting = secondPerson ? 'yes' : 'no';
  const row = tx.statement('SELECT id FROM lab_setting WHERE name = ? ORDER BY id DESC LIMIT 1').get(SECOND_PERSON) as { id: string } | undefined;
  if (row) tx.update('lab_setting', row.id, { setting });
  else tx.insert('lab_setting', { id: tx.newId(), name: SECOND_PERSON, setting });
}
