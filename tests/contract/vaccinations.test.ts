import { describe, expect, test } from 'vitest';
import { failureOf, testDesk } from '#tests/support/desk.ts';

/** The desk's day is 14 March 2026: a girl of ten weeks. */
const BABY = { name: 'Zawadi Otieno', ageOrBirth: '2026-01-03', sex: 'female' } as const;

// spec: ENC-2
describe('vaccinations', () => {
  test('are recorded by series, numbered, and what is next follows', async () => {
    const nurse = (await testDesk()).as('nurse');
    const { id: patientId } = await nurse.patients.create(BABY);
    const next = (list: Awaited<ReturnType<typeof nurse.vaccinations.list>>, vaccine: string): unknown =>
      list.planned.filter((each) => each.vaccine === vaccine && each.state !== 'given').map(({ dose, state, on }) => ({ dose, state, on }));
    expect(next(await nurse.vaccinations.list({ patientId }), 'dtp-hepb-hib')).toEqual([{ dose: 1, state: 'overdue', on: '2026-02-14' }]);
    await nurse.vaccinations.record({ patientId, vaccine: 'dtp-hepb-hib', name: 'Pentavalent', givenOn: '2026-02-16', lot: ' P-1 ', expiresOn: '2026-02-16', site: 'left thigh' });
    const list = await nurse.vaccinations.list({ patientId });
    expect(list.given).toMatchObject([{ vaccine: 'dtp-hepb-hib', name: 'Pentavalent', givenOn: '2026-02-16', dose: 1, lot: 'P-1', expiresOn: '2026-02-16', site: 'left thigh', person: 'The nurse', imported: false }]);
    expect(next(list, 'dtp-hepb-hib')).toEqual([{ dose: 2, state: 'coming', on: '2026-03-16' }]);
    const { given: [, , third] } = await nurse.vaccinations.record({ patientId, name: 'Rabies' }).then(() => nurse.vaccinations.record({ patientId, vaccine: 'dtp-hepb-hib' }));
    expect(third).toMatchObject({ dose: 1 });
    const given = (await nurse.vaccinations.list({ patientId })).given;
    expect(given.map(({ vaccine, name, dose }) => [vaccine, name, dose])).toEqual([['dtp-hepb-hib', 'dtp-hepb-hib', 2], [null, 'Rabies', null], ['dtp-hepb-hib', 'Pentavalent', 1]]);
    await nurse.vaccinations.setRemoved({ patientId, vaccinationId: given[0]?.id ?? '', removed: true });
    expect((await nurse.vaccinations.list({ patientId })).given).toHaveLength(2);
  });

  test('of an expired lot, of tomorrow, before birth or of nothing are refused', async () => {
    const nurse = (await testDesk()).as('nurse');
    const { id: patientId } = await nurse.patients.create(BABY);
    const issue = async (input: { vaccine?: string; name?: string; givenOn?: string; expiresOn?: string }): Promise<unknown> =>
      ((await failureOf(nurse.vaccinations.record({ patientId, ...input })))?.data as { issues: unknown[] } | undefined)?.issues[0];
    expect(await issue({ vaccine: 'bcg', expiresOn: '2026-03-13' })).toEqual({ field: 'expiresOn', code: 'expired', limit: '2026-03-13' });
    expect(await issue({ vaccine: 'bcg', givenOn: '2026-03-15' })).toEqual({ field: 'givenOn', code: 'future' });
    expect(await issue({ vaccine: 'bcg', givenOn: '2026-01-02' })).toEqual({ field: 'givenOn', code: 'before-birth' });
    expect(await issue({ name: '  ' })).toEqual({ field: 'name', code: 'empty' });
    expect(await failureOf(nurse.vaccinations.record({ patientId, vaccine: 'no-such' }))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await nurse.vaccinations.list({ patientId })).given).toEqual([]);
  });

  test('follow the clinic\'s own schedule: changed, added, switched off; what was given keeps its place', async () => {
    const desk = await testDesk();
    const [chief, nurse] = [desk.as('manager'), desk.as('nurse')];
    const { id: patientId } = await nurse.patients.create(BABY);
    const { series } = await nurse.vaccinations.schedule({});
    const bcg = series.find(({ id }) => id === 'bcg');
    const opv = series.find(({ id }) => id === 'opv');
    if (!bcg || !opv) throw new Error('not in the schedule');
    await chief.vaccinations.saveSeries({ series: { ...bcg, active: false } });
    await chief.vaccinations.saveSeries({ series: { ...opv, doses: [{ fromDays: 30, graceDays: 5, intervalDays: 0 }, { fromDays: 90, graceDays: 5, intervalDays: 40 }] } });
    const added = await chief.vaccinations.saveSeries({ series: { id: '', name: ' Yellow fever ', cvx: '', doses: [{ fromDays: 70, graceDays: 0, intervalDays: 0 }], untilDays: null, onlyFor: null, active: true } });
    const own = added.series.at(-1);
    expect(own).toMatchObject({ name: 'Yellow fever', cvx: null });
    const planned = (await nurse.vaccinations.list({ patientId })).planned;
    expect(planned.filter(({ vaccine }) => ['bcg', 'opv', own?.id].includes(vaccine))).toEqual([
      { vaccine: 'opv', dose: 1, state: 'overdue', on: '2026-02-02' }, { vaccine: own?.id, dose: 1, state: 'due', on: '2026-03-14' },
    ]);
    await nurse.vaccinations.record({ patientId, vaccine: own?.id ?? '', name: 'Yellow fever' });
    const after = await nurse.vaccinations.list({ patientId });
    expect(after.given).toMatchObject([{ vaccine: own?.id, dose: 1 }]);
    expect(after.planned.filter(({ vaccine }) => vaccine === own?.id)).toEqual([{ vaccine: own?.id, dose: 1, state: 'given', on: '2026-03-14' }]);
  });

  test('of a schedule that cannot be followed are refused box by box, and nothing is kept', async () => {
    const chief = (await testDesk()).as('manager');
    const before = await chief.vaccinations.schedule({});
    const series = { id: '', name: '', cvx: '19', doses: [{ fromDays: 60, graceDays: -1, intervalDays: 0 }, { fromDays: 60, graceDays: 0, intervalDays: 28 }], untilDays: 30, onlyFor: null, active: true };
    const failure = await failureOf(chief.vaccinations.saveSeries({ series }));
    expect((failure?.data as { issues: { field: string; code: string }[] }).issues.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'name empty', 'doses.0.graceDays out-of-range', 'doses.1.fromDays not-after', 'doses.1.intervalDays too-soon', 'untilDays not-after', 'cvx taken',
    ]);
    expect(await failureOf(chief.vaccinations.saveSeries({ series: { ...series, id: 'no-such', name: 'X' } }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await chief.vaccinations.schedule({})).toEqual(before);
  });

  test('that are due show in the clinic\'s list: the young, and whom it vaccinated; not the dead, the archived and the grown', async () => {
    const desk = await testDesk();
    const [nurse, chief] = [desk.as('nurse'), desk.as('manager')];
    const made = async (name: string, ageOrBirth: string): Promise<string> => (await nurse.patients.create({ name, ageOrBirth, sex: 'female' })).id;
    const [baby, schoolgirl, followed, gone] = [await made('Zawadi Otieno', '2026-01-03'), await made('Achieng Odhiambo', '2020-01-03'), await made('Wanjiru Kamau', '2021-01-03'), await made('Njeri Mwangi', '2026-01-04')];
    await made('Grace Akinyi', '1980-05-01');
    await chief.patients.archive({ patientId: gone, reason: 'left' });
    await nurse.vaccinations.record({ patientId: followed, vaccine: 'measles-rubella', givenOn: '2022-01-03' });
    const list = await nurse.vaccinations.due({});
    expect(list).toMatchObject({ today: '2026-03-14', whole: true, count: 2 });
    expect(list.due.map(({ patient }) => patient.id)).toEqual([followed, baby]);
    expect(list.due[0]?.doses[0]).toEqual({ vaccine: 'dtp-hepb-hib', dose: 1, state: 'overdue', on: '2021-02-14', daysLate: 1854 });
    expect(list.due.some(({ patient }) => patient.id === schoolgirl)).toBe(false);
    const measles = await nurse.vaccinations.due({ vaccine: 'measles-rubella' });
    expect(measles.due).toMatchObject([{ patient: { id: followed }, doses: [{ dose: 2, on: '2022-03-29' }] }]);
    const soon = async (withinDays: number): Promise<number> => (await nurse.vaccinations.due({ vaccine: 'ipv', withinDays })).due.filter(({ patient }) => patient.id === baby).length;
    // Fourteen weeks old on 11 April.
    expect([await soon(27), await soon(28)]).toEqual([0, 1]);
  });
});
