import { composeStore, type OpenedStore } from '../compose-store.ts';
import { fileVault } from '../native/file-vault.ts';
import { usualMarks, type CliArgs } from './args.ts';

/** Opens the store for a command that only works on it, without the desk around it and what that takes of memory. */
export async function openStoreOf({ store, training }: CliArgs): Promise<OpenedStore> {
  const opened = await composeStore({ storeDir: store, keyVault: fileVault(store), marksDir: usualMarks(), training });
  opened.start();
  opened.parts.log.info('store-open', { training });
  return opened;
}
