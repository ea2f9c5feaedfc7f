import type { Migration } from '../migrate.ts';

/** What sensors sent over HTTP, by their own ids, so that nothing counts twice. */
export const sensorReadings: Migration = {
  version: 90,
  name: 'sensor readings',
  up(db) {
    db.exec('CREATE TABLE sensor_reading (device_id TEXT NOT NULL, reading_id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (device_id, reading_id)) STRICT, WITHOUT ROWID');
    db.exec('CREATE INDEX sensor_reading_at ON sensor_reading(at)');
  },
};
