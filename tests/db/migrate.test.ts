import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connect, type Connection } from '#db/connection.ts';
import { StoreError } from '#db/errors.ts';
import { migrate, type Migration } from '#db/migrate.ts';
import { migrations, schemaVersion } from '#db/migrations/all.ts';
import { openStore } from '#db/store.ts';
import { foreignConnection, nobodysWrite, sampleRow, tempFolder, testKey, testStore } from '#tests/support/store.ts';
import { onTestFinished } from 'vitest';

function emptyDatabase(): Connection {
  const db = connect(join(tempFolder(), 'empty.db'), testKey, 'write');
  db.function('in_door', () => 0);
  onTestFinished(() => { db.close(); });
  return db;
}

/** All that is declared, and the settings of the index of patients' words. */
function objects(db: Connection): unknown[] {
  const declared = db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();
  const hasWords = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'patient_fts_config'").get() !== undefined;
  return [...declared, ...(hasWords ? db.prepare('SELECT k, v FROM patient_fts_config ORDER BY k').all() : [])];
}
const version = (db: Connection): unknown => db.pragma('user_version', { simple: true });

const steps: readonly Migration[] = [
  { version: 10, name: 'words', up: (db) => { db.exec('CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT) STRICT'); } },
  { version: 20, name: 'length', up: (db) => { db.exec('ALTER TABLE word ADD COLUMN length INTEGER'); } },
];
const broken: Migration = { version: 30, name: 'broken', up: (db) => { db.exec('CREATE TABLE half (id INTEGER)'); db.exec('no such statement'); } };

describe('the list of migrations', () => {
  test('has rising versions with gaps, so that a forgotten step can still be put between', () => {
    const versions = migrations.map((step) => step.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every((v) => v % 10 === 0)).toBe(true);
    expect(schemaVersion).toBe(versions.at(-1));
  });

  test.each(migrations.map((step, i) => [step.version, step.name, i] as const))('%i %s applies at its own version and carries its number', (at, _name, i) => {
    const db = emptyDatabase();
    migrate(db, migrations.slice(0, i));
    const before = objects(db);
    migrate(db, migrations.slice(0, i + 1));
    expect(version(db)).toBe(at);
    expect(objects(db)).not.toEqual(before);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test('one step at a time leads to the same schema as all at once', () => {
    const [slow, fast] = [emptyDatabase(), emptyDatabase()];
    migrations.forEach((_, i) => migrate(slow, migrations.slice(0, i + 1)));
    migrate(fast, migrations);
    expect(objects(slow)).toEqual(objects(fast));
  });
});

describe('migrating', () => {
  test('runs the pending steps in order, once', () => {
    const db = emptyDatabase();
    expect(migrate(db, [steps[1] as Migration, steps[0] as Migration])).toEqual({ from: 0, to: 20 });
    expect(migrate(db, steps)).toEqual({ from: 20, to: 20 });
  });

  test('a failing step undoes the steps before it and the version', () => {
    const db = emptyDatabase();
    migrate(db, steps.slice(0, 1));
    const before = objects(db);
    expect(() => migrate(db, [...steps, broken])).toThrow('syntax error');
    expect(objects(db)).toEqual(before);
    expect(version(db)).toBe(10);
    expect(migrate(db, steps)).toEqual({ from: 10, to: 20 });
  });

  test('a step that breaks a foreign key is undone, and foreign keys are on again', () => {
    const db = emptyDatabase();
    db.exec('CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (parent INTEGER REFERENCES parent(id)); INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1)');
    const rebuild: Migration = { version: 10, name: 'loses parents', rebuildsTables: true, up: (on) => { on.exec('DELETE FROM parent'); } };
    expect(() => migrate(db, [rebuild])).toThrow('foreign keys');
    expect(db.prepare('SELECT count(*) AS n FROM parent').get()).toEqual({ n: 1 });
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('rows written before survive', () => {
    const db = emptyDatabase();
    migrate(db, steps.slice(0, 1));
    db.exec("INSERT INTO word VALUES (1, 'a'), (2, 'b')");
    migrate(db, steps);
    expect(db.prepare('SELECT * FROM word').all()).toEqual([{ id: 1, text: 'a', length: null }, { id: 2, text: 'b', length: null }]);
  });
});

describe('a store of a newer program', () => {
  test('is refused with its version, and left as it was', () => {
    const folder = tempFolder();
    const made = testStore({ folder });
    made.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    made.close();
    const newer = foreignConnection(made.path);
    newer.pragma(`user_version = ${schemaVersion + 10}`);
    newer.close();
    const before = readFileSync(made.path);
    const attempt = (): unknown => openStore({ folder, key: testKey, now: () => 0, newId: made.newId });
    expect(attempt).toThrow(StoreError);
    expect(attempt).toThrow(expect.objectContaining({ problem: 'newer', message: expect.stringContaining(String(schemaVersion + 10)) as string }));
    expect(readFileSync(made.path).equals(before)).toBe(true);
  });

  test('is not kept open or locked by the refusal', () => {
    const folder = tempFolder();
    const made = testStore({ folder });
    made.close();
    const newer = foreignConnection(made.path);
    newer.pragma(`user_version = ${schemaVersion + 10}`);
    expect(() => testStore({ folder })).toThrow('newer');
    newer.pragma(`user_version = ${schemaVersion}`);
    newer.close();
    const store = testStore({ folder });
    store.write(nobodysWrite, (tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
  });
});
