import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '#server/db/database.ts';
import { migrateServer } from '#server/db/migrate.ts';
import { serverMigrations } from '#server/db/migrations/all.ts';
import { silentLog } from '#server/log.ts';
import { startBundled } from '#server/postgres/bundled.ts';
import { isAlive } from '#server/postgres/leftover.ts';

/**
 * Keeps one bundled PostgreSQL for all test processes of a run: started by the first that asks (shared-postgres.ts)
 * and ended when the run's own process is gone, however that ended. Arguments: folder, process id of the run.
 */
const [folder = '', run = ''] = process.argv.slice(2);
const template = 'daybook_template';

mkdirSync(folder, { recursive: true });
const postgres = await startBundled({ data: join(folder, 'data'), log: silentLog, newPassword: () => 'only-for-tests', durable: false });
try {
  const admin = openDatabase({ target: postgres.target, log: silentLog, connections: 1 });
  await admin.pool.query(`CREATE DATABASE ${template}`);
  await admin.end();
  const made = openDatabase({ target: { ...postgres.target, database: template }, log: silentLog, connections: 1 });
  await migrateServer(made, serverMigrations);
  await made.end();
  writeFileSync(join(folder, 'ready.new'), JSON.stringify({ target: postgres.target, template }));
  renameSync(join(folder, 'ready.new'), join(folder, 'ready.json'));
  while (isAlive(Number(run)) && existsSync(folder)) await new Promise((resolve) => { setTimeout(resolve, 300); });
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
