import type { ServerMigration } from '../migrate.ts';
import { syncStore } from './0010-sync-store.ts';
import { clinicEvents } from './0020-clinic-events.ts';
import { programs } from './0030-programs.ts';
import { issuedNumbers } from './0035-issued-numbers.ts';
import { shorterKeys } from './0040-shorter-keys.ts';
import { linksFollow } from './0050-links-follow.ts';
import { neededRows } from './0060-needed-rows.ts';

export const serverMigrations: readonly ServerMigration[] = [syncStore, clinicEvents, programs, issuedNumbers, shorterKeys, linksFollow, neededRows];
