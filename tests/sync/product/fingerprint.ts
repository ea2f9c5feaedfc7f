import { createHash } from 'node:crypto';
import type { ServerView } from './invariants/server-view.ts';

/** Of the final log: executions that were the same have the same. Ids of keys and codes, which are random, are not in it. */
export const fingerprintOf = ({ log }: ServerView): string =>
  createHash('sha256').update(JSON.stringify(log.map(({ opId, seq, hlc, columns }) => [opId, seq, hlc, columns]))).digest('hex').slice(0, 16);
