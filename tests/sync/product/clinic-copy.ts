import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { copyIn, copyOut } from '#server/backup/copy.ts';
import { markDurable } from '#server/backup/durable-marks.ts';
import type { Manifest } from '#server/backup/format.ts';
import { beginTimeline } from '#server/backup/begin-timeline.ts';
import { replayRegister } from '#server/backup/replay-register.ts';
import { CLINIC_TABLES, KEPT_OF_CLINIC } from '#server/backup/tables.ts';
import type { Schema } from '#server/db/schema.ts';
import { reconcileDevices } from '#server/sync/reconcile-devices.ts';
import { devicesInRegister, registerPrevails } from '#server/sync/register-prevails.ts';
import type { ClinicServer } from './clinic-server.ts';
import type { SharedDatabase } from './database.ts';

/** What a backup holds of one clinic, as COPY's lines by table. */
export interface ClinicCopy {
  readonly rows: ReadonlyMap<string, Buffer>;
  readonly manifest: Manifest;
}

/** A backup of one clinic: the tables and the way of reading them are the product's, without the file around them. */
export async function copyClinic({ database }: Pick<SharedDatabase, 'database'>, clinicId: string): Promise<ClinicCopy> {
  const client = await database.pool.connect();
  try {
    const rows = new Map<string, Buffer>();
    for (const table of KEPT_OF_CLINIC) {
      const pieces: Buffer[] = [];
      await copyOut(client, `COPY (SELECT * FROM ${table} WHERE clinic_id = '${clinicId}') TO STDOUT`, async (piece) => { pieces.push(piece); });
      rows.set(table, Buffer.concat(pieces));
    }
    return { rows, manifest: await manifestOf(client, clinicId) };
  } finally {
    client.release();
  }
}

async function manifestOf(client: pg.PoolClient, clinicId: string): Promise<Manifest> {
  const cursor = await client.query<{ timeline: string; last_seq: number }>('SELECT timeline, last_seq FROM clinic_cursor WHERE clinic_id = $1', [clinicId]);
  const devices = await client.query<{ device_id: string; last_dseq: number }>('SELECT device_id, last_dseq FROM device WHERE clinic_id = $1 ORDER BY device_id', [clinicId]);
  return {
    schemaVersion: 0, at: new Date(0).toISOString(), parts: [],
    clinics: [{
      clinicId, code: '', timeline: cursor.rows[0]?.timeline ?? '', lastSeq: cursor.rows[0]?.last_seq ?? 0,
      devices: devices.rows.map((row) => ({ deviceId: row.device_id, lastDseq: row.last_dseq })),
    }],
  };
}

/** Tells PCs what the copy contains, as after a verified backup. */
export const markCopyDurable = ({ shared }: ClinicServer, { manifest }: ClinicCopy): Promise<number> => markDurable(shared.database, manifest);

/**
 * Puts a copy in the clinic's place: its rows, a new life of the log, what the register knows beside the database, and
 * the start of a server that finds all that. Not `registered` leaves the register out; not `announced` puts back the
 * rows alone, as an image of the disk does.
 */
export async function putBack(server: ClinicServer, copy: ClinicCopy, { registered, announced }: { readonly registered: boolean; readonly announced: boolean }): Promise<void> {
  await putRowsBack(server.shared, server.clinicId, copy, async (db) => {
    if (announced) await beginTimeline(db, server.clinicId, server.parts.newId, { reason: 'restored' });
    if (announced && registered) await replayRegister(db, server.register, server.parts.newId);
  });
  server.restart();
  if (!registered) return;
  await registerPrevails(server.parts, server.clinicId, devicesInRegister(server.parts).get(server.clinicId) ?? []);
  await reconcileDevices(server.parts, server.clinicId);
}

/** The rows of a copy take the place of those there are, with whatever is to be done in the same transaction. */
export async function putRowsBack({ database }: Pick<SharedDatabase, 'database'>, clinicId: string, copy: ClinicCopy, also: (db: Kysely<Schema>) => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    for (const table of CLINIC_TABLES) await client.query(`DELETE FROM ${table} WHERE clinic_id = '${clinicId}'`);
    for (const [table, rows] of copy.rows) await copyIn(client, `COPY ${table} FROM STDIN`, piecesOf(rows));
    await also(onClient(client));
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function* piecesOf(rows: Buffer): AsyncGenerator<Buffer> {
  if (rows.length > 0) yield rows;
}

function onClient(client: pg.PoolClient): Kysely<Schema> {
  const one = { query: client.query.bind(client), release: () => undefined } as unknown as pg.PoolClient;
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: { connect: async () => one, end: async () => undefined, options: {} } }) });
}
