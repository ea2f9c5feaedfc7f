import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '#db/connection.ts';
import { STORE_FILE } from '#db/store.ts';
import { parseRecoveryKey } from '#domain/setup/recovery-key.ts';
import { fileVault } from '../native/file-vault.ts';
import { secretOf } from '../store-key.ts';
import { say, UsageError, type CliArgs } from './args.ts';

/** Opens a store on this PC with its printed key: proves the key against the file, then keeps it. */
export async function runRecover(args: CliArgs): Promise<void> {
  const typed = args.options['key'];
  if (typeof typed !== 'string') throw new UsageError('Give the printed key: npm run daybook -- recover --key XXXX-XXXX-…');
  const parsed = parseRecoveryKey(typed);
  if (!parsed.ok) {
    throw new UsageError(parsed.error === 'wrong-length'
      ? 'A recovery key has seven groups of four letters and digits. Nothing was changed.'
      : 'The key has a typing mistake: its last group does not fit the others. Nothing was changed.');
  }
  const path = join(args.store, STORE_FILE);
  if (!existsSync(path)) throw new UsageError(`There is no store in ${args.store}. Give its folder with --store DIR.`);
  connect(path, secretOf(parsed.value).key, 'read').close();
  await fileVault(args.store).save(parsed.value);
  say(args, { recovered: true }, 'The key fits. This PC can open the store from now on.');
}
