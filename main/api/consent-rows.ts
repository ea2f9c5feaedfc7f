import type { ConsentDecision, ConsentMethod, ConsentPurpose } from '#domain/patients/consent.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import type { Call } from '../dispatch/call.ts';

interface Answer {
  readonly purpose: ConsentPurpose;
  readonly decision: ConsentDecision;
  readonly method: ConsentMethod;
  readonly givenBy: string;
  readonly note: string;
}

/** Writes an answer down, by whoever calls. */
export function insertConsent(tx: WriteDb, call: Pick<Call, 'caller' | 'now'>, patientId: string, { purpose, decision, method, givenBy, note }: Answer): void {
  tx.insert('consent', {
    id: tx.newId(), patient_id: patientId, purpose, decision, at: new Date(call.now).toISOString(), person_id: call.caller.personId,
    given_by: tidyText(givenBy), method, note: tidyText(note),
  });
}
