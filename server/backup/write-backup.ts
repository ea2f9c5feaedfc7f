import { once } from 'node:events';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import type pg from 'pg';
import type { Database } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { copyOut } from './copy.ts';
import { controlLine, headOf, type Manifest, type Part, type PartSummary } from './format.ts';
import { syncFolder } from './register.ts';
import { EXCEPT, KEPT_OF_CLINIC, KEPT_OF_SERVER } from './tables.ts';
import { PartMeter, verifyBackup } from './verify.ts';

export interface BackupOptions {
  readonly file: string;
  readonly now: () => number;
  /** The register's lines, so that a server whose disk is lost knows them too. */
  readonly registerText: string;
}

/**
 * Writes all clinics as of one moment to `file` while the server goes on working. The file gets its name only when it
 * is on the disk and was read back whole, so that a good earlier one is never replaced by a bad one.
 */
export async function writeBackup(database: Database, options: BackupOptions): Promise<Manifest> {
  const { file } = options;
  const unfinished = `${file}.new`;
  try {
    await rm(unfinished, { force: true });
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await writeContents(database, options, handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const manifest = await verifyBackup(unfinished);
    await rename(unfinished, file);
    syncFolder(dirname(file));
    return manifest;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw fileProblem(error, file);
  }
}

function fileProblem(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem(`There is no room for the backup at ${file}. An earlier one was left as it was.`);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'EPERM') return new Problem(`The backup cannot be written to ${file}.`);
  return error;
}

async function writeContents(database: Database, options: BackupOptions, handle: FileHandle): Promise<void> {
  const gzip = createGzip({ level: 5 });
  const written = (async (): Promise<void> => {
    for await (const piece of gzip) await handle.writeFile(piece as Buffer);
  })();
  // Looked at when everything is written; until then a failure must not count as unhandled.
  written.catch(() => undefined);
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    await Promise.race([writeParts(client, options, gzip), written.then(() => { throw new Error('the file ended early'); })]);
    await client.query('COMMIT');
    client.release();
    gzip.end();
    await written;
  } catch (error) {
    // The connection may be in the middle of a COPY: it is not given to anybody else.
    client.release(true);
    gzip.destroy();
    throw error;
  }
}

async function writeParts(client: pg.PoolClient, options: BackupOptions, gzip: Gzip): Promise<void> {
  const at = new Date(options.now()).toISOString();
  const { rows: versions } = await client.query<{ version: number }>('SELECT max(version) AS version FROM schema_version');
  const schemaVersion = versions[0]?.version ?? 0;
  const parts: PartSummary[] = [];
  const write = async (bytes: Buffer): Promise<void> => {
    if (!gzip.write(bytes)) await once(gzip, 'drain');
  };
  const section = async (part: Part, source: (take: (rows: Buffer) => Promise<void>) => Promise<void>): Promise<void> => {
    const meter = new PartMeter(part);
    await write(controlLine({ part }));
    await source(async (rows) => {
      meter.pass(rows);
      await write(rows);
    });
    parts.push(meter.end());
  };
  const table = async (name: string, clinic: string | null, where: string): Promise<void> => {
    const columns = await columnsOf(client, name);
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    await section({ table: name, clinic, columns }, (take) => copyOut(client, `COPY (SELECT ${list} FROM ${client.escapeIdentifier(name)} WHERE ${where}) TO STDOUT`, take));
  };
  await write(controlLine(headOf(at, schemaVersion)));
  await section({ table: 'register', clinic: null, columns: [] }, (take) => take(Buffer.from(options.registerText)));
  for (const name of KEPT_OF_SERVER) await table(name, null, EXCEPT[name] ?? 'true');
  const clinics: Manifest['clinics'] = [];
  const { rows: known } = await client.query<{ clinic_id: string; code: string }>('SELECT clinic_id, code FROM clinic ORDER BY clinic_id');
  for (const { clinic_id: clinicId, code } of known) {
    // For an owner that is no superuser the wall stands here too.
    await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinicId]);
    for (const name of KEPT_OF_CLINIC) await table(name, clinicId, `clinic_id = ${client.escapeLiteral(clinicId)}`);
    clinics.push({ clinicId, code, ...(await reachOf(client, clinicId)) });
  }
  const manifest: Manifest = { schemaVersion, at, clinics, parts };
  await write(controlLine({ manifest }));
}

async function columnsOf(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`, [table]);
  return rows.map((row) => row.column_name);
}

/** How far the clinic and each of its devices are contained. */
async function reachOf(client: pg.PoolClient, clinicId: string): Promise<Omit<Manifest['clinics'][number], 'clinicId' | 'code'>> {
  const cursor = await client.query<{ timeline: string; last_seq: number }>('SELECT timeline, last_seq FROM clinic_cursor WHERE clinic_id = $1', [clinicId]);
  const devices = await client.query<{ device_id: string; last_dseq: number }>('SELECT device_id, last_dseq FROM device WHERE clinic_id = $1 ORDER BY device_id', [clinicId]);
  return {
    timeline: cursor.rows[0]?.timeline ?? '', lastSeq: cursor.rows[0]?.last_seq ?? 0,
    devices: devices.rows.map((row) => ({ deviceId: row.device_id, lastDseq: row.last_dseq })),
  };
}
