import type { Migration } from '../migrate.ts';

/** How far the clock was to be believed that dated a registration or a token. */
export const clockOfArrivals: Migration = {
  version: 60,
  name: 'clock of arrivals',
  up(db) {
    for (const table of ['patient', 'token']) db.exec(`ALTER TABLE ${table} ADD COLUMN clock TEXT`);
  },
};
