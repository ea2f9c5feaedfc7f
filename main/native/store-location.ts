import { join } from 'node:path';

export interface StorePlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly training: boolean;
}

/**
 * Folder of the store when none is named: `.daybook` in the home folder, or DAYBOOK_HOME. The desktop program and the
 * browser host of one account use the same; the training clinic never shares a folder with a real one.
 */
export function defaultStoreDir({ env, home, training }: StorePlace): string {
  return join(env.DAYBOOK_HOME ?? join(home, '.daybook'), training ? 'training' : 'clinic');
}
