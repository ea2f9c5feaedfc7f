import { composeDesk } from '#main/compose.ts';
import { fileVault } from '#main/native/file-vault.ts';
import { join } from 'node:path';

/** A program on the store of the folder named first, which sends what waits there until it is killed. */
const folder = process.argv[2] ?? '';
await composeDesk({ storeDir: folder, keyVault: fileVault(folder), marksDir: join(folder, 'elsewhere'), shell: { kind: 'browser' }, training: false, log: { info: () => undefined, warn: () => undefined, error: () => undefined } });
process.stdout.write('open\n');
setInterval(() => undefined, 60_000);
