import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suggestions } from '#renderer/screens/setup/answers.ts';
import { daybook, startHost } from './host-process.ts';
import { runFolder } from './run-folder.ts';
import { cookieOf, openWindow } from './window-client.ts';
import { zoneOfMorning } from './zone-of-morning.ts';

const SETUP_TEXTS = join(import.meta.dirname, '../../../renderer/text/en/setup.json');

/** What the prepared clinic was given at its first run; rooms and services are the ones suggested there, and it is morning there. */
export const CLINIC = { name: 'Clinic on the Hill', manager: 'Manager One', pin: '4826', password: 'correct horse battery' } as const;

/** `clinic`: set up, with nobody registered. `training`: the synthetic clinic. */
export type PreparedStore = 'clinic' | 'training';

const folderOf = (kind: PreparedStore): string => join(runFolder(), kind);

/** Makes the stores that tests begin with, once for a run, by the program itself. */
export async function prepareStores(): Promise<void> {
  await Promise.all([prepareClinic(folderOf('clinic')), daybook('training', '--store', folderOf('training'))]);
}

/** Puts a copy of a prepared store, with its key, where no store is yet. */
export async function copyPrepared(kind: PreparedStore, storeDir: string): Promise<void> {
  await cp(folderOf(kind), storeDir, { recursive: true, force: false, errorOnExist: true });
}

/** First run through the same line that a window uses. */
async function prepareClinic(storeDir: string): Promise<void> {
  const host = await startHost({ storeDir, training: false });
  try {
    const { rooms, services } = JSON.parse(await readFile(SETUP_TEXTS, 'utf8')) as Record<'rooms' | 'services', { suggested: string }>;
    const { client, close } = openWindow(host.url, await cookieOf(host.url));
    await client.setup.run({
      clinicName: CLINIC.name, zone: zoneOfMorning(new Date()), languages: ['en'],
      manager: { name: CLINIC.manager, pin: CLINIC.pin, password: CLINIC.password },
      rooms: suggestions(rooms.suggested), services: suggestions(services.suggested),
    });
    close();
  } finally {
    await host.stop('SIGTERM');
  }
}
