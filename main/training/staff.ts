import type { Role } from '#domain/permissions/permissions.ts';
import { listPeople } from '#db/queries/people.ts';
import type { ReadDb } from '#db/read.ts';

/** The id of somebody with a role, null where nobody has it. */
export const personWithRole = (db: ReadDb, role: Role): string | null => listPeople(db).find(({ roles }) => roles.includes(role))?.id ?? null;
