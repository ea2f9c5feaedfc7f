import { expect, test } from 'vitest';
import { permissionsOf, roles, type Role } from '#domain/permissions/permissions.ts';
import { homeOf } from '#renderer/session/home.ts';

const homeOfRoles = (...held: readonly Role[]): string => {
  const permissions = permissionsOf(held);
  return homeOf((permission) => permissions.has(permission));
};

test('each role begins where its work is', () => {
  expect(Object.fromEntries(roles.map((role) => [role, homeOfRoles(role)]))).toEqual({
    manager: 'desk', reception: 'desk', nurse: 'queue', doctor: 'queue', lab: 'lab', pharmacist: 'pharmacy', cashier: 'cashier',
  });
});

test('who does several kinds of work begins where people come in', () => {
  expect([homeOfRoles('cashier', 'reception'), homeOfRoles('lab', 'nurse'), homeOfRoles('cashier', 'pharmacist'), homeOfRoles()]).toEqual(['desk', 'queue', 'pharmacy', 'desk']);
});
