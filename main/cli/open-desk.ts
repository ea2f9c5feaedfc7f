import { composeDesk, type Desk } from '../compose.ts';
import { fileVault } from '../native/file-vault.ts';
import { usualMarks, type CliArgs } from './args.ts';

/** Opens the store of a command in this process, without windows. */
export function openDesk(args: CliArgs): Promise<Desk> {
  return composeDesk({ storeDir: args.store, keyVault: fileVault(args.store), shell: { kind: 'browser' }, marksDir: usualMarks(), training: args.training, devices: args.command === 'serve' ? 'opened' : 'closed' });
}
