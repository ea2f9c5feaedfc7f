import { formVersions } from '#db/queries/forms.ts';
import type { ReadDb } from '#db/read.ts';
import type { RowMeta } from '#db/schema.ts';
import { msOfHlc } from '#domain/sync/clock.ts';
import { writeQuestionnaire } from '#domain/exchange/fhir/write-form.ts';
import { writePractitioner } from '#domain/exchange/fhir/write-record.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { exportedPatients } from './exported-patients.ts';
import { asUrn, Names, withReferences } from './names.ts';
import type { Form } from './names.ts';
import { sharedOriginals, textOf, whole } from './originals.ts';
import { patientEntries } from './patient-entries.ts';
import type { Entry } from './patient-entries.ts';

/** A FHIR R4 collection bundle of everybody, in pieces: first what belongs to no patient, then one patient after the other. */
export function* fhirPieces(db: ReadDb): Generator<string> {
  yield '{"resourceType":"Bundle","type":"collection","entry":[';
  let between = '\n';
  for (const entries of everything(db)) {
    if (entries.length === 0) continue;
    yield between + entries.map(inBundle).join(',\n');
    between = ',\n';
  }
  yield '\n]}\n';
}

/** One resource as an entry of a bundle. */
export const inBundle = ({ id, json }: Entry): string => `{"fullUrl":"urn:uuid:${id}","resource":${json}}`;

function* everything(db: ReadDb): Generator<readonly Entry[]> {
  const shared = sharedNames(db);
  yield* sharedEntries(db, asUrn, shared);
  for (const patient of exportedPatients(db)) yield patientEntries(db, patient, { form: asUrn, shared });
}

/** What the names of directory entries stand for here: practitioners, organisations, places, medicines, forms. */
export function sharedNames(db: ReadDb): Names {
  const names = new Names();
  for (const { id } of providersOf(db)) names.add(id, { type: 'Practitioner', id });
  for (const { id } of formVersions(db)) names.add(id, { type: 'Questionnaire', id });
  for (const { name, type, resourceId } of sharedOriginals(db)) {
    names.add(resourceId, { type, id: resourceId });
    if (name !== null) names.add(name, { type, id: resourceId });
  }
  return names;
}

/** Directory entries in small groups; those of this clinic's own people and forms first. */
export function* sharedEntries(db: ReadDb, form: Form, names: Names): Generator<readonly Entry[]> {
  yield providersOf(db).map((row) => ({ type: 'Practitioner', id: row.id, at: msOfHlc(row.row_hlc), json: JSON.stringify(writePractitioner(row)) }));
  yield questionnaires(db);
  for (const original of sharedOriginals(db)) {
    const { type, resourceId: id, name, at } = original;
    yield [{ type, id, at, json: whole(type, id, withReferences(textOf(db, original), names, form, name)) }];
  }
}

function questionnaires(db: ReadDb): Entry[] {
  return formVersions(db).flatMap(({ definition, ...version }) => (
    definition ? [{ type: 'Questionnaire', id: version.id, at: Date.parse(version.createdAt), json: JSON.stringify(writeQuestionnaire({ ...version, definition })) }] : []
  ));
}

type Provider = SyncedRow<'provider'> & RowMeta;
const providersOf = (db: ReadDb): Provider[] => db.statement('SELECT * FROM provider ORDER BY rid').all() as Provider[];
