import type { ConsentList } from '#domain/contract/consents.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { consentPurposes, latestConsent, mayUse, nextDecisions } from '#domain/patients/consent.ts';
import { saveClinicChoice } from '#db/queries/clinic-choices.ts';
import { consentDefaults, consentsOf } from '#db/queries/consents.ts';
import type { ReadDb } from '#db/read.ts';
import { invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { insertConsent } from './consent-rows.ts';
import { patientOf } from './patients.ts';

/** What patients allow, by purpose. */
export function consentHandlers(): Handlers<Contract['consents']> {
  return {
    list: (call, { patientId }) => {
      patientOf(call.read, patientId);
      return listOf(call.read, patientId);
    },
    record: (call, { commandId: _, patientId, ...answer }) => call.write((tx) => {
      patientOf(tx, patientId);
      const latest = latestConsent(consentsOf(tx, patientId), answer.purpose)?.decision;
      if (!nextDecisions(latest).includes(answer.decision)) throw invalid('decision', 'already-so');
      insertConsent(tx, call, patientId, answer);
      return listOf(tx, patientId);
    }),
    defaults: (call) => consentDefaults(call.read),
    saveDefaults: (call, { commandId: _, ...defaults }) => call.write((tx) => {
      saveClinicChoice(tx, 'consent-defaults', defaults);
      return consentDefaults(tx);
    }),
  };
}

function listOf(db: ReadDb, patientId: string): ConsentList {
  const history = consentsOf(db, patientId);
  const defaults = consentDefaults(db);
  return {
    purposes: consentPurposes.map((purpose) => ({ purpose, latest: latestConsent(history, purpose) ?? null, allowed: mayUse(history, purpose, defaults) })),
    history,
  };
}
