import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { markDurable } from '#server/backup/durable-marks.ts';
import { openRegister } from '#server/backup/register.ts';
import { restoreBackup, type RestoreOptions } from '#server/backup/restore.ts';
import { KEPT_OF_CLINIC } from '#server/backup/tables.ts';
import { verifyBackup } from '#server/backup/verify.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { serverMigrations } from '#server/db/migrations/all.ts';
import { inClinic } from '#server/db/transactions.ts';
import { silentLog } from '#server/log.ts';
import { emptyDatabase, testDatabase, type TestClinic, type TestDatabase } from '#tests/support/server.ts';
import { oneRowEach } from '#tests/support/server/sample-rows.ts';
import { tempFolder } from '#tests/support/store.ts';

interface Scene {
  readonly database: TestDatabase;
  readonly clinics: readonly TestClinic[];
  readonly device: string;
  readonly folder: string;
  readonly file: string;
}

async function twoClinics(): Promise<Scene> {
  const database = await testDatabase();
  const clinics = [await database.newClinic(), await database.newClinic()];
  const devices: string[] = [];
  for (const clinic of clinics) devices.push(await oneRowEach(database, clinic));
  const folder = tempFolder();
  return { database, clinics, device: devices[0] ?? '', folder, file: join(folder, 'backup') };
}

const backup = (scene: Scene, registerText = '') => writeBackup(scene.database, { file: scene.file, now: () => 1_700_000_000_000, registerText });
const restoring = (scene: Scene, over: Partial<RestoreOptions> = {}): RestoreOptions => ({
  file: scene.file, replace: false, migrations: serverMigrations, registerPath: join(scene.folder, 'register.jsonl'), newId: scene.database.newId, ...over,
});

async function contents(database: Database, table: string): Promise<unknown[]> {
  return (await sql`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} t ORDER BY to_jsonb(t)::text`.execute(database.kysely)).rows;
}
async function everything(database: Database, tables: readonly string[]): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of tables) all[table] = await contents(database, table);
  return all;
}

async function elsewhere(work: (database: Database) => Promise<void>): Promise<void> {
  const database = openDatabase({ target: await emptyDatabase(), log: silentLog });
  try {
    await work(database);
  } finally {
    await database.end();
  }
}

describe('a backup', () => {
  it('restored into an empty database gives every kept row back, and each clinic a new timeline and slots left out', async () => {
    const scene = await twoClinics();
    const same = KEPT_OF_CLINIC.filter((table) => !['clinic_cursor', 'timeline', 'slot_counter'].includes(table));
    const manifest = await backup(scene);
    expect(manifest.clinics.map(({ clinicId, lastSeq }) => ({ clinicId, lastSeq }))).toEqual(scene.clinics.map(({ id }) => ({ clinicId: id, lastSeq: 1 })));
    await elsewhere(async (other) => {
      await restoreBackup(other, restoring(scene));
      expect(await everything(other, [...same, 'clinic', 'admin'])).toEqual(await everything(scene.database, [...same, 'clinic', 'admin']));
      expect(await everything(other, ['snapshot', 'join_code', 'admin_code'])).toEqual({ snapshot: [], join_code: [], admin_code: [] });
      const { id = '', timeline } = scene.clinics[0] ?? {};
      const after = await inClinic(other, id, async (tx) => ({
        timelines: await tx.selectFrom('timeline').select(['ord', 'timeline', 'start_seq', 'reason']).orderBy('ord').execute(),
        cursor: await tx.selectFrom('clinic_cursor').select(['last_seq', 'timeline']).executeTakeFirstOrThrow(),
        slots: await tx.selectFrom('slot_counter').select('next_slot').executeTakeFirstOrThrow(),
      }));
      expect(after.timelines[0]).toEqual({ ord: 0, timeline, start_seq: 0, reason: 'created' });
      expect(after.timelines[1]).toEqual({ ord: 1, timeline: after.cursor.timeline, start_seq: 1, reason: 'restored' });
      expect(after.cursor.timeline).not.toBe(timeline);
      expect(after.slots).toEqual({ next_slot: 64 });
      // The walls stand again.
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_class WHERE relforcerowsecurity`.execute(other.kysely);
      expect(rows).toEqual([{ n: 18 }]);
    });
  });

  it('keeps texts exactly: line breaks, tabs, backslashes and what looks like the backup\'s own lines', async () => {
    const scene = await twoClinics();
    const clinic_id = scene.clinics[0]?.id ?? '';
    const nasty = '\\{"part":1}\n\\{"manifest":{}}\r\n\t\\N\\.\u2028é"\\u0000"';
    await inClinic(scene.database, clinic_id, async (tx) => {
      await tx.insertInto('row_state').values({ clinic_id, tbl: 1, row_id: nasty, cols: nasty.repeat(20_000), base_hlc: 1, base_tie: 1, over: null, deleted: false, last_seq: 1 }).execute();
    });
    await backup(scene);
    await elsewhere(async (other) => {
      await restoreBackup(other, restoring(scene));
      expect(await contents(other, 'row_state')).toEqual(await contents(scene.database, 'row_state'));
    });
  });

  it('is of one moment, though clinics go on writing', async () => {
    const scene = await twoClinics();
    const clinic_id = scene.clinics[1]?.id ?? '';
    const origin = scene.database.newId();
    const writing = { stop: false };
    const writer = (async (): Promise<void> => {
      for (let seq = 2; !writing.stop; seq += 1) {
        await inClinic(scene.database, clinic_id, async (tx) => {
          const op_id = scene.database.newId();
          await tx.insertInto('op_log').values({ clinic_id, seq, origin, dseq: seq, grp: seq, op_id, tbl: 1, row_id: op_id, kind: 1, hlc: seq, sv: 1, person_id: null, at: 0, intent: 'x', batch: null, cols: null, prev: null }).execute();
          await tx.updateTable('clinic_cursor').set({ last_seq: seq }).where('clinic_id', '=', clinic_id).execute();
        });
      }
    })();
    const manifests = [await backup(scene), await backup(scene)];
    writing.stop = true;
    await writer;
    for (const { clinics, parts } of manifests) {
      const rows = parts.find((part) => part.table === 'op_log' && part.clinic === clinic_id)?.rows;
      expect(rows).toBe(clinics.find((clinic) => clinic.clinicId === clinic_id)?.lastSeq);
    }
  });

  it('tells clinics and devices what it contains, and never less than an earlier one', async () => {
    const scene = await twoClinics();
    const manifest = await backup(scene);
    expect(await markDurable(scene.database, manifest)).toBe(2);
    await markDurable(scene.database, { ...manifest, clinics: manifest.clinics.map((clinic) => ({ ...clinic, lastSeq: 0, devices: clinic.devices.map((device) => ({ ...device, lastDseq: 0 })) })) });
    const marks = async (clinic: string) => inClinic(scene.database, clinic, async (tx) => [
      (await tx.selectFrom('clinic_cursor').select('durable_seq').executeTakeFirstOrThrow()).durable_seq,
      (await tx.selectFrom('device').select('durable_dseq').executeTakeFirstOrThrow()).durable_dseq,
    ]);
    expect(await marks(scene.clinics[0]?.id ?? '')).toEqual([1, 1]);
    // One of another timeline says nothing.
    await sql`UPDATE clinic_cursor SET timeline = ${scene.database.newId()}, last_seq = 9`.execute(scene.database.kysely);
    expect(await markDurable(scene.database, { ...manifest, clinics: manifest.clinics.map((clinic) => ({ ...clinic, lastSeq: 9 })) })).toBe(0);
    expect(await marks(scene.clinics[1]?.id ?? '')).toEqual([1, 1]);
  });

  it('is refused when one byte of its contents changed, when it is cut, and when it is something else', async () => {
    const scene = await twoClinics();
    await backup(scene);
    const good = readFileSync(scene.file);
    const text = gunzipSync(good).toString('latin1');
    const spoilt = {
      changed: gzipSync(Buffer.from(text.replace('test.write', 'test.wrote'), 'latin1')),
      'a row less': gzipSync(Buffer.from(text.replace(/\n[^\n]*test\.write[^\n]*/, ''), 'latin1')),
      'no manifest': gzipSync(Buffer.from(text.slice(0, text.indexOf('\\{"manifest"')), 'latin1')),
      cut: good.subarray(0, good.length - 20), 'cut early': good.subarray(0, 100), empty: Buffer.alloc(0), other: Buffer.from('hello'),
    };
    for (const [how, bytes] of Object.entries(spoilt)) {
      writeFileSync(scene.file, bytes);
      await expect(verifyBackup(scene.file), how).rejects.toThrow(/^The backup cannot be used: .* Nothing was changed\.$/);
    }
    writeFileSync(scene.file, good);
    expect((await verifyBackup(scene.file)).clinics).toHaveLength(2);
  });

  it('that cannot be written leaves the earlier one as it was, and nothing else', async () => {
    const scene = await twoClinics();
    await backup(scene);
    const before = readFileSync(scene.file);
    await sql`DROP TABLE clinic_event`.execute(scene.database.kysely);
    await expect(backup(scene)).rejects.toThrow();
    expect(readFileSync(scene.file).equals(before)).toBe(true);
    expect(readdirSync(scene.folder)).toEqual(['backup']);
    await expect(writeBackup(scene.database, { file: join(scene.folder, 'none', 'x'), now: () => 0, registerText: '' })).rejects.toThrow(/cannot be written to/);
  });
});

describe('a restore', () => {
  it('refuses a database that holds clinics, and takes their place when asked', async () => {
    const scene = await twoClinics();
    await backup(scene);
    const third = await scene.database.newClinic('NEW');
    await expect(restoreBackup(scene.database, restoring(scene))).rejects.toThrow(/already holds clinics\. Nothing was changed/);
    expect(await contents(scene.database, 'clinic')).toHaveLength(3);
    await restoreBackup(scene.database, restoring(scene, { replace: true }));
    expect(JSON.stringify(await contents(scene.database, 'clinic'))).not.toContain(third.id);
    // Restored twice, the history has both: PCs compare whole histories.
    await restoreBackup(scene.database, restoring(scene, { replace: true }));
    expect(await contents(scene.database, 'timeline')).toHaveLength(4);
  });

  it('that fails half way leaves the old state', async () => {
    const scene = await twoClinics();
    await backup(scene);
    const before = await everything(scene.database, [...KEPT_OF_CLINIC, 'clinic']);
    const failing = restoring(scene, { replace: true, newId: () => 'not a uuid' });
    await expect(restoreBackup(scene.database, failing)).rejects.toMatchObject({ code: '22P02' });
    expect(await everything(scene.database, [...KEPT_OF_CLINIC, 'clinic'])).toEqual(before);
  });

  it('does not let a revoked device in again, forget one that joined since, or give a slot twice', async () => {
    const scene = await twoClinics();
    const path = join(scene.folder, 'register.jsonl');
    const register = openRegister(path, () => 0);
    await backup(scene);
    const [clinic] = scene.clinics;
    const clinicId = clinic?.id ?? '';
    const [joined, clinicSince] = [scene.database.newId(), scene.database.newId()];
    const pubkey = Buffer.alloc(32, 9).toString('base64');
    register.append({ kind: 'status', clinicId, deviceId: scene.device, status: 3 });
    register.append({ kind: 'device', clinicId, deviceId: joined, name: 'Desk 9', role: 'desk', slot: 'ZZ', slotNumber: 500, letter: 'C', pubkey: Buffer.alloc(32).toString('base64'), forkedFrom: null });
    register.append({ kind: 'key', clinicId, deviceId: joined, pubkey });
    register.append({ kind: 'clinic', clinicId: clinicSince, code: 'SINCE', name: 'Made since' });
    const report = await restoreBackup(scene.database, restoring(scene, { replace: true }));
    expect([report.clinics, report.devices]).toEqual([1, 1]);
    const devices = await inClinic(scene.database, clinicId, (tx) => tx.selectFrom('device').select(['device_id', 'status', 'slot', 'last_dseq', 'pubkey']).orderBy('enrolled_at').execute());
    expect(devices.find((device) => device.device_id === scene.device)?.status).toBe(3);
    expect(devices.find((device) => device.device_id === joined)).toMatchObject({ slot: 'ZZ', status: 1, last_dseq: 0, pubkey: Buffer.from(pubkey, 'base64') });
    const counters = await sql<{ clinic_id: string; next_slot: number }>`SELECT * FROM slot_counter`.execute(scene.database.kysely);
    expect(Object.fromEntries(counters.rows.map((row) => [row.clinic_id, row.next_slot]))).toEqual({ [clinicId]: 501, [scene.clinics[1]?.id ?? '']: 64, [clinicSince]: 64 });
  });

  it('on a new disk takes the register from the backup', async () => {
    const scene = await twoClinics();
    const path = join(scene.folder, 'lost.jsonl');
    openRegister(path, () => 0).append({ kind: 'status', clinicId: scene.clinics[0]?.id ?? '', deviceId: scene.device, status: 3 });
    const text = readFileSync(path, 'utf8');
    await backup(scene, text);
    await elsewhere(async (other) => {
      await restoreBackup(other, restoring(scene));
      expect(existsSync(join(scene.folder, 'register.jsonl')) && readFileSync(join(scene.folder, 'register.jsonl'), 'utf8')).toBe(text);
      const { rows } = await sql<{ status: number }>`SELECT status FROM device WHERE device_id = ${scene.device}`.execute(other.kysely);
      expect(rows).toEqual([{ status: 3 }]);
    });
  });
});
