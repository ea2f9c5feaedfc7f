import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { permissionsOf } from '#domain/permissions/permissions.ts';
import { foldName } from '#domain/patients/fold-name.ts';
import { findPerson, listPeople } from '#db/queries/people.ts';
import type { ReadDb } from '#db/read.ts';
import type { DeskParts } from '../desk.ts';
import { DeskFailure, fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { hashSecret } from '../sessions/secrets.ts';
import { proveSecret } from './session.ts';
import { savePerson } from './users.ts';

/** Members of staff at another program. */
export function authHandlers(desk: DeskParts): Handlers<Contract['auth']> {
  const { sessions, now } = desk;
  return {
    login: async (call, { name, password }) => {
      const personId = personNamed(call.read, name);
      if (personId === undefined) {
        // As long as a wrong password takes, so that names cannot be tried out.
        await hashSecret(password);
        throw fail('WRONG_LOGIN');
      }
      await proveSecret(desk, call.read, personId, password, 'password').catch((error: unknown) => {
        throw error instanceof DeskFailure && error.code === 'WRONG_PIN' ? fail('WRONG_LOGIN') : error;
      });
      const person = findPerson(call.read, personId);
      if (!person) throw fail('WRONG_LOGIN');
      const { token, until } = sessions.admitProgram(personId, now());
      return { token, expiresAt: new Date(until).toISOString(), person, permissions: [...permissionsOf(person.roles)] };
    },
    logout: (call) => {
      sessions.dismissProgram(call.origin.apiToken);
      return done;
    },
    register: async (call, { name, roles, password, language }) => {
      const save = await savePerson({ name, roles, language, active: true, password });
      return call.write(save);
    },
  };
}

/** The one active person of that name; undefined when there is none, or more than one. */
function personNamed(db: ReadDb, name: string): string | undefined {
  const sought = foldName(name.trim());
  const [person, ...others] = listPeople(db).filter((each) => each.active && foldName(each.name) === sought);
  return others.length === 0 ? person?.id : undefined;
}
