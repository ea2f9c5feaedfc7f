import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { StoreError, type StoreProblem } from '#db/errors.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';
import { firstPageOf, spoilPage } from '#tests/support/spoil-pages.ts';
import { tempFolder } from '#tests/support/store.ts';

const NAME = 'Wanjiku Atieno Odhiambo';
const PHONE = '+255713000111';
const draft = { name: NAME, ageOrBirth: '34', sex: 'female', phone: PHONE } as const;

describe('a bug', () => {
  test('is answered with an id alone, and logged under it without a word about the patient', async () => {
    const desk = await testDesk();
    const { store } = desk.desk.parts;
    vi.spyOn(store, 'write').mockImplementation(() => { throw new TypeError(`cannot read ${NAME} of ${PHONE}`); });
    onTestFinished(() => { vi.restoreAllMocks(); });
    const failure = await failureOf(desk.as({ session: desk.desk.parts.sessions.open(await managerId(desk), undefined) }).patients.create(draft));
    const { errorId } = failure?.data as { errorId: string };
    expect(failure).toEqual({ code: 'INTERNAL', message: 'INTERNAL', data: { errorId: expect.stringMatching(/^[0-9a-f]{8}$/) as string } });
    const bug = desk.log.find((line) => line.event === 'bug');
    expect(bug).toMatchObject({ level: 'error', fields: { errorId, endpoint: 'patients.create', kind: 'TypeError' } });
    expect(String(bug?.fields['frames'])).toContain('dispatch');
    expect(JSON.stringify(desk.log)).not.toMatch(/Wanjiku|713000111/);
  });

  test('of SQLite itself is told likewise', async () => {
    const desk = await testDesk();
    desk.desk.parts.store.write({ personId: null, intent: 'test' }, (tx) => { tx.statement('DROP TABLE patient_fts').run(); });
    const failure = await failureOf(desk.as('reception').patients.create(draft));
    expect(failure?.code).toBe('INTERNAL');
    expect(JSON.stringify([failure, desk.log])).not.toMatch(/Wanjiku|713000111|patient_fts/);
  });
});

async function managerId(desk: Awaited<ReturnType<typeof testDesk>>): Promise<string> {
  return (await desk.nobody.session.people({})).people[0]?.id ?? '';
}

describe('input of the wrong shape', () => {
  test('names the fields and the rules, never what was sent', async () => {
    const desk = await testDesk();
    const bad = { ...draft, sex: NAME, contacts: [{ name: NAME, relation: 'x'.repeat(200), phone: PHONE }] } as never;
    const failure = await failureOf(desk.as('reception').patients.create(bad));
    expect(failure).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'sex' }, { field: 'contacts.0.relation', code: 'too_big' }] } });
    expect(JSON.stringify([failure, desk.log])).not.toMatch(/Wanjiku|713000111/);
  });
});

describe('a fault of a window', () => {
  const fault = { part: 'chart.visit', kind: 'TypeError', at: ['draw@visit-4f2a.js:1:77'], inside: ['Rt@visit-4f2a.js:1:5120', 'Work@program-a.js:2:9'] };

  test('is logged with what failed and where, also where nobody is signed in', async () => {
    const desk = await testDesk();
    await desk.nobody.faults.report(fault);
    expect(desk.log.filter(({ event }) => event === 'window-fault')).toEqual([{ level: 'error', event: 'window-fault', fields: {
      part: 'chart.visit', kind: 'TypeError', frames: 'draw@visit-4f2a.js:1:77', components: 'Rt@visit-4f2a.js:1:5120 | Work@program-a.js:2:9', last: false,
    } }]);
  });

  test('brings nothing that is not the name of a script or of its part', async () => {
    const desk = await testDesk();
    const said = `${NAME}: ${PHONE}`;
    await desk.nobody.faults.report({ part: said, kind: NAME, at: [said, 'draw@a.js:1:1', `${said}@a.js:1:1`], inside: [`draw@a.js:1:1\n${said}`] });
    expect(desk.log.at(-1)?.fields).toEqual({ part: 'unknown', kind: 'unknown', frames: 'draw@a.js:1:1', components: '', last: false });
    expect(await failureOf(desk.nobody.faults.report({ ...fault, at: Array.from({ length: 7 }, () => 'a@a.js:1:1') }))).toMatchObject({ code: 'INVALID' });
    expect(JSON.stringify(desk.log)).not.toMatch(/Wanjiku|713000111/);
  });

  test('that comes again and again fills no disk, and is told again in the next minute', async () => {
    const desk = await testDesk();
    const written = (): readonly unknown[] => desk.log.filter(({ event }) => event === 'window-fault').map(({ fields }) => fields['last']);
    for (let turn = 0; turn < 25; turn += 1) await desk.nobody.faults.report(fault);
    expect(written()).toEqual([...Array.from({ length: 19 }, () => false), true]);
    desk.advance(60_000);
    await desk.nobody.faults.report(fault);
    expect(written()).toHaveLength(21);
  });
});

describe('a fault of the store', () => {
  const cases: [StoreProblem, string][] = [['full', 'STORE_FULL'], ['read-only', 'STORE_READ_ONLY'], ['damaged', 'STORE_DAMAGED']];

  test.each(cases)('%s is answered as %s and logged by its word', async (problem, code) => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    vi.spyOn(desk.desk.parts.store, 'write').mockImplementation(() => { throw new StoreError(problem, 'SQLITE'); });
    onTestFinished(() => { vi.restoreAllMocks(); });
    expect(await failureOf(reception.patients.create(draft))).toMatchObject({ code });
    expect(desk.log).toContainEqual({ level: 'error', event: 'store-fault', fields: { endpoint: 'patients.create', problem } });
  });

  test('a damaged page met while reading is told as damage, not as a bug', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const damaged = Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
    vi.spyOn(desk.desk.parts.store.read, 'statement').mockImplementation(() => { throw damaged; });
    onTestFinished(() => { vi.restoreAllMocks(); });
    expect(await failureOf(reception.patients.search({ text: 'ami' }))).toMatchObject({ code: 'STORE_DAMAGED' });
  });
});

test('a table of which the disk spoiled a page is made anew from the log by a desk that works alone, and a manager is told', async () => {
  const desk = await testDesk();
  const ids: string[] = [];
  for (let i = 0; i < 40; i += 1) ids.push((await desk.as('reception').patients.create({ ...draft, name: `Person ${String(i)}`, allergies: [{ substance: 'Penicillin', reaction: '' }] })).id);
  const page = firstPageOf(desk.desk.parts.store.read, 'allergy');
  await desk.close();
  spoilPage(join(desk.folder, 'daybook.db'), page);
  const again = await testDesk({ folder: desk.folder });
  const [reception, chief] = [again.as('reception'), again.as('manager')];
  expect(await failureOf(reception.patients.get({ patientId: ids[0] ?? '' }))).toMatchObject({ code: 'STORE_DAMAGED' });
  await vi.waitFor(async () => { expect((await reception.patients.get({ patientId: ids[7] ?? '' })).allergies).toMatchObject([{ substance: 'Penicillin' }]); }, { timeout: 30_000, interval: 50 });
  for (const patientId of ids) expect((await reception.patients.get({ patientId })).allergies).toHaveLength(1);
  expect((await chief.sync.incidents({})).incidents).toMatchObject([{ kind: 'store-damaged', detail: 'allergy' }]);
  expect((await chief.sync.alerts({})).alerts).toMatchObject([{ kind: 'differs', thisPc: true }]);
});

test('a full disk is told to the person, and the desk goes on when space returns', async (context) => {
  const disk = tempFolder();
  const mounted = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6000000', 'tmpfs', disk]).status === 0;
  context.skip(!mounted, 'a small disk can only be mounted by root on Linux');
  onTestFinished(() => { spawnSync('umount', ['-l', disk]); });
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(2_000_000));
  const desk = await testDesk({ folder: join(disk, 'store') });
  const reception = desk.as('reception');
  const notes = 'n'.repeat(10_000);
  const ids: string[] = [];
  let failure;
  while (failure === undefined && ids.length < 2000) failure = await failureOf(reception.patients.create({ ...draft, notes }).then(({ id }) => ids.push(id)));
  expect(failure).toMatchObject({ code: 'STORE_FULL' });
  expect((await reception.patients.search({ text: 'wanjiku', limit: 50 })).patients.length, 'finding people goes on').toBe(Math.min(ids.length, 50));
  rmSync(ballast);
  ids.push((await reception.patients.create(draft)).id);
  for (const patientId of ids) expect(await failureOf(reception.patients.get({ patientId }))).toBeUndefined();
});
