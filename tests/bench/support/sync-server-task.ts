import { randomFillSync, randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { idSource } from '#domain/kit/ids.ts';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { addDevice } from '#server/auth/add-device.ts';
import { serverSecrets } from '#server/auth/secrets.ts';
import { openRegister, registerPath } from '#server/backup/register.ts';
import { startServer } from '#server/compose.ts';
import { openDatabase } from '#server/db/database.ts';
import { migrateServer } from '#server/db/migrate.ts';
import { serverMigrations } from '#server/db/migrations/all.ts';
import { asServer, inClinic } from '#server/db/transactions.ts';
import { silentLog } from '#server/log.ts';
import { startBundled } from '#server/postgres/bundled.ts';
import { SCHEMA_WINDOW, syncExtension } from '#server/routes.ts';
import { AckNotes } from '#server/sync/ack-notes.ts';
import { ClinicHub } from '#server/sync/hub.ts';
import { PagesMade } from '#server/sync/pages-made.ts';
import type { SyncParts } from '#server/sync/sync-parts.ts';
import { processorSeconds } from '../harness/processor-time.ts';
import type { BenchClinic, ServerAnswer, ServerQuestion } from './sync-server.ts';
import { answerQuestions } from './task-process.ts';

/** The whole server in a process of its own: bundled PostgreSQL with fsync, real HTTP on a free port. Started by sync-server.ts. */
async function main([folder = '']: readonly string[]): Promise<void> {
  const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);
  const newId = idSource(Date.now, random);
  // PostgreSQL never runs as root; its own account has to get through to its folder.
  chmodSync(folder, 0o711);
  const postgres = await startBundled({ data: join(folder, 'server'), log: silentLog, newPassword: () => randomUUID() });
  const database = openDatabase({ target: postgres.target, log: silentLog });
  await migrateServer(database, serverMigrations);
  const register = openRegister(registerPath(join(folder, 'server')), Date.now);
  const parts = { database, register, log: silentLog, now: Date.now, elapsed: () => performance.now(), newId, random, version: 'bench' };
  const server = await startServer(parts, { host: '127.0.0.1', port: 0, portIsFixed: true, extensions: [syncExtension] });
  const { key } = await serverSecrets(database, random);
  const sync: SyncParts = { ...parts, key, hub: new ClinicHub(), acks: new AckNotes(), pages: new PagesMade(database), schema: SCHEMA_WINDOW, incident: () => undefined, skew: () => undefined };

  const addClinic = async ({ id, timeline, devices }: BenchClinic): Promise<void> => {
    await asServer(database, (tx) => tx.insertInto('clinic').values({ clinic_id: id, code: id.slice(-8), name: 'Bench' }).execute());
    await inClinic(database, id, async (tx) => {
      await tx.insertInto('clinic_cursor').values({ clinic_id: id, last_seq: 0, timeline }).execute();
      await tx.insertInto('timeline').values({ clinic_id: id, ord: 0, timeline, start_seq: 0, reason: 'created' }).execute();
      await tx.insertInto('slot_counter').values({ clinic_id: id, next_slot: 0 }).execute();
      for (const device of devices) {
        await addDevice(tx, sync, id, { deviceId: device.id, name: 'PC', role: 'desk', publicKey: device.publicKey, program: null, schema: null, actor: 'bench' });
      }
    });
  };

  const answer = async (question: ServerQuestion): Promise<ServerAnswer> => {
    if (question.kind === 'clinic') {
      await addClinic(question.clinic);
      return {};
    }
    if (question.kind === 'admin-code') return { code: await issueAdminCode(database, random, Date.now) };
    if (question.kind === 'spent') return { spent: processorSeconds() };
    if (question.kind === 'memory') {
      globalThis.gc?.();
      return { restingMb: process.memoryUsage.rss() / 1e6, mostMb: process.resourceUsage().maxRSS / 1024 };
    }
    await server.close();
    await database.end();
    await postgres.stop();
    return {};
  };
  answerQuestions({ address: server.address, target: postgres.target }, answer, () => answer({ kind: 'stop' }));
}

await main(process.argv.slice(2));
