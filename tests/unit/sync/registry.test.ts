import { describe, expect, test } from 'vitest';
import { alsoWritten, type TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';

const specs = Object.entries(tables) as [SyncedTable, TableSpec][];

describe('the list of synced tables', () => {
  test('gives every table an id of its own', () => {
    expect(new Set(specs.map(([, spec]) => spec.id)).size).toBe(specs.length);
  });

  test.each(specs)('%s gives every column an id of its own', (_name, spec) => {
    const ids = Object.values(spec.columns).map((column) => column.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => Number.isInteger(id) && id > 0)).toBe(true);
  });

  test.each(specs)('%s names its patient by a column it has, and none that every row has anyway', (_name, spec) => {
    if (spec.patient !== undefined && spec.patient !== 'id') expect(spec.columns).toHaveProperty(spec.patient);
    for (const reserved of ['rid', 'id', 'row_hlc', 'row_tie', 'row_over']) expect(spec.columns).not.toHaveProperty(reserved);
  });

  test('every table that names a patient belongs to that patient, but for the log of looks', () => {
    const orphans = specs.filter(([, spec]) => 'patient_id' in spec.columns && spec.patient === undefined).map(([name]) => name);
    expect(orphans).toEqual(['record_access']);
  });

  test('a table is found by its id, and an unknown id finds none', () => {
    for (const [name, spec] of specs) expect(tableById(spec.id)).toBe(name);
    expect(tableById(0)).toBeUndefined();
  });

  /**
   * Ids as first released. Changing one of these would make old logs, and PCs that have not been updated, read
   * values into the wrong column; new tables and columns are added here.
   */
  test('ids are those of the first release', () => {
    const ids = Object.fromEntries(specs.map(([name, spec]) => [name, `${spec.id}: ${Object.entries(spec.columns).map(([column, { id }]) => `${column} ${id}`).join(', ')}`]));
    expect(ids).toMatchSnapshot();
  });
});

test('a birth and whether it is estimated are written together', () => {
  expect(alsoWritten(tables.patient, ['name', 'birth_date'])).toEqual(['birth_estimated']);
  expect(alsoWritten(tables.patient, ['birth_estimated'])).toEqual(['birth_date']);
  for (const columns of [['name'], ['birth_date', 'birth_estimated']]) expect(alsoWritten(tables.patient, columns)).toEqual([]);
  expect(alsoWritten(tables.room, ['name'])).toEqual([]);
});
