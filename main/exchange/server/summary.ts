import type { ReadDb } from '#db/read.ts';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import { LOINC, allCodesOf } from '#domain/exchange/fhir/coded.ts';
import { objectAt, objectsAt, textAt } from '#domain/exchange/fhir/json.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { inBundle } from '../export/fhir-bundle.ts';
import { asUrn } from '../export/names.ts';
import type { Entry } from '../export/patient-entries.ts';
import { everythingOf } from './everything.ts';

export interface SummaryParts {
  readonly clinic: { readonly id: string; readonly name: string };
  /** ISO instant. */
  readonly at: string;
  readonly newId: () => string;
}

interface Section {
  /** LOINC code and its name: sections of the International Patient Summary (hl7.org/fhir/uv/ips). */
  readonly code: string;
  readonly title: string;
  readonly type: string;
  readonly holds: (resource: JsonObject) => boolean;
  /** Only the newest of each code. */
  readonly newest?: true;
}

const hasCode = (resource: JsonObject, key: string, ...codes: readonly string[]): boolean => allCodesOf(objectAt(resource, key)).some((code) => codes.includes(code));
const isCategory = (resource: JsonObject, code: string): boolean => objectsAt(resource, 'category').some((one) => allCodesOf(one).includes(code));

const SECTIONS: readonly Section[] = [
  { code: '11450-4', title: 'Problem list', type: 'Condition', holds: (one) => hasCode(one, 'clinicalStatus', 'active', 'recurrence', 'relapse') },
  { code: '48765-2', title: 'Allergies and adverse reactions', type: 'AllergyIntolerance', holds: (one) => !hasCode(one, 'clinicalStatus', 'inactive', 'resolved') },
  { code: '10160-0', title: 'History of medication use', type: 'MedicationRequest', holds: (one) => textAt(one, 'status') === 'active' },
  { code: '11369-6', title: 'History of immunizations', type: 'Immunization', holds: (one) => textAt(one, 'status') === 'completed' },
  { code: '8716-3', title: 'Vital signs', type: 'Observation', holds: (one) => isCategory(one, 'vital-signs'), newest: true },
  { code: '30954-2', title: 'Relevant diagnostic tests and laboratory data', type: 'Observation', holds: (one) => isCategory(one, 'laboratory'), newest: true },
  { code: '47519-4', title: 'History of procedures', type: 'Procedure', holds: (one) => textAt(one, 'status') === 'completed' },
];

interface Read { readonly entry: Entry; readonly resource: JsonObject }

const REFERENCE = /"reference":"urn:uuid:([^"]+)"/g;

/** What another clinic must know of a patient, as a FHIR R4 document: a Composition, then what it and its parts refer to. */
export function summaryOf(db: ReadDb, patient: ExportedPatient, { clinic, at, newId }: SummaryParts): string {
  const all = everythingOf(db, patient, asUrn).map((entry): Read => ({ entry, resource: JSON.parse(entry.json) as JsonObject }));
  const sections = SECTIONS.map((section) => ({ section, entries: entriesFor(section, all) }));
  const composition = compositionOf(patient.patient.key, sections, { clinic, at, newId });
  const organization: Entry = { type: 'Organization', id: clinic.id, at: 0, json: JSON.stringify({ resourceType: 'Organization', id: clinic.id, name: clinic.name }) };
  const told = withReferences([patient.patient.key, ...sections.flatMap(({ entries }) => entries.map(({ id }) => id))], all);
  const head = { resourceType: 'Bundle', id: newId(), identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${newId()}` }, type: 'document', timestamp: at };
  return `${JSON.stringify(head).slice(0, -1)},"entry":[\n${[composition, organization, ...told].map(inBundle).join(',\n')}\n]}\n`;
}

function entriesFor({ type, holds, newest }: Section, all: readonly Read[]): Entry[] {
  const found = all.filter(({ entry, resource }) => entry.type === type && holds(resource));
  if (!newest) return found.map(({ entry }) => entry);
  const byCode = new Map<string, Read>();
  for (const one of found) {
    const code = allCodesOf(objectAt(one.resource, 'code'))[0] ?? '';
    const known = byCode.get(code);
    if (!known || when(known.resource) <= when(one.resource)) byCode.set(code, one);
  }
  return [...byCode.values()].map(({ entry }) => entry);
}

const when = (resource: JsonObject): number => Date.parse(textAt(resource, 'effectiveDateTime') ?? '') || 0;

function compositionOf(patientId: string, sections: readonly { section: Section; entries: readonly Entry[] }[], { clinic, at, newId }: SummaryParts): Entry {
  const id = newId();
  const resource = {
    resourceType: 'Composition', id, status: 'final', type: { coding: [{ system: LOINC, code: '60591-5', display: 'Patient summary Document' }] },
    subject: { reference: `urn:uuid:${patientId}` }, date: at, author: [{ reference: `urn:uuid:${clinic.id}` }], title: 'Patient summary',
    section: sections.map(({ section: { code, title }, entries }) => ({
      title, code: { coding: [{ system: LOINC, code }] },
      ...(entries.length > 0 ? { entry: entries.map((one) => ({ reference: `urn:uuid:${one.id}` })) } : {
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">–</div>' },
        emptyReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/list-empty-reason', code: 'unavailable' }] },
      }),
    })),
  };
  return { type: 'Composition', id, at: 0, json: JSON.stringify(resource) };
}

/** The named entries and, as far as they are here, what they refer to and what that refers to. */
function withReferences(ids: readonly string[], all: readonly Read[]): Entry[] {
  const byId = new Map(all.map(({ entry }) => [entry.id, entry]));
  const named = new Set(ids);
  for (const id of named) for (const [, other] of (byId.get(id)?.json ?? '').matchAll(REFERENCE)) if (other !== undefined && byId.has(other)) named.add(other);
  return [...named].map((id) => byId.get(id)).filter((entry) => entry !== undefined);
}

