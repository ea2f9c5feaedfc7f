import type { Contract } from '#domain/contract/contract.ts';
import { PATIENT_TYPES, SHARED_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import { readSearch } from '#domain/exchange/fhir/search.ts';
import type { Search } from '#domain/exchange/fhir/search.ts';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import { recordAccess } from '#db/queries/audit.ts';
import { mayUsePatient } from '#db/queries/consents.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { exportedPatientOf } from '../exchange/export/exported-patients.ts';
import type { Entry } from '../exchange/export/patient-entries.ts';
import { capabilityStatement } from '../exchange/server/capability.ts';
import { everythingOf } from '../exchange/server/everything.ts';
import { placeOf, searchPage } from '../exchange/server/search-pages.ts';
import { summaryOf } from '../exchange/server/summary.ts';
import { clinicOf } from './clinic.ts';
import { bringHandler } from './fhir-bring.ts';

/** The record as FHIR R4. spec: API-2 */
export function fhirHandlers({ newId, store }: DeskParts): Handlers<Contract['fhir']> {
  const look = (call: Call, patientIds: Iterable<string>): void => {
    const ids = [...patientIds];
    if (ids.length > 0) store.write({ personId: call.caller.personId, intent: call.endpoint }, (tx) => {
      for (const patientId of ids) recordAccess(tx, { id: newId(), patientId, personId: call.caller.personId, endpoint: call.endpoint, at: call.now });
    });
  };
  const summary = (call: Call, patient: ExportedPatient): string => {
    const { id, name } = call.read.statement('SELECT id, name FROM clinic ORDER BY rid LIMIT 1').get() as { id: string; name: string };
    return summaryOf(call.read, patient, { clinic: { id, name }, at: new Date(call.now).toISOString(), newId });
  };
  return {
    capability: (call, { base }) => ({ json: JSON.stringify(capabilityStatement(base, new Date(call.now).toISOString())) }),
    search: (call, { type, query, base }) => {
      checkType(type);
      const search = searchOf(type, query);
      const page = searchPage(call.read, type, search, () => performance.now());
      look(call, page.patientIds);
      return { json: searchset(page.entries, { base, path: type, query, next: page.next, total: page.total }) };
    },
    read: (call, { type, id }) => {
      checkType(type);
      const page = searchPage(call.read, type, searchOf(type, `_id=${encodeURIComponent(id)}`), () => performance.now());
      const [found] = page.entries;
      if (!found) throw fail('NOT_FOUND', { what: 'resource' });
      look(call, page.patientIds);
      return { json: found.json };
    },
    bring: bringHandler,
    everything: (call, { patientId, query, base }) => {
      const { count, page } = paging(query);
      const entries = everythingOf(call.read, patientOf(call, patientId));
      const { skip } = placeOf(page);
      const next = count !== undefined && skip + count < entries.length ? `0-${skip + count}` : undefined;
      const some = count === undefined ? entries.slice(skip) : entries.slice(skip, skip + count);
      return { json: searchset(some, { base, path: `Patient/${patientId}/$everything`, query, next, total: entries.length }) };
    },
    summary: (call, { patientId }) => ({ json: summary(call, patientOf(call, patientId)) }),
    summaryFile: (call, { patientId }) => {
      clinicOf(call.read);
      const patient = patientOf(call, patientId);
      const fileName = `summary-${patient.number}.json`;
      return { file: new File([summary(call, patient)], fileName, { type: 'application/fhir+json' }), fileName };
    },
  };
}

function checkType(type: string): void {
  if (!PATIENT_TYPES.has(type) && !SHARED_TYPES.has(type)) throw fail('NOT_FOUND', { what: 'type' });
}

function searchOf(type: string, query: string): Search {
  const search = readSearch(type, new URLSearchParams(query));
  if (!search.ok) throw invalid(search.error.parameter.slice(0, 60), search.error.code);
  return search.value;
}

/** How much of everything is wanted; all at once when nothing is said. */
function paging(query: string): { readonly count: number | undefined; readonly page: string | undefined } {
  const { count, page } = searchOf('Patient', query);
  return { count: new URLSearchParams(query).has('_count') ? count : undefined, page };
}

function patientOf(call: Call, patientId: string): ExportedPatient {
  const patient = exportedPatientOf(call.read, patientId);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  if (!mayUsePatient(call.read, patientId, 'sharing')) throw fail('CONFLICT', { reason: 'sharing-refused' });
  return patient;
}

interface Shown {
  readonly base: string;
  readonly path: string;
  readonly query: string;
  readonly next: string | undefined;
  readonly total: number | undefined;
}

function searchset(entries: readonly Entry[], { base, path, query, next, total }: Shown): string {
  const address = (page: string | undefined): string => {
    const parameters = new URLSearchParams(query);
    if (page !== undefined) parameters.set('_page', page);
    const text = parameters.toString();
    return `${base}/${path}${text === '' ? '' : `?${text}`}`;
  };
  const link = [{ relation: 'self', url: address(undefined) }, ...(next === undefined ? [] : [{ relation: 'next', url: address(next) }])];
  const head = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', ...(total === undefined ? {} : { total }), link }).slice(0, -1);
  if (entries.length === 0) return `${head}}`;
  return `${head},"entry":[${entries.map(({ type, id, json }) => `{"fullUrl":"${base}/${type}/${id}","resource":${json},"search":{"mode":"match"}}`).join(',\n')}]}`;
}
