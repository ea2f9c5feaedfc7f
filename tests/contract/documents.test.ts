import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_PIECE_BYTES, MOST_DOCUMENT_BYTES } from '#domain/record/document-content.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { rowsOf } from '#tests/support/store.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const fileOf = (bytes: Uint8Array, name = 'scan.bin'): File => new File([new Uint8Array(bytes)], name);

async function withPatient(): Promise<{ desk: DeskUnderTest; doctor: Client; patientId: string }> {
  const desk = await testDesk();
  const doctor = desk.as('doctor');
  return { desk, doctor, patientId: (await doctor.patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' })).id };
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

// spec: ENC-2
describe('a document', () => {
  test('comes back byte for byte, whatever its size against that of a piece', async () => {
    const { desk, doctor, patientId } = await withPatient();
    for (const size of [PNG.length, DOCUMENT_PIECE_BYTES - 1, DOCUMENT_PIECE_BYTES, DOCUMENT_PIECE_BYTES + 1, 3 * DOCUMENT_PIECE_BYTES + 7]) {
      const bytes = Buffer.concat([Buffer.from(PNG), randomBytes(size - PNG.length)]);
      const added = await doctor.documents.add({ patientId, title: ` Chest <b>${String(size)}</b> `, kind: 'picture', writtenOn: '2026-03-01', data: fileOf(bytes) });
      expect(added).toMatchObject({ title: `Chest <b>${String(size)}</b>`, kind: 'picture', mediaType: 'image/png', bytes: size, writtenOn: '2026-03-01', person: 'The doctor', whole: true });
      const { file, fileName } = await doctor.documents.read({ patientId, documentId: added.id });
      expect(fileName).toBe(`Chest b ${String(size)} b.png`);
      expect(digest(new Uint8Array(await file.arrayBuffer()))).toBe(digest(bytes));
    }
    expect((await doctor.documents.list({ patientId })).documents).toHaveLength(5);
    expect(rowsOf(desk.desk.parts.store, 'document_part').map(({ position }) => position)).toEqual([0, 0, 0, 0, 1, 0, 1, 2, 3]);
  });

  test('that is too large, of another kind, empty or without a title is refused, and nothing of it is kept', async () => {
    const { desk, doctor, patientId } = await withPatient();
    const refusal = async (input: { title?: string; writtenOn?: string; bytes: Uint8Array }): Promise<unknown> => {
      const { bytes, ...more } = input;
      const failure = await failureOf(doctor.documents.add({ patientId, title: 'Scan', data: fileOf(bytes), ...more }));
      return (failure?.data as { issues: unknown[] } | undefined)?.issues[0];
    };
    expect(await refusal({ bytes: new Uint8Array(20 * 1024 * 1024) })).toEqual({ field: 'data', code: 'document-too-large', limit: MOST_DOCUMENT_BYTES / 1024 / 1024 });
    expect(await refusal({ bytes: new Uint8Array([0x4d, 0x5a, 0]) })).toEqual({ field: 'data', code: 'kind-unknown' });
    expect(await refusal({ bytes: new Uint8Array() })).toEqual({ field: 'data', code: 'no-content' });
    expect(await refusal({ title: '  ', bytes: new Uint8Array(PNG) })).toEqual({ field: 'title', code: 'empty' });
    expect(await refusal({ writtenOn: '2026-03-15', bytes: new Uint8Array(PNG) })).toEqual({ field: 'writtenOn', code: 'future' });
    expect([rowsOf(desk.desk.parts.store, 'document'), rowsOf(desk.desk.parts.store, 'document_part')]).toEqual([[], []]);
  });

  test('is taken out and put back, and belongs to its patient alone', async () => {
    const { doctor, patientId } = await withPatient();
    const { id: otherId } = await doctor.patients.create({ name: 'Petra Sandoval', ageOrBirth: '50', sex: 'female' });
    const { id: documentId } = await doctor.documents.add({ patientId, title: 'Letter', data: fileOf(Buffer.from('<script>alert(1)</script>')) });
    expect(await failureOf(doctor.documents.read({ patientId: otherId, documentId }))).toMatchObject({ code: 'NOT_FOUND' });
    await doctor.documents.setRemoved({ patientId, documentId, removed: true });
    const titles = async (removed: boolean): Promise<string[]> => (await doctor.documents.list({ patientId, removed })).documents.map(({ title }) => title);
    expect([await titles(false), await titles(true)]).toEqual([[], ['Letter']]);
    await doctor.documents.setRemoved({ patientId, documentId, removed: false });
    expect([await titles(false), await titles(true)]).toEqual([['Letter'], []]);
    const { file } = await doctor.documents.read({ patientId, documentId });
    expect([file.type.split(';')[0], await file.text()]).toEqual(['text/plain', '<script>alert(1)</script>']);
  });

  test('whose pieces have not all come says so instead of showing half', async () => {
    const { desk, doctor, patientId } = await withPatient();
    const { store, newId } = desk.desk.parts;
    const id = newId();
    store.write({ personId: null, intent: 'test.arrive' }, (tx) => {
      tx.insert('document', {
        id, patient_id: patientId, encounter_id: null, title: 'Scan', kind: 'picture', media_type: 'image/png', bytes: 8, sha256: digest(new Uint8Array(PNG)), parts: 2,
        written_at: null, recorded_at: '2026-03-14T09:00:00.000Z', recorded_by: null, source: 'desk', removed: 0,
      });
      tx.insert('document_part', { id: newId(), document_id: id, patient_id: patientId, position: 0, content: Buffer.from(PNG.slice(0, 3)).toString('base64') });
    });
    expect((await doctor.documents.list({ patientId })).documents).toMatchObject([{ whole: false }]);
    expect(await failureOf(doctor.documents.read({ patientId, documentId: id }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'document-arriving' } });
    store.write({ personId: null, intent: 'test.arrive' }, (tx) => {
      tx.insert('document_part', { id: newId(), document_id: id, patient_id: patientId, position: 1, content: Buffer.from([1, 2, 3, 4, 5]).toString('base64') });
    });
    expect(await failureOf(doctor.documents.read({ patientId, documentId: id }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'document-damaged' } });
  });
});
