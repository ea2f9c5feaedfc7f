import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';
import { clinicWall } from './walls.ts';

/** Incidents and decisions of a clinic, and what sync looks up by itself: what is set aside of a stream and chunks by their hash. */
export const clinicEvents: ServerMigration = {
  version: 20,
  name: 'clinic-events',
  async up(tx) {
    await sql.raw(`
CREATE TABLE clinic_event(
  clinic_id uuid NOT NULL, id uuid NOT NULL, at bigint NOT NULL, kind text NOT NULL, device_id uuid, actor text NOT NULL,
  detail text NOT NULL, PRIMARY KEY (clinic_id, id));
CREATE INDEX clinic_event_kind ON clinic_event(clinic_id, kind, at);
CREATE INDEX quarantine_stream ON quarantine(clinic_id, origin, dseq);
CREATE INDEX snapshot_chunk_hash ON snapshot_chunk(clinic_id, sha256);
${clinicWall('clinic_event', 'SELECT, INSERT')}`).execute(tx);
  },
};
