import type { Permission } from '#domain/permissions/permissions.ts';

/** Where a day's work begins, by what somebody may do. Who does several kinds of work begins where people come in. */
const BEGINNINGS: readonly (readonly [permission: Permission, area: string])[] = [
  ['queue.report', 'desk'],
  ['vitals.write', 'queue'],
  ['lab.write', 'lab'],
  ['stock.dispense', 'pharmacy'],
  ['billing.pay', 'cashier'],
];

/** The area that opens after signing in where no other place is asked for, and to which Escape leads in the end. */
export const homeOf = (can: (permission: Permission) => boolean): string => BEGINNINGS.find(([permission]) => can(permission))?.[1] ?? 'desk';
