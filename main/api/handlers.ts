import type { Contract } from '#domain/contract/contract.ts';
import type { DeskParts } from '../desk.ts';
import type { Handlers } from '../dispatch/router.ts';
import { keepMergesSettled } from '../merging/keep-settled.ts';
import { analyserHandlers } from './analysers.ts';
import { appointmentHandlers } from './appointments.ts';
import { auditHandlers } from './audit.ts';
import { authHandlers } from './auth.ts';
import { billingHandlers } from './billing.ts';
import { cashDrawerHandlers } from './cash-drawer.ts';
import { claimHandlers } from './claims.ts';
import { bedsideArea } from './bedside-handlers.ts';
import { clinicHandlers } from './clinic.ts';
import { clockHandlers } from './clock.ts';
import { consentHandlers } from './consents.ts';
import { dispensingHandlers } from './dispensing.ts';
import { documentHandlers } from './documents.ts';
import { draftHandlers } from './drafts.ts';
import { encounterHandlers } from './encounters.ts';
import { exchangeHandlers } from './exchange.ts';
import { faultHandlers } from './faults.ts';
import { laboratoryHandlers } from './laboratory.ts';
import { formHandlers } from './forms.ts';
import { growthHandlers } from './growth.ts';
import { mothersHandlers } from './mothers.ts';
import { mergingHandlers } from './merging.ts';
import { fhirHandlers } from './fhir.ts';
import { notificationArea } from './notifications.ts';
import { patientHandlers } from './patients.ts';
import { prescriptionHandlers } from './prescriptions.ts';
import { printingHandlers } from './printing.ts';
import { providerHandlers } from './providers.ts';
import { queueHandlers } from './queue.ts';
import { recordHandlers } from './record.ts';
import { ruleHandlers } from './rules.ts';
import { scheduleHandlers } from './schedules.ts';
import { sessionHandlers } from './session.ts';
import { setupHandlers } from './setup.ts';
import { staffHandlers } from './staff.ts';
import { stockFileHandlers } from './stock-files.ts';
import { stockHandlers } from './stock.ts';
import { stocktakeHandlers } from './stocktakes.ts';
import { syncHandlers } from './sync.ts';
import { termHandlers } from './terms.ts';
import { tokenHandlers } from './tokens.ts';
import { userHandlers } from './users.ts';
import { vaccinationHandlers } from './vaccinations.ts';
import { vitalsHandlers } from './vitals.ts';

/** Every area's handlers, and what must be stopped when the desk closes. */
export function deskHandlers(desk: DeskParts): { handlers: Handlers<Contract>; close: () => Promise<void> } {
  const printing = printingHandlers(desk);
  const exchange = exchangeHandlers(desk);
  const bedside = bedsideArea(desk);
  const analysers = analyserHandlers(desk);
  const notifying = notificationArea(desk);
  const stopSettling = desk.devices === 'opened' ? keepMergesSettled(desk) : (): void => undefined;
  return {
    handlers: {
      setup: setupHandlers(desk), session: sessionHandlers(desk), clinic: clinicHandlers(desk), users: userHandlers(),
      tokens: tokenHandlers(), patients: patientHandlers(desk), merging: mergingHandlers(), queue: queueHandlers(desk), vitals: vitalsHandlers(desk),
      drafts: draftHandlers(), audit: auditHandlers(), faults: faultHandlers(desk), printing: printing.handlers, exchange: exchange.handlers,
      sync: syncHandlers(desk), clock: clockHandlers(desk), fhir: fhirHandlers(desk), analysers: analysers.handlers, ...bedside.handlers,
      scores: ruleHandlers(),
      billing: billingHandlers(), cashDrawer: cashDrawerHandlers(), claims: claimHandlers(),
      laboratory: laboratoryHandlers(desk),
      encounters: encounterHandlers(), record: recordHandlers(), prescriptions: prescriptionHandlers(), terms: termHandlers(desk), forms: formHandlers(),
      consents: consentHandlers(), providers: providerHandlers(), documents: documentHandlers(), vaccinations: vaccinationHandlers(),
      mothers: mothersHandlers(desk), growth: growthHandlers(),
      auth: authHandlers(desk), staff: staffHandlers(),
      appointments: appointmentHandlers(desk), schedules: scheduleHandlers(),
      stock: { ...stockHandlers(), ...stockFileHandlers(desk) }, dispensing: dispensingHandlers(), stocktakes: stocktakeHandlers(),
      notifications: notifying.handlers,
    },
    close: async () => {
      stopSettling();
      await notifying.close();
      await bedside.close();
      await analysers.close();
      await exchange.close();
      await printing.close();
    },
  };
}
