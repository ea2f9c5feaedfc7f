import type { ReadDb } from '#db/read.ts';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import { sharedEntries, sharedNames } from '../export/fhir-bundle.ts';
import { asPath } from '../export/names.ts';
import type { Form } from '../export/names.ts';
import { patientEntries } from '../export/patient-entries.ts';
import type { Entry } from '../export/patient-entries.ts';

/** References, and the form that answers name by its address and version. */
const ID = /"(?:reference|questionnaire)":"(?:urn:uuid:|[A-Za-z]+\/)([A-Za-z0-9\-.]{1,64})(?:\|[^"]*)?"/g;

/** Everything of a patient, and of what belongs to no patient what that refers to. */
export function everythingOf(db: ReadDb, patient: ExportedPatient, form: Form = asPath): Entry[] {
  const shared = sharedNames(db);
  const own = patientEntries(db, patient, { form, shared });
  const others = new Map([...sharedEntries(db, form, shared)].flat().map((entry) => [entry.id, entry]));
  if (others.size === 0) return own;
  const named = new Set<string>();
  const note = ({ json }: Entry): void => { for (const [, id] of json.matchAll(ID)) if (id !== undefined) named.add(id); };
  own.forEach(note);
  const included: Entry[] = [];
  // What an entry of the directory refers to comes along: `named` grows while it is gone through.
  for (const id of named) {
    const entry = others.get(id);
    if (!entry) continue;
    included.push(entry);
    note(entry);
  }
  return [...own, ...included];
}
