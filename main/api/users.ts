import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { WriteDb } from '#db/door.ts';
import { findPerson, keepAttempts, listPeople } from '#db/queries/people.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { personColor } from '../sessions/person-color.ts';
import { secretColumn } from './session.ts';

/** People who work here. */
export function userHandlers(): Handlers<Contract['users']> {
  return {
    list: (call) => ({ people: listPeople(call.read) }),
    save: async (call, input) => {
      const save = await savePerson(input);
      return call.write(save);
    },
    unlock: (call, { id }) => call.write((tx) => {
      keepAttempts(tx, id, null);
      return done;
    }),
  };
}

/** What is said of a person who works here; without `id` somebody new. */
type PersonInput = Parameters<Handlers<Contract['users']>['save']>[1];

/** Checks what was said and hashes the secrets. @returns what stores it. Throws INVALID, NOT_FOUND, and CONFLICT for the last manager. */
export async function savePerson(input: PersonInput): Promise<(tx: WriteDb) => StaffMember> {
  const name = input.name.trim();
  if (name === '') throw invalid('name', 'empty');
  if (input.id === undefined && !input.pin && !input.password) throw invalid('pin', 'empty');
  const secrets = {
    ...(input.pin ? await secretColumn('pin', input.pin, 'pin') : {}),
    ...(input.password ? await secretColumn('password', input.password, 'password') : {}),
  };
  return (tx) => {
    const row = { name, roles: JSON.stringify(input.roles), language: input.language, active: input.active ? 1 : 0 } as const;
    const id = input.id ?? tx.newId();
    if (input.id === undefined) {
      tx.insert('person', { id, ...row, color: personColor(listPeople(tx).length) });
      tx.insert('credential', { id, pin_hash: null, password_hash: null, ...secrets });
    } else {
      if (!findPerson(tx, id)) throw fail('NOT_FOUND', { what: 'person' });
      tx.update('person', id, row);
      if (Object.keys(secrets).length > 0) tx.update('credential', id, secrets);
    }
    refuseLockingEverybodyOut(tx);
    const saved = findPerson(tx, id);
    if (!saved) throw fail('NOT_FOUND', { what: 'person' });
    return saved;
  };
}

type StaffMember = NonNullable<ReturnType<typeof findPerson>>;

/** Somebody must always be able to manage users. */
function refuseLockingEverybodyOut(tx: WriteDb): void {
  if (!listPeople(tx).some((person) => person.active && person.roles.includes('manager'))) {
    throw fail('CONFLICT', { reason: 'last-manager' });
  }
}
