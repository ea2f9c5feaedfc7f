import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultStoreDir, type StorePlace } from './store-location.ts';

/** Which store the program was started on. */
export interface StoreChoice {
  readonly storeDir: string;
  readonly training: boolean;
}

/**
 * Reads `--store DIR` and `--training`; Chromium's own switches are passed over.
 * @param args what follows the executable
 */
export function storeChoice(args: readonly string[], place: Omit<StorePlace, 'training'>): StoreChoice {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { store: { type: 'string' }, training: { type: 'boolean' } },
  });
  const training = values.training === true;
  const storeDir = typeof values.store === 'string' && values.store !== '' ? resolve(values.store) : defaultStoreDir({ ...place, training });
  return { storeDir, training };
}
