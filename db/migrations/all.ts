import type { Migration } from '../migrate.ts';
import { firstDay } from './0010-first-day.ts';
import { everyPc } from './0020-every-pc.ts';
import { arriving } from './0040-arriving.ts';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [firstDay, everyPc, arriving];

/** What the log records as the version a change was written under. */
export const schemaVersion = Math.max(...migrations.map((m) => m.version));
