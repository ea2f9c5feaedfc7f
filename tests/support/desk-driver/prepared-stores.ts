import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Contract } from '#domain/contract/contract.ts';
import { suggestions } from '#renderer/screens/setup/answers.ts';
import { daybook, startHost } from './host-process.ts';
import { runFolder } from './run-folder.ts';

const SETUP_TEXTS = join(import.meta.dirname, '../../../renderer/text/en/setup.json');

/** What the prepared clinic was given at its first run; rooms and services are the ones suggested there. */
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
    await withClient(host.url, async (client) => {
      const { suggestedZone } = await client.setup.status({});
      await client.setup.run({
        clinicName: CLINIC.name, zone: suggestedZone, languages: ['en'],
        manager: { name: CLINIC.manager, pin: CLINIC.pin, password: CLINIC.password },
        rooms: suggestions(rooms.suggested), services: suggestions(services.suggested),
      });
    });
  } finally {
    await host.stop('SIGTERM');
  }
}

/** Trades the start link for the cookie, as a browser does, and opens the socket of a page from there. */
async function withClient(url: string, use: (client: ContractRouterClient<Contract>) => Promise<void>): Promise<void> {
  const { origin, host } = new URL(url);
  const cookie = (await fetch(url, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/rpc`, { origin, headers: { cookie } });
  try {
    await use(createORPCClient(new RPCLink({ websocket: socket as never })));
  } finally {
    socket.close();
  }
}
