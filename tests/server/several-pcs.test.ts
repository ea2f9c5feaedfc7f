import { expect, test, vi } from 'vitest';
import type { WriteDb } from '#db/door.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { httpServer } from './sync/support.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

test('a second PC joins by a code, has the record, and what one writes the other shows', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await vi.waitFor(async () => { expect((await two.patients.search({ text: 'amina' })).patients.map((each) => each.id)).toEqual([id]); }, WAIT);
  await two.patients.update({ patientId: id, phone: '+254700000001' });
  await vi.waitFor(async () => { expect((await one.patients.get({ patientId: id })).phone).toBe('+254700000001'); }, WAIT);
  await inStep(first, second);
  const checks: Awaited<ReturnType<typeof one.sync.check>>[] = [];
  // Nothing is compared while a PC is behind the server: what was looked at is itself still on its way.
  await vi.waitFor(async () => {
    const both = await Promise.all([one, two].map((client) => client.sync.check({})));
    checks.push(...both);
    for (const { tables } of both) expect(tables).toBeGreaterThan(10);
  }, WAIT);
  expect(checks.filter(({ different }) => different > 0)).toEqual([]);
}, TEST_MS);

test('without its server a PC says how many changes wait as they are made; who only looks changes nothing', async () => {
  const { server, first, one } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await inStep(first);
  const { store, sync } = first.desk.parts;
  await server.running.close();
  // So long before it tries again that what is shown meanwhile comes of what was written.
  await vi.waitFor(() => { expect(Date.parse(sync.status().nextTryAt ?? '') - first.desk.parts.clock.system()).toBeGreaterThan(6_000); }, WAIT);
  /** What a window shows that reads the line whenever it is told to. */
  const shown: number[] = [sync.status().waiting];
  store.onChange(({ areas }) => { if (areas.has('sync')) shown.push(sync.status().waiting); });
  await one.patients.update({ patientId: id, phone: '+254700000001' });
  await vi.waitFor(() => { expect(shown.at(-1)).toBe(1); }, { timeout: 2_500 });
  await one.patients.chart({ patientId: id });
  await one.patients.register({ ...newcomer, name: 'Baraka Otieno', serviceId: (await one.clinic.services({})).services[0]?.id ?? '' });
  await vi.waitFor(() => { expect(shown.at(-1)).toBe(2); }, { timeout: 2_500 });
  expect(shown.every((count, i) => i === 0 || count >= (shown[i - 1] ?? 0))).toBe(true);
}, TEST_MS);

test('tokens of two PCs never carry the same label, and numbers never the same letters', async () => {
  const { one, two } = await twoPcs();
  const { services } = await one.clinic.services({});
  const serviceId = services[0]?.id ?? '';
  const [a, b] = await Promise.all([one, two].map((client, i) => client.patients.register({ ...newcomer, name: `Person ${String(i)}`, serviceId })));
  expect(a?.token.label).not.toBe(b?.token.label);
  expect(a?.patient.number.split('-')[1]).not.toBe(b?.patient.number.split('-')[1]);
  const labels = [a, b].map((each) => each?.token.label).sort();
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.queue.today({})).entries.map(({ label }) => label).sort()).toEqual(labels);
  }, WAIT);
}, TEST_MS);

test('two edits that did not know of each other wait for a person, who settles them everywhere', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name); }, WAIT);
  const bornOn = ({ desk }: DeskUnderTest, day: string): void => {
    desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.update' }, (tx) => { tx.update('patient', id, { birth_date: day }); });
  };
  // In one breath: neither has heard of the other.
  bornOn(first, '1990-01-01');
  bornOn(second, '1991-02-02');
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 1, mustChoose: 1 });
  }, WAIT);
  const { conflicts: [conflict] } = await two.sync.conflicts({ patientId: id });
  expect(conflict).toMatchObject({ record: 'patient', field: 'birth_date', patientName: newcomer.name, severity: 'must-choose', status: 'open' });
  expect(conflict?.choices.map(({ value, pc }) => [value, pc]).sort()).toEqual([['1990-01-01', 'Reception'], ['1991-02-02', 'Nurse']]);
  const loser = conflict?.choices.find(({ shown }) => !shown);
  await two.sync.resolve({ id: conflict?.id ?? '', choice: { opId: loser?.opId ?? '' } });
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.sync.status({})).conflicts).toEqual({ open: 0, mustChoose: 0 });
      expect((await client.patients.get({ patientId: id })).birthDate).toBe(loser?.value);
    }
  }, WAIT);
  expect(await failureOf(one.sync.resolve({ id: conflict?.id ?? '', choice: { value: '2000-01-01' } }))).toMatchObject({ code: 'CONFLICT' });
  await inStep(first, second);
  expect(await one.sync.check({})).toMatchObject({ different: 0 });
}, TEST_MS);

test('a value that neither PC wrote is read as the registration reads it, and nothing else is stored', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name); }, WAIT);
  const write = ({ desk }: DeskUnderTest, columns: Partial<SyncedRow<'patient'>>): void => {
    desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.update' }, (tx) => { tx.update('patient', id, columns); });
  };
  write(first, { birth_date: '1990-01-01', sex: 'male', language: 'sw' });
  write(second, { birth_date: '1991-02-02', sex: 'other', language: 'fr' });
  await vi.waitFor(async () => { expect((await two.sync.status({})).conflicts.open).toBe(3); }, WAIT);
  const { conflicts } = await two.sync.conflicts({ patientId: id });
  const idOf = (field: string): string => conflicts.find((each) => each.field === field)?.id ?? '';
  expect(Object.fromEntries(conflicts.map(({ field, enteredAs }) => [field, enteredAs]))).toEqual({ birth_date: 'birth', sex: 'sex', language: null });
  const refused = [['birth_date', 'hello', 'unreadable'], ['birth_date', '31/02/1990', 'impossible-date'], ['birth_date', '2999-01-01', 'future'], ['birth_date', 7, 'unfit'], ['sex', 'f', 'unfit'], ['language', 'xx', 'unfit']] as const;
  for (const [field, value, code] of refused) {
    expect(await failureOf(two.sync.resolve({ id: idOf(field), choice: { value } }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'value', code }] } });
  }
  await two.sync.resolve({ id: idOf('birth_date'), choice: { value: '1985' } });
  await two.sync.resolve({ id: idOf('sex'), choice: { value: 'unknown' } });
  await two.sync.resolve({ id: idOf('language'), choice: { value: 'sw' } });
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.sync.status({})).conflicts.open).toBe(0);
      expect(await client.patients.get({ patientId: id })).toMatchObject({ birthDate: '1985-07-01', birthEstimated: true, sex: 'unknown', language: 'sw' });
    }
  }, WAIT);
  // Whatever another program writes there, the lists go on.
  write(first, { birth_date: 'hello' });
  expect((await one.patients.list({ limit: 10, order: 'oldest-first', archived: 'without' })).patients).toMatchObject([{ id, birthDate: null }]);
}, TEST_MS);

test('an estimated birth that is kept beside an exact one stays estimated, on all PCs, whichever of the two is kept', async () => {
  const { first, second, one, two } = await twoPcs();
  const ids = [(await one.patients.create(newcomer)).id, (await one.patients.create({ ...newcomer, name: 'Baraka Otieno' })).id];
  await inStep(first, second);
  const write = ({ desk }: DeskUnderTest, columns: Partial<SyncedRow<'patient'>>): void => {
    desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.update' }, (tx) => { for (const id of ids) tx.update('patient', id, columns); });
  };
  write(first, { birth_date: '1990-01-01', birth_estimated: 0 });
  write(second, { birth_date: '1991-07-01' });
  await vi.waitFor(async () => { for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 2, mustChoose: 2 }); }, WAIT);
  for (const [client, id, kept] of [[one, ids[0], '1991-07-01'], [two, ids[1], '1990-01-01']] as const) {
    const [conflict] = (await client.sync.conflicts({ patientId: id ?? '' })).conflicts;
    expect(conflict?.choices.map(({ value, estimated }) => [value, estimated]).sort()).toEqual([['1990-01-01', false], ['1991-07-01', true]]);
    expect(conflict?.base).toMatchObject({ estimated: true });
    await client.sync.resolve({ id: conflict?.id ?? '', choice: { opId: conflict?.choices.find(({ value }) => value === kept)?.opId ?? '' } });
  }
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.sync.status({})).conflicts.open).toBe(0);
      expect(await client.patients.get({ patientId: ids[0] ?? '' })).toMatchObject({ birthDate: '1991-07-01', birthEstimated: true });
      expect(await client.patients.get({ patientId: ids[1] ?? '' })).toMatchObject({ birthDate: '1990-01-01', birthEstimated: false });
    }
  }, WAIT);
}, TEST_MS);

test('a change of a patient who was put away elsewhere keeps the record in sight until somebody decides', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  const { id: other } = await one.patients.create({ ...newcomer, name: 'Baraka Otieno' });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: other })).name).toBe('Baraka Otieno'); }, WAIT);
  // In one breath: neither has heard of the other. One of each kind, since either may reach the server first.
  const putAway = (desk: DeskUnderTest, row: string): void => {
    desk.desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.archive' }, (tx) => { tx.update('patient', row, { archived: 1, archived_reason: 'twice' }); });
  };
  const call = (desk: DeskUnderTest, row: string): void => {
    desk.desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.update' }, (tx) => { tx.update('patient', row, { phone: '+254711111111' }); });
  };
  putAway(first, id);
  call(first, other);
  call(second, id);
  putAway(second, other);
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 2, mustChoose: 2 });
  }, WAIT);
  for (const client of [one, two]) {
    const { conflicts } = await client.sync.conflicts({});
    expect(conflicts.map(({ field, choices }) => [field, choices.map(({ value }) => value).sort()])).toEqual([['archived', [0, 1]], ['archived', [0, 1]]]);
    const found = [...(await client.patients.search({ text: 'amina' })).patients, ...(await client.patients.list({ limit: 10, order: 'oldest-first', archived: 'without' })).patients];
    expect(found.map((each) => [each.id, each.archived, each.choices])).toEqual([[id, true, 1], [id, true, 1], [other, true, 1]]);
  }
  const [conflict] = (await one.sync.conflicts({ patientId: id })).conflicts;
  await one.sync.resolve({ id: conflict?.id ?? '', choice: { opId: conflict?.choices.find(({ value }) => value === 1)?.opId ?? '' } });
  const [kept] = (await two.sync.conflicts({ patientId: other })).conflicts;
  await two.sync.resolve({ id: kept?.id ?? '', choice: { value: 0 } });
  await inStep(first, second);
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.sync.status({})).conflicts.open).toBe(0);
      expect((await client.patients.list({ limit: 10, order: 'oldest-first', archived: 'without' })).patients.map((each) => [each.id, each.phone])).toEqual([[other, '+254711111111']]);
    }
  }, WAIT);
  // Who knows that a record is away may change it, and who saw a change may put it away: nobody is asked.
  await two.patients.update({ patientId: id, phone: '+254722222222' });
  await one.patients.archive({ patientId: other });
  await inStep(first, second);
  expect((await one.sync.status({})).conflicts.open).toBe(0);
}, TEST_MS);

test('the audit log shows what each PC wrote in one order, by person and patient, with what stood there before', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name); }, WAIT);
  await two.patients.update({ patientId: id, phone: '+254700000001' });
  await inStep(first, second);
  await one.patients.update({ patientId: id, phone: '+254700000002' });
  await inStep(first, second);
  const read = async (client: typeof one) => {
    const { entries } = await client.audit.list({ patientId: id, limit: 200 });
    return entries.filter(({ record, changes }) => record === 'patient' && changes.some(({ field }) => field === 'phone'))
      .map(({ pc, changes }) => [pc, changes.find(({ field }) => field === 'phone')]);
  };
  const expected = [
    ['Reception', { field: 'phone', before: '+254700000001', after: '+254700000002' }],
    ['Nurse', { field: 'phone', before: null, after: '+254700000001' }],
  ];
  await vi.waitFor(async () => { expect([await read(one), await read(two)]).toEqual([expected, expected]); }, WAIT);
  // Page by page it is the same list, without a gap or an entry twice.
  for (const client of [one, two]) {
    const whole = (await client.audit.list({ limit: 200 })).entries.map((entry) => entry.id);
    const paged: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await client.audit.list({ limit: 7, ...(before === undefined ? {} : { before }) });
      paged.push(...page.entries.map((entry) => entry.id));
      if (page.next === null) break;
      before = page.next;
    }
    // Looks at the record that were written meanwhile may lead the list.
    expect(paged.filter((entry) => whole.includes(entry))).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  }
  expect((await one.audit.list({ limit: 5 })).earlierOnServer).toBe(false);
}, TEST_MS);

test('a call at one PC shows on the display of the other by itself', async () => {
  const { one, two } = await twoPcs();
  const [{ services }, { rooms }] = await Promise.all([one.clinic.services({}), one.clinic.rooms({})]);
  const { token } = await one.patients.register({ ...newcomer, serviceId: services[0]?.id ?? '' });
  await vi.waitFor(async () => { expect((await two.queue.today({})).entries.map(({ label }) => label)).toContain(token.label); }, WAIT);
  await one.queue.call({ tokenId: token.id, roomId: rooms[0]?.id ?? '' });
  await vi.waitFor(async () => { expect((await two.queue.display({})).current?.label).toBe(token.label); }, WAIT);
}, TEST_MS);

test('a wrong code, an address without a server and an unencrypted one are told apart, and nothing is changed', async () => {
  const server = await httpServer();
  const desk = await testDesk();
  const manager = desk.as('manager');
  const attempt = (address: string, code: string) => failureOf(manager.sync.connect({ server: address, code, pcName: 'Reception' }));
  expect(await attempt(server.running.address, 'WRONG-CODE')).toMatchObject({ code: 'SERVER', data: { reason: 'code-refused' } });
  expect(await attempt('http://127.0.0.1:1', 'ANY')).toMatchObject({ code: 'SERVER', data: { reason: 'unreachable' } });
  expect(await attempt('http://192.168.7.7:4480', 'ANY')).toMatchObject({ code: 'INVALID' });
  expect(desk.desk.parts.sync.status().state).toBe('alone');
}, TEST_MS);

test('an allergy or contact that was changed while another PC took it out stays in sight until somebody decides', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id, allergies: [penicillin, dust], contacts: [father] } = await one.patients.create({
    ...newcomer, allergies: [{ substance: 'Penicillin', reaction: 'rash' }, { substance: 'Dust', reaction: '' }], contacts: [{ name: 'Yusuf Ali', relation: 'father', phone: '0700' }],
  });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).allergies).toHaveLength(2); }, WAIT);
  const write = ({ desk }: DeskUnderTest, work: (tx: WriteDb) => void): void => {
    desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.update' }, work);
  };
  // In one breath: neither has heard of the other.
  write(first, (tx) => {
    tx.update('allergy', penicillin?.id ?? '', { removed: 1 });
    tx.update('allergy', dust?.id ?? '', { reaction: 'cough' });
    tx.update('patient_contact', father?.id ?? '', { removed: 1 });
  });
  write(second, (tx) => {
    tx.update('allergy', penicillin?.id ?? '', { reaction: 'shock' });
    tx.update('allergy', dust?.id ?? '', { removed: 1 });
    tx.update('patient_contact', father?.id ?? '', { phone: '0711' });
  });
  await vi.waitFor(async () => { for (const client of [one, two]) expect((await client.sync.status({})).conflicts.open).toBe(3); }, WAIT);
  await inStep(first, second);
  for (const client of [one, two]) {
    const patient = await client.patients.get({ patientId: id });
    expect(patient.allergies.map(({ substance, reaction, removed }) => [substance, reaction, removed])).toEqual([['Penicillin', 'shock', true], ['Dust', 'cough', true]]);
    expect(patient.contacts.map(({ name, phone, removed }) => [name, phone, removed])).toEqual([['Yusuf Ali', '0711', true]]);
    expect((await client.patients.search({ text: 'amina' })).patients).toMatchObject([{ allergyCount: 2 }]);
  }
  const kept = (await one.sync.conflicts({ patientId: id })).conflicts.find(({ rowId }) => rowId === penicillin?.id);
  expect([kept?.record, kept?.line, kept?.field]).toEqual(['allergy', 'Penicillin', 'removed']);
  await one.sync.resolve({ id: kept?.id ?? '', choice: { value: 0 } });
  // Who takes a line out in the form has decided, too; what was left alone stays a question.
  await inStep(first, second);
  await two.patients.update({ patientId: id, allergies: [{ id: penicillin?.id ?? '', substance: 'Penicillin', reaction: 'shock' }] });
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      const { allergies, contacts } = await client.patients.get({ patientId: id });
      expect([allergies.map(({ substance, removed }) => [substance, removed]), contacts.map(({ removed }) => removed)]).toEqual([[['Penicillin', false]], [true]]);
      expect((await client.sync.status({})).conflicts.open).toBe(1);
    }
  }, WAIT);
}, TEST_MS);

test('the history of a record tells who changed what at which PC, from what to what, the same on both, and each look at it is logged', async () => {
  const { first, one, two } = await twoPcs();
  const { id, allergies: [penicillin] } = await one.patients.create({ ...newcomer, allergies: [{ substance: 'Penicillin', reaction: 'rash' }] });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name); }, WAIT);
  await two.patients.update({ patientId: id, phone: '0700', allergies: [] });
  await vi.waitFor(async () => { expect((await one.patients.get({ patientId: id })).phone).toBe('0700'); }, WAIT);
  await one.patients.update({ patientId: id, phone: '0711' });
  await one.vitals.record({ patientId: id, entries: [{ code: 'temperature', typed: '37', unit: 'Cel' }] });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).phone).toBe('0711'); }, WAIT);
  const histories = await Promise.all([one, two].map((client) => client.patients.history({ patientId: id })));
  for (const { entries, whole, base } of histories) {
    expect([whole, base]).toEqual([true, []]);
    expect(entries.map(({ pc, action, changes }) => [pc, action, changes.map(({ field, before, known, after }) => [field, before, known, after].join(' '))])).toEqual([
      ['Reception', 'patients.update', ['phone 0700 true 0711']],
      ['Nurse', 'patients.update', ['phone  true 0700', 'removed 0 true 1']],
      ['Reception', 'patients.create', expect.arrayContaining(['name  true Amina Yusuf', 'sex  true female', 'substance  true Penicillin', 'reaction  true rash'])],
    ]);
    expect(entries[1]?.changes[1]?.rowId).toBe(penicillin?.id);
    expect(entries.every(({ person }) => person === 'The manager')).toBe(true);
  }
  const looks = (await one.audit.list({ patientId: id, limit: 100 })).entries.filter(({ record, changes }) => record === 'record_access' && changes.some(({ after }) => after === 'patients.history'));
  expect(looks.length).toBeGreaterThan(0);
  expect(await failureOf(first.as('reception').patients.history({ patientId: id }))).toMatchObject({ code: 'NOT_ALLOWED' });
}, TEST_MS);

test('what another PC has still to fetch is told as it is, not as it was when that was last written down', async () => {
  const { first, second, one, two } = await twoPcs();
  await inStep(first, second);
  for (let i = 0; i < 3; i += 1) {
    await one.patients.create({ ...newcomer, name: `Person ${String(i)}` });
    await inStep(first, second);
  }
  await vi.waitFor(async () => { expect((await two.patients.search({ text: 'person' })).patients).toHaveLength(3); }, WAIT);
  // Each asks for more as soon as it has stored what came.
  await vi.waitFor(async () => { expect((await one.sync.devices({})).devices.map(({ behind }) => behind)).toEqual([0, 0]); }, { timeout: 10_000, interval: 50 });
}, TEST_MS);
