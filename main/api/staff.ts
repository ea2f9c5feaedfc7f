import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { listPeople } from '#db/queries/people.ts';
import type { ReadDb } from '#db/read.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { savePerson } from './users.ts';

/** Who works here, for other programs. */
export function staffHandlers(): Handlers<Contract['staff']> {
  return {
    list: (call) => ({ staff: listPeople(call.read) }),
    get: (call, { personId }) => memberOf(call.read, personId),
    update: async (call, { personId, password, ...changes }) => {
      const { name, roles, language, active } = { ...memberOf(call.read, personId), ...changes };
      const save = await savePerson({ id: personId, name, roles, language, active, ...(password === undefined ? {} : { password }) });
      return call.write(save);
    },
    remove: async (call, { personId }) => {
      const { name, roles, language } = memberOf(call.read, personId);
      const save = await savePerson({ id: personId, name, roles, language, active: false });
      return call.write((tx) => {
        save(tx);
        return done;
      });
    },
  };
}

function memberOf(db: ReadDb, personId: string) {
  const person = listPeople(db).find(({ id }) => id === personId);
  if (!person) throw fail('NOT_FOUND', { what: 'person' });
  return person;
}
