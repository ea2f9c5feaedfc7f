import type { Contract } from '#domain/contract/contract.ts';
import type { Provider } from '#domain/contract/providers.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { listRooms } from '#db/queries/clinic.ts';
import { listProviders, listWorking } from '#db/queries/providers.ts';
import type { ReadDb } from '#db/read.ts';
import type { WriteDb } from '#db/door.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';

type Typed = Omit<Provider, 'id' | 'speciality' | 'registrationNumber' | 'phone' | 'email'> & {
  readonly id?: string | undefined; readonly speciality: string; readonly registrationNumber: string; readonly phone: string; readonly email: string;
};

/** Doctors, nurses and others who treat. */
export function providerHandlers(): Handlers<Contract['providers']> {
  return {
    list: (call) => ({ providers: [...listProviders(call.read)] }),
    get: (call, { providerId }) => one(call.read, providerId),
    people: (call) => ({ people: listWorking(call.read) }),
    save: (call, { commandId: _, ...typed }) => call.write((tx) => {
      const row = checked(tx, typed);
      const id = typed.id ?? tx.newId();
      if (typed.id === undefined) tx.insert('provider', { id, identifiers: '[]', ...row });
      else tx.update('provider', id, row);
      return one(tx, id);
    }),
    update: (call, { providerId, commandId: _, ...typed }) => call.write((tx) => change(tx, providerId, typed)),
    retire: (call, { providerId }) => call.write((tx) => change(tx, providerId, { active: false })),
  };
}

function one(db: ReadDb, id: string): Provider {
  const provider = listProviders(db).find((each) => each.id === id);
  if (!provider) throw fail('NOT_FOUND', { what: 'provider' });
  return provider;
}

type Changes = { readonly [K in keyof Omit<Typed, 'id'>]?: Typed[K] | undefined };

function change(tx: WriteDb, id: string, typed: Changes): Provider {
  const { speciality, registrationNumber, phone, email, ...stood } = one(tx, id);
  const present = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)) as Partial<Typed>;
  const texts = { speciality: speciality ?? '', registrationNumber: registrationNumber ?? '', phone: phone ?? '', email: email ?? '' };
  tx.update('provider', id, checked(tx, { ...stood, ...texts, ...present, id }));
  return one(tx, id);
}

function checked(db: ReadDb | WriteDb, typed: Typed) {
  const name = tidyText(typed.name);
  const others = listProviders(db).filter(({ id }) => id !== typed.id);
  if (typed.id !== undefined && !listProviders(db).some(({ id }) => id === typed.id)) throw fail('NOT_FOUND', { what: 'provider' });
  if (name === null) throw invalid('name', 'empty');
  // What somebody does here must be under one name: a visit says which provider it was.
  if (typed.personId !== null && others.some(({ personId }) => personId === typed.personId)) throw invalid('personId', 'person-taken');
  if (typed.personId !== null && !listWorking(db).some(({ id }) => id === typed.personId)) throw fail('NOT_FOUND', { what: 'person' });
  const rooms = new Set(listRooms(db).map(({ id }) => id));
  if (typed.roomIds.some((id) => !rooms.has(id))) throw fail('NOT_FOUND', { what: 'room' });
  return {
    kind: typed.kind, person_id: typed.personId, name, speciality: tidyText(typed.speciality), registration_number: tidyText(typed.registrationNumber),
    room_ids: JSON.stringify(typed.roomIds), phone: tidyText(typed.phone), email: tidyText(typed.email), active: typed.active ? 1 : 0,
  } as const;
}
