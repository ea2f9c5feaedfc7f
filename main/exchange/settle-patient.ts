import { ok } from '#domain/kit/result.ts';
import type { Result } from '#domain/kit/result.ts';
import { problem } from '#domain/exchange/problem.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import type { ImportedPatient } from '#domain/exchange/records.ts';
import { foldedName } from './identity.ts';
import type { Put, SinkTx, StoredPerson } from './sink.ts';

/** A set of ids, of which there may be more than a `Set` has room for. */
export interface IdSet {
  has(id: string): boolean;
  add(id: string): unknown;
}

export interface SettledPatient {
  readonly id: string;
  readonly put: Put;
}

/**
 * Decides whether an incoming patient is somebody already here, and stores them if not. Whoever holds one of their
 * identifiers is the same person if name or birth date agree; if neither does, nobody is merged and the entry is refused.
 * @param own patients stored by this very import; the new one is added
 * @param newId the id they get when nobody holds their identifiers: the same for the same record of the same source
 */
export function settlePatient(
  tx: SinkTx, own: IdSet, newId: () => string, patient: Omit<ImportedPatient, 'key'>,
): Result<SettledPatient, Problem> {
  const issued = patient.identifiers.filter((identifier) => identifier.system !== '');
  const holders = new Map(tx.patientsWith(issued).map((person) => [person.id, person]));
  if (holders.size > 1) return problem('identifiers-of-two-patients', 'identifier');
  const [holder] = holders.values();
  if (holder) {
    if (!isSamePerson(holder, patient)) return problem(own.has(holder.id) ? 'duplicate-identifier' : 'identifier-conflict', 'identifier');
    return ok({ id: holder.id, put: tx.putPatient(holder.id, { ...patient, key: holder.id }) });
  }
  const id = newId();
  const put = tx.putPatient(id, { ...patient, key: id });
  if (put === 'stored') own.add(id);
  return ok({ id, put });
}

const isSamePerson = (stored: StoredPerson, incoming: Omit<ImportedPatient, 'key'>): boolean =>
  (stored.birthDate !== null && stored.birthDate === incoming.birthDate) || foldedName(stored.name) === foldedName(incoming.name);
