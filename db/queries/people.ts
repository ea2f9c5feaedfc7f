import type { Person } from '#domain/contract/session.ts';
import type { Role } from '#domain/permissions/permissions.ts';
import { tables } from '#domain/sync/tables.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

interface Row { id: string; name: string; roles: string; language: string | null; color: string; active: 0 | 1; pin_hash: string | null }

const selectPeople = (db: ReadDb) => db.build.selectFrom('person').leftJoin('credential', 'credential.id', 'person.id')
  .select(['person.id', 'name', 'roles', 'language', 'color', 'active', 'pin_hash']).orderBy('person.rid');

const personOf = (row: Row): Person & { active: boolean } => ({
  id: row.id, name: row.name, roles: JSON.parse(row.roles) as Role[], language: row.language, color: row.color,
  hasPin: row.pin_hash !== null, active: row.active === 1,
});

/** Everybody who ever worked here, in the order they were added. */
export function listPeople(db: ReadDb): (Person & { active: boolean })[] {
  return db.all(selectPeople(db)).map(personOf);
}

/** One of them, by id. */
export function findPerson(db: ReadDb, id: string): Readonly<Person & { active: boolean }> | undefined {
  return db.kept(tables.person.area, id, () => {
    const row = db.first(selectPeople(db).where('person.id', '=', id));
    return row && personOf(row);
  });
}

/** The stored hashes of a person's secrets. */
export function credentialOf(db: ReadDb, personId: string): { pin: string | null; password: string | null } | undefined {
  const row = db.first(db.build.selectFrom('credential').select(['pin_hash', 'password_hash']).where('id', '=', personId));
  return row && { pin: row.pin_hash, password: row.password_hash };
}

export function attemptsOf(db: ReadDb, personId: string): { failures: number; lockedUntil: number; round: number } | undefined {
  const row = db.first(db.build.selectFrom('sign_in_attempt').selectAll().where('person_id', '=', personId));
  return row && { failures: row.failures, lockedUntil: row.locked_until, round: row.round };
}

/** Remembers wrong secrets across a restart; `null` forgets them. */
export function keepAttempts(
  tx: WriteDb, personId: string, attempts: { failures: number; lockedUntil: number; round: number } | null,
): void {
  if (attempts === null) {
    tx.local(tx.build.deleteFrom('sign_in_attempt').where('person_id', '=', personId));
    return;
  }
  const row = { failures: attempts.failures, locked_until: attempts.lockedUntil, round: attempts.round };
  tx.local(tx.build.insertInto('sign_in_attempt').values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row)));
}
