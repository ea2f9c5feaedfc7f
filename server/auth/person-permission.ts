import type { Scalar } from '#domain/sync/operation.ts';
import { permissionsOf, roles, type Permission, type Role } from '#domain/permissions/permissions.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ClinicTx } from '../db/schema.ts';
import { SyncRefusal } from '../sync/refusal.ts';

/**
 * The person a PC asks for must work in the clinic, as the server knows it, and have that permission. Who sits at the
 * PC is the PC's word: it has checked the password, and it signs with its key. Throws SyncRefusal `forbidden`.
 */
export async function requirePermission(tx: ClinicTx, clinicId: string, personId: string | undefined, permission: Permission): Promise<void> {
  const row = personId === undefined ? undefined : await tx.selectFrom('row_state').select('cols').where('clinic_id', '=', clinicId)
    .where('tbl', '=', tables.person.id).where('row_id', '=', personId).executeTakeFirst();
  const values = row && (JSON.parse(row.cols) as Record<number, Scalar>);
  const { roles: held, active } = tables.person.columns;
  if (values?.[active.id] !== 1 || !permissionsOf(rolesOf(values[held.id])).has(permission)) throw new SyncRefusal('forbidden', 403);
}

const isRole = (name: unknown): name is Role => roles.some((role) => role === name);

/** The roles of a person's row; none when it cannot be read. */
function rolesOf(value: Scalar | undefined): Role[] {
  try {
    const held: unknown = JSON.parse(typeof value === 'string' ? value : '[]');
    return Array.isArray(held) ? held.filter(isRole) : [];
  } catch {
    return [];
  }
}
