import { readFileSync, existsSync } from 'node:fs';
import { issueAdminCode } from './admin/admin-code.ts';
import { serverSecrets } from './auth/secrets.ts';
import { markDurable } from './backup/durable-marks.ts';
import { registerPath } from './backup/register.ts';
import { restoreBackup } from './backup/restore.ts';
import { writeBackup } from './backup/write-backup.ts';
import type { Config } from './config.ts';
import { serverMigrations } from './db/migrations/all.ts';
import { openInstallation, type Installation, type OpenOptions } from './installation.ts';
import { tokenCommand } from './rest/token-command.ts';
import { sayCode, type Real } from './serve.ts';
import { ClinicHub } from './sync/hub.ts';

const counted = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;

async function using(config: Config, real: Real, how: Pick<OpenOptions, 'stand' | 'migrate'>, work: (installation: Installation) => Promise<void>): Promise<void> {
  const installation = await openInstallation({ config, ...how, log: real.log, isRoot: real.isRoot, newPassword: real.newPassword });
  try {
    await work(installation);
  } finally {
    await installation.close();
  }
}

export function runCode(config: Config, real: Real): Promise<void> {
  return using(config, real, { stand: 'beside', migrate: true }, async ({ database }) => {
    sayCode(real, config, await issueAdminCode(database, real.random, real.now));
  });
}

/** Makes, lists and ends the tokens of other programs; works while the server runs. Throws Problem. */
export function runToken(config: Config, real: Real): Promise<void> {
  return using(config, real, { stand: 'beside', migrate: true }, async ({ database }) => {
    const { key } = await serverSecrets(database, real.random);
    for (const line of await tokenCommand({ ...real, database, key, hub: new ClinicHub() }, config.words)) real.say(line);
  });
}

/** Writes and verifies the file, then lets PCs know how much of theirs it contains. */
export function runBackup(config: Config, file: string, real: Real): Promise<void> {
  const register = registerPath(config.data);
  return using(config, real, { stand: 'beside', migrate: true }, async ({ database }) => {
    const registerText = existsSync(register) ? readFileSync(register, 'utf8') : '';
    const manifest = await writeBackup(database, { file, now: real.now, registerText });
    await markDurable(database, manifest);
    const rows = manifest.parts.reduce((sum, part) => sum + part.rows, 0);
    real.say(`Backup of ${counted(manifest.clinics.length, 'clinic')}, ${counted(rows, 'row')}, written and checked: ${file}`);
    real.say('PCs may now forget what it contains after 30 days: keep it, and keep a copy away from this machine.');
  });
}

export function runRestore(config: Config, file: string, real: Real): Promise<void> {
  return using(config, real, { stand: 'alone', migrate: false }, async ({ database }) => {
    const report = await restoreBackup(database, {
      file, replace: config.replace, migrations: serverMigrations, registerPath: registerPath(config.data), newId: real.newId,
    });
    real.say(`Restored ${counted(report.manifest.clinics.length, 'clinic')} as of ${report.manifest.at}.`);
    if (report.clinics + report.devices > 0) real.say(`From the register: ${counted(report.clinics, 'clinic')} and ${counted(report.devices, 'PC')} that joined since.`);
    real.say('PCs notice by themselves at their next contact and send what is missing.');
  });
}
