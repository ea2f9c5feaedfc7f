import type { Provider } from '#domain/contract/providers.ts';
import type { ReadDb } from '../read.ts';

interface ProviderRow {
  id: string; kind: string; person_id: string | null; name: string; speciality: string | null; registration_number: string | null;
  room_ids: string; phone: string | null; email: string | null; active: 0 | 1;
}

const providerOf = (row: ProviderRow): Provider => ({
  id: row.id, kind: row.kind as Provider['kind'], personId: row.person_id, name: row.name, speciality: row.speciality, registrationNumber: row.registration_number,
  roomIds: JSON.parse(row.room_ids) as string[], phone: row.phone, email: row.email, active: row.active === 1,
});

/** Everybody who treats, in the order they were added. */
export const listProviders = (db: ReadDb): readonly Provider[] =>
  db.kept('clinic', 'providers', () => (db.statement('SELECT * FROM provider ORDER BY rid').all() as ProviderRow[]).map(providerOf));

/** Everybody who works here, by name. */
export const listWorking = (db: ReadDb): { id: string; name: string }[] =>
  db.statement('SELECT id, name FROM person WHERE active = 1 ORDER BY name, rid').all() as { id: string; name: string }[];
