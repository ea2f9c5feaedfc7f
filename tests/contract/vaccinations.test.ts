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
});
