import type { Contract } from '#domain/contract/contract.ts';
import type { MergePreview } from '#domain/contract/merging.ts';
import { done, type PatientBrief } from '#domain/contract/shapes.ts';
import type { Id } from '#domain/kit/ids.ts';
import { countOfFacts, differences } from '#domain/patients/merge-facts.ts';
import { recordAccess } from '#db/queries/audit.ts';
import { countsOfRecord, mergePicture, mergesInto, saveNotSame } from '#db/queries/merging.ts';
import { briefOfPatient, patientRow } from '#db/queries/patients.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { searchDuplicates } from '../merging/search-duplicates.ts';
import { merge, separate, whyNot, type Hand } from '../merging/merge-records.ts';

const handOf = (call: Call): Hand => ({ personId: call.caller.personId, at: new Date(call.now).toISOString() });

/** Records of one person that were registered twice. */
export function mergingHandlers(): Handlers<Contract['merging']> {
  return {
    preview: (call, { patientId, otherId }) => {
      const preview = previewOf(call.read, patientId, otherId);
      call.write((tx) => { recordAccess(tx, { id: tx.newId(), patientId: otherId, personId: call.caller.personId, endpoint: call.endpoint, at: call.now }); });
      return preview;
    },
    merge: (call, { patientId, otherId, take }) => call.write((tx) => merge(tx, { keptId: patientId, otherId, take }, handOf(call))),
    duplicates: (call) => searchDuplicates(call.read, call.origin.signal),
    setNotSame: (call, { patientId, otherId, notSame }) => call.write((tx) => {
      const [first, second] = [known(patientRow(tx, patientId)), known(patientRow(tx, otherId))];
      if (first.id === second.id) throw fail('CONFLICT', { reason: 'same-record' });
      saveNotSame(tx, { patientId, otherId, notSame, at: new Date(call.now).toISOString(), by: call.caller.personId });
      return done;
    }),
    separate: (call, { mergeId }) => call.write((tx) => {
      separate(tx, mergeId, handOf(call));
      return done;
    }),
    state: (call, { recordId }) => {
      const survivor = mergePicture(call.read).survivorOf(recordId);
      return {
        into: survivor === recordId ? null : (briefOfPatient(call.read, survivor) ?? null),
        parts: mergesInto(call.read, recordId).flatMap(({ id, mergedId, at, by }) => {
          const patient = briefOfPatient(call.read, mergedId);
          return patient ? [{ mergeId: id, patient, at, by }] : [];
        }),
      };
    },
  };
}

function previewOf(db: ReadDb, keptId: Id, otherId: Id): MergePreview {
  const [kept, other] = [known(briefOfPatient(db, keptId)), known(briefOfPatient(db, otherId))];
  const [keptRow, otherRow] = [known(patientRow(db, keptId)), known(patientRow(db, otherId))];
  const own = new Map(countsOfRecord(db, keptId).map(({ record, count }) => [record, count]));
  const moves = countsOfRecord(db, otherId).map(({ record, count }) => ({ record, count, kept: own.get(record) ?? 0 }));
  const sum = (counts: Iterable<number>): number => [...counts].reduce((all, each) => all + each, 0);
  const weight = (facts: number, rows: number): number => facts * 2 + Math.log2(1 + rows);
  const isOtherFuller = weight(countOfFacts(otherRow), sum(moves.map(({ count }) => count))) > weight(countOfFacts(keptRow), sum(own.values()));
  return {
    kept, other, differences: differences(keptRow, otherRow), moves, fuller: isOtherFuller ? 'other' : 'kept', obstacle: whyNot(db, keptId, otherId) ?? null,
  };
}

function known<T extends PatientBrief | object>(found: T | undefined): T {
  if (!found) throw fail('NOT_FOUND', { what: 'patient' });
  return found;
}
