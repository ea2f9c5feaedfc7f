import { join } from 'node:path';

export interface StorePlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly training: boolean;
}

/**
 * Folder of the notes that a store leaves outside its own, so that a store that was put back is told apart: the state
 * folder of the account on this system, or DAYBOOK_MARKS.
 */
export function marksDir({ env, home }: Omit<StorePlace, 'training'>, platform: NodeJS.Platform = process.platform): string {
  if (env.DAYBOOK_MARKS) return env.DAYBOOK_MARKS;
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Daybook', 'marks');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Daybook', 'marks');
  return join(env.XDG_STATE_HOME ?? join(home, '.local', 'state'), 'daybook', 'marks');
}

/**
 * Folder of the store when none is named: `.daybook` in the home folder, or DAYBOOK_HOME. The desktop program and the
 * browser host of one account use the same; the training clinic never shares a folder with a real one.
 */
export function defaultStoreDir({ env, home, training }: StorePlace): string {
  return join(env.DAYBOOK_HOME ?? join(home, '.daybook'), training ? 'training' : 'clinic');
}
