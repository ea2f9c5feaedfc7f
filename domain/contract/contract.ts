import { analysers } from './analysers.ts';
import { auth, staff } from './auth.ts';
import { bedside } from './bedside.ts';
import { appointments, schedules } from './calendar.ts';
import { billing, cashDrawer, claims } from './billing.ts';
import { clinic, tokens, users } from './clinic.ts';
import { clock } from './clock.ts';
import { audit, drafts } from './desk.ts';
import { consents } from './consents.ts';
import { devices, sensors } from './devices.ts';
import { documents } from './documents.ts';
import { encounters } from './encounters.ts';
import { exchange } from './exchange.ts';
import { faults } from './faults.ts';
import { laboratory } from './laboratory.ts';
import { forms } from './forms.ts';
import { growth } from './growth.ts';
import { mothers } from './mothers.ts';
import { merging } from './merging.ts';
import { fhir } from './fhir.ts';
import { notifications } from './notifications.ts';
import { patients } from './patients.ts';
import { printing } from './printing.ts';
import { providers } from './providers.ts';
import { queue } from './queue.ts';
import { prescriptions, record } from './record.ts';
import { scores } from './scores.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { dispensing, stock } from './stock.ts';
import { stocktakes } from './stocktakes.ts';
import { sync } from './sync.ts';
import { terms } from './terms.ts';
import { vaccinations } from './vaccinations.ts';
import { vitals } from './vitals.ts';

/** Everything screens, scripts and other programs may ask, by area. Client, handlers, REST and tests derive from it. */
export const contract = {
  setup, session, clinic, users, tokens, patients, queue, vitals, printing, exchange, drafts, audit, faults, sync, clock, devices, sensors, bedside, analysers, fhir,
  encounters, record, prescriptions, terms, forms,
  laboratory,
  mothers, growth,
  merging, consents, providers, documents, vaccinations,
  scores,
  appointments, schedules,
  auth, staff,
  billing, cashDrawer, claims,
  stock, dispensing, stocktakes,
  notifications,
};

export type Contract = typeof contract;
