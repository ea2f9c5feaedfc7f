import { expect, test } from 'vitest';
import { addDays } from '#domain/kit/calendar.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const TODAY = '2026-03-14';
const nothing = {
  lastPeriod: null, cycleDays: null, scanOn: null, scanDays: null, transferOn: null, embryoDays: null, gravida: null, para: null, previousCaesareans: null, bloodGroup: null, rhesus: null,
  smoking: null, risks: [], riskNote: null,
};
const visit = {
  kind: 'antenatal' as const, visitedOn: TODAY, entries: [], urineProtein: null, urineGlucose: null, presentation: null, dangers: [], tetanusDose: null, ironDays: null, feeding: null,
  contraception: null, nextOn: null, note: null,
};
const newborn = { sex: 'female' as const, outcome: 'live' as const, diedOn: null, weightG: 3200, lengthCm: null, headCm: null, apgar: {}, resuscitated: false, note: null };
const birth = {
  bornOn: TODAY, bornTime: '04:30', place: 'here' as const, onset: 'spontaneous' as const, mode: 'vaginal' as const, caesareanReason: null, lie: 'cephalic' as const, conditions: [], bloodLossMl: null,
  motherOutcome: 'well' as const, note: null, newborns: [newborn],
};
const box = (code: string, typed: string, unit: string) => ({ code, typed, unit });

interface Facts { readonly lastPeriod: string; readonly para?: number; readonly gravida?: number; readonly previousCaesareans?: number }

async function expecting(facts: Facts) {
  const desk = await testDesk();
  const nurse = desk.as('nurse');
  const mother = await nurse.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female', phone: '0700 111 222' });
  const { id } = await nurse.mothers.savePregnancy({ ...nothing, patientId: mother.id, ...facts });
  const read = async () => (await nurse.mothers.record({ patientId: mother.id })).pregnancies;
  const first = async () => (await read())[0]!;
  return { desk, nurse, mother, id, read, first };
}

const issues = async (call: Promise<unknown>): Promise<unknown> => {
  const failure = await failureOf(call);
  return failure && { code: failure.code, ...((failure.data ?? {}) as object) };
};

// spec: MAT-1
test('a pregnancy gets its due date from the last period, makes the woman pregnant for the queue, and says what follows from it', async () => {
  const { nurse, mother, first } = await expecting({ lastPeriod: addDays(TODAY, -210), para: 5, gravida: 6 });
  const pregnancy = await first();
  expect(pregnancy).toMatchObject({
    status: 'ongoing', dueDate: addDays(TODAY, 70), dueMethod: 'last-period', gestation: { weeks: 30, extraDays: 0, trimester: 3 }, derived: ['many-births'], datedBy: 'The nurse',
    next: { kind: 'antenatal', number: 1, on: addDays(TODAY, 28), daysLate: 0 },
  });
  expect(await nurse.patients.get({ patientId: mother.id })).toMatchObject({ pregnant: true });
  expect(await issues(nurse.mothers.savePregnancy({ ...nothing, patientId: mother.id }))).toEqual({ code: 'CONFLICT', reason: 'already-pregnant' });
});

test('what cannot be is refused by name and nothing is kept', async () => {
  const desk = await testDesk();
  const nurse = desk.as('nurse');
  const { id: patientId } = await nurse.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female' });
  const start = (facts: object) => issues(nurse.mothers.savePregnancy({ ...nothing, patientId, ...facts }));
  expect(await start({ lastPeriod: addDays(TODAY, 1) })).toMatchObject({ code: 'INVALID', issues: [{ field: 'lastPeriod', code: 'future' }] });
  expect(await start({ lastPeriod: addDays(TODAY, -316) })).toMatchObject({ issues: [{ field: 'lastPeriod', code: 'too-long-ago' }] });
  expect(await start({ lastPeriod: addDays(TODAY, -100), cycleDays: 60 })).toMatchObject({ issues: [{ field: 'cycleDays' }] });
  expect(await start({ scanOn: TODAY })).toMatchObject({ issues: [{ field: 'scanDays', code: 'empty' }] });
  expect(await start({ gravida: 2, para: 2 })).toMatchObject({ issues: [{ field: 'para', code: 'para-not-below-gravida' }] });
  expect((await nurse.mothers.record({ patientId })).pregnancies).toEqual([]);
  const { id: man } = await nurse.patients.create({ name: 'Samuel Okoro', ageOrBirth: '30', sex: 'male' });
  expect(await issues(nurse.mothers.savePregnancy({ ...nothing, patientId: man }))).toEqual({ code: 'CONFLICT', reason: 'patient-is-male' });
});

test('an early scan changes the date when it differs enough, says by how much, and a later scan asks first', async () => {
  const { nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -84) });
  const base = { ...nothing, patientId: mother.id, pregnancyId: id, lastPeriod: addDays(TODAY, -84) };
  await nurse.mothers.savePregnancy({ ...base, scanOn: addDays(TODAY, -7), scanDays: 72 });
  expect(await first()).toMatchObject({ dueMethod: 'last-period', dating: { differs: 5, allowed: 7 } });
  await nurse.mothers.savePregnancy({ ...base, scanOn: addDays(TODAY, -7), scanDays: 69 });
  expect(await first()).toMatchObject({ dueMethod: 'scan', dueDate: addDays(TODAY, -7 + 280 - 69), dating: { differs: 8, allowed: 7 } });
  const later = { ...base, scanOn: TODAY, scanDays: 90 };
  expect(await issues(nurse.mothers.savePregnancy(later))).toMatchObject({ code: 'CONFIRM', issues: [{ field: 'scanOn', code: 'dated-by-earlier-scan' }] });
  await nurse.mothers.savePregnancy({ ...later, confirmed: ['scanOn:dated-by-earlier-scan'] });
  expect(await first()).toMatchObject({ scanDays: 90 });
});

test('a visit\'s numbers are the chart\'s: haemoglobin is classed by trimester, height of the clinic and smoking', async () => {
  const { desk, nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -140) });
  await desk.as('manager').clinic.saveSettings({ altitudeM: 1600 });
  await nurse.mothers.saveVisit({
    ...visit, pregnancyId: id, entries: [box('weight', '61.5', 'kg'), box('blood-pressure', '118/74', 'mm[Hg]'), box('haemoglobin', '11.4', 'g/dL'), box('fundal-height', '20', 'cm'), box('fetal-heart-rate', '144', '/min')],
    urineProtein: '1+', presentation: 'cephalic', dangers: ['swelling'], ironDays: 60, nextOn: addDays(TODAY, 28),
  });
  const pregnancy = await first();
  expect(pregnancy.visits).toMatchObject([{
    gestation: 140, values: { weight: { value: 61.5 }, systolic: { value: 118 }, 'urine-protein': { text: '1+' }, 'fetal-heart-rate': { value: 144 } }, dangers: ['swelling'],
    anaemia: { group: 'pregnant-2', measured: 114, adjusted: 103, band: 'mild', takenOff: { elevation: 11, smoking: 0 }, notKnown: ['smoking'] },
  }]);
  expect(pregnancy.next).toMatchObject({ kind: 'antenatal', number: 2, on: addDays(TODAY, 28), agreed: true });
  expect(pregnancy.measures).toMatchObject([{ code: 'weight', value: 61.5 }, { code: 'haemoglobin', value: 11.4, band: 'mild' }]);
  const { series } = await nurse.patients.chart({ patientId: mother.id });
  expect(series.map(({ code }) => code).sort()).toEqual(['diastolic', 'fetal-heart-rate', 'fundal-height', 'haemoglobin', 'systolic', 'weight']);
});

test('the published rules take the trimester from the pregnancy and the height from the clinic', async () => {
  const { desk, nurse, mother } = await expecting({ lastPeriod: addDays(TODAY, -140) });
  await nurse.vitals.record({ patientId: mother.id, entries: [box('haemoglobin', '10.7', 'g/dL')], confirmed: ['haemoglobin'] });
  const anaemia = async () => (await nurse.scores.list({ patientId: mother.id, answers: {} })).rules.find(({ rule }) => rule === 'anaemia-who-2024');
  // 107 g/L is none in the second trimester, and mild in the others.
  expect(await anaemia()).toMatchObject({ band: 'none', warnings: ['elevation-not-known', 'smoking-not-known'] });
  expect((await anaemia())?.asks.map(({ id }) => id)).toEqual(['smoking', 'elevation']);
  await desk.as('manager').clinic.saveSettings({ altitudeM: 1600 });
  expect(await anaemia()).toMatchObject({ band: 'mild', value: 96, warnings: ['smoking-not-known'] });
});

test('unusual numbers are asked about once, all together, and a corrected visit takes its wrong number back', async () => {
  const { nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -210) });
  const strange = { ...visit, pregnancyId: id, entries: [box('fundal-height', '22', 'cm'), box('fetal-heart-rate', '175', '/min')] };
  expect(await issues(nurse.mothers.saveVisit(strange))).toMatchObject({ code: 'CONFIRM', issues: [{ field: 'fetal-heart-rate', code: 'unusually-high' }, { field: 'fundal-height', code: 'fundus-against-weeks', limit: 30 }] });
  expect((await first()).visits).toEqual([]);
  const { id: visitId } = await nurse.mothers.saveVisit({ ...strange, confirmed: ['fetal-heart-rate:unusually-high', 'fundal-height:fundus-against-weeks'] });
  await nurse.mothers.saveVisit({ ...visit, pregnancyId: id, visitId, entries: [box('fundal-height', '29', 'cm'), box('fetal-heart-rate', '175', '/min')], confirmed: ['fetal-heart-rate:unusually-high'] });
  const [seen] = (await first()).visits;
  expect(seen?.values).toMatchObject({ 'fundal-height': { value: 29 }, 'fetal-heart-rate': { value: 175 } });
  const { observations } = await nurse.vitals.list({ patientId: mother.id });
  expect(observations.map(({ code, value, inError }) => [code, value, inError])).toEqual(expect.arrayContaining([['fundal-height', 22, true], ['fundal-height', 29, false], ['fetal-heart-rate', 175, false]]));
  expect(observations).toHaveLength(3);
  await nurse.mothers.removeVisit({ visitId });
  expect((await nurse.vitals.list({ patientId: mother.id })).observations.every(({ inError }) => inError)).toBe(true);
});

test('days of visits are held against the pregnancy', async () => {
  const { nurse, id } = await expecting({ lastPeriod: addDays(TODAY, -84) });
  const save = (change: object) => issues(nurse.mothers.saveVisit({ ...visit, pregnancyId: id, ...change }));
  expect(await save({ visitedOn: addDays(TODAY, 1) })).toMatchObject({ issues: [{ field: 'visitedOn', code: 'future' }] });
  expect(await save({ visitedOn: addDays(TODAY, -85) })).toMatchObject({ issues: [{ field: 'visitedOn', code: 'before-conception' }] });
  expect(await save({ nextOn: TODAY })).toMatchObject({ issues: [{ field: 'nextOn', code: 'not-after-visit' }] });
  expect(await save({ kind: 'postnatal' })).toMatchObject({ issues: [{ field: 'visitedOn', code: 'before-birth' }] });
  expect(await save({ entries: [box('haemoglobin', '125', 'g/dL')] })).toMatchObject({ code: 'INVALID', issues: [{ field: 'haemoglobin', code: 'too-high' }] });
});

// spec: MAT-1
test('a birth before conception, to come, or against itself is refused; a very early one is asked about', async () => {
  const { nurse, id, first } = await expecting({ lastPeriod: addDays(TODAY, -160) });
  const bear = (change: object) => issues(nurse.mothers.saveDelivery({ ...birth, pregnancyId: id, ...change }));
  expect(await bear({ bornOn: addDays(TODAY, -150) })).toMatchObject({ code: 'INVALID', issues: [{ field: 'bornOn', code: 'before-conception' }] });
  expect(await bear({ bornOn: addDays(TODAY, -60) })).toMatchObject({ issues: [{ field: 'bornOn', code: 'too-early-for-birth', limit: 20 }] });
  expect(await bear({ bornOn: addDays(TODAY, 1) })).toMatchObject({ issues: [{ field: 'bornOn', code: 'future' }] });
  expect(await bear({ bornTime: '23:50' })).toMatchObject({ issues: [{ field: 'bornTime', code: 'future' }] });
  expect(await bear({ bornTime: '25:00' })).toMatchObject({ issues: [{ field: 'bornTime', code: 'time-of-day' }] });
  expect(await bear({ onset: 'prelabour-caesarean' })).toMatchObject({ code: 'INVALID', issues: [{ field: 'onset', code: 'onset-against-mode' }] });
  expect(await bear({ newborns: [{ ...newborn, weightG: 32 }] })).toMatchObject({ code: 'INVALID', issues: [{ field: 'newborns.0.weightG' }] });
  expect(await bear({})).toMatchObject({ code: 'CONFIRM', issues: [{ field: 'bornOn', code: 'very-early-birth', limit: 22 }] });
  expect(await first()).toMatchObject({ status: 'ongoing', delivery: null });
});

test('twins: Robson group and Apgar with why, the pregnancy is over, a newborn becomes a patient with what was measured', async () => {
  const { desk, nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -266), para: 1, gravida: 2, previousCaesareans: 1 });
  const apgar = { 1: { appearance: 1, pulse: 2, grimace: 1, activity: 1, respiration: 1 }, 5: { appearance: 2, pulse: 2, grimace: 2, activity: 2, respiration: 2 } };
  const { id: deliveryId } = await nurse.mothers.saveDelivery({
    ...birth, pregnancyId: id, mode: 'caesarean', caesareanReason: 'multiple', onset: 'prelabour-caesarean',
    newborns: [{ ...newborn, apgar, headCm: 34 }, { ...newborn, sex: 'male', outcome: 'stillbirth-fresh', weightG: 2100 }],
  });
  const { delivery, status, next } = await first();
  expect({ status, next }).toMatchObject({ status: 'delivered', next: { kind: 'postnatal', contact: '24h', on: addDays(TODAY, 1) } });
  expect(delivery).toMatchObject({ gestation: 266, bornTime: '04:30', robson: { group: '8', inputs: { fetuses: 2, gestation: 38, parity: 1 } }, newborns: [{ totals: { 1: { total: 6, band: 'moderately-abnormal' }, 5: { total: 10 } } }, { outcome: 'stillbirth-fresh' }] });
  expect(await nurse.patients.get({ patientId: mother.id })).toMatchObject({ pregnant: false });
  const [live, still] = delivery!.newborns;
  expect(await issues(nurse.mothers.registerNewborn({ newbornId: still!.id, name: 'Nobody', relation: 'Mother' }))).toEqual({ code: 'CONFLICT', reason: 'not-born-alive' });
  const { patientId: childId } = await nurse.mothers.registerNewborn({ newbornId: live!.id, name: 'Baby of Amina Yusuf', relation: 'Mother' });
  expect(await nurse.patients.get({ patientId: childId })).toMatchObject({ birthDate: TODAY, sex: 'female', phone: '0700 111 222', contacts: [{ name: 'Amina Yusuf', relation: 'Mother' }] });
  const { series } = await nurse.patients.chart({ patientId: childId });
  expect(series.map(({ code, values }) => [code, values])).toEqual(expect.arrayContaining([['weight', [3.2]], ['head-circumference', [34]], ['apgar-1', [6]], ['apgar-5', [10]]]));
  expect(await nurse.mothers.record({ patientId: childId })).toMatchObject({ child: { motherId: mother.id, gestation: 266 } });
  expect(await issues(nurse.mothers.registerNewborn({ newbornId: live!.id, name: 'Twice', relation: 'Mother' }))).toEqual({ code: 'CONFLICT', reason: 'child-is-patient' });
  expect(await issues(nurse.mothers.removeDelivery({ deliveryId }))).toEqual({ code: 'CONFLICT', reason: 'child-is-patient' });
  expect(desk.log.filter(({ event }) => event === 'bug')).toEqual([]);
});

test('a birth that was written down by mistake goes, and the pregnancy goes on', async () => {
  const { nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -270), para: 0 });
  const { id: deliveryId } = await nurse.mothers.saveDelivery({ ...birth, pregnancyId: id });
  expect((await first()).delivery?.robson.group).toBe('1');
  expect(await issues(nurse.mothers.saveDelivery({ ...birth, pregnancyId: id }))).toEqual({ code: 'CONFLICT', reason: 'birth-recorded' });
  await nurse.mothers.removeDelivery({ deliveryId });
  expect(await first()).toMatchObject({ status: 'ongoing', delivery: null });
  expect(await nurse.patients.get({ patientId: mother.id })).toMatchObject({ pregnant: true });
  await nurse.mothers.endPregnancy({ pregnancyId: id, endedOn: TODAY, endKind: 'other', endNote: null });
  expect(await nurse.patients.get({ patientId: mother.id })).toMatchObject({ pregnant: false });
});

test('a date changed after the birth classes it anew, and one that makes the birth impossible is refused', async () => {
  const { nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -270), para: 0 });
  await nurse.mothers.saveDelivery({ ...birth, pregnancyId: id });
  const base = { ...nothing, patientId: mother.id, pregnancyId: id, para: 0 };
  await nurse.mothers.savePregnancy({ ...base, lastPeriod: addDays(TODAY, -250) });
  expect((await first()).delivery?.robson.group).toBe('10');
  expect(await issues(nurse.mothers.savePregnancy({ ...base, lastPeriod: addDays(TODAY, -10) }))).toMatchObject({ code: 'INVALID', issues: [{ field: 'lastPeriod', code: 'before-conception' }] });
  expect(await first()).toMatchObject({ lastPeriod: addDays(TODAY, -250) });
});

// spec: MAT-2
test('who misses a visit is listed with how late, before birth and after, until she comes', async () => {
  const { desk, mother, id } = await expecting({ lastPeriod: addDays(TODAY, -200) });
  // Days go by: whoever was signed in is not any more.
  const later = () => desk.as('nurse');
  await later().mothers.saveVisit({ ...visit, pregnancyId: id, nextOn: addDays(TODAY, 14) });
  expect((await later().mothers.missed({})).missed).toEqual([]);
  expect((await later().mothers.missed({ withinDays: 14 })).missed).toMatchObject([{ patient: { id: mother.id }, next: { daysLate: 0 } }]);
  desk.advance(17 * 86_400_000);
  expect((await later().mothers.missed({})).missed).toMatchObject([{ patient: { id: mother.id, phone: '0700 111 222' }, next: { kind: 'antenatal', number: 2, daysLate: 3 }, lastVisitOn: TODAY }]);
  desk.advance(63 * 86_400_000);
  const bornOn = addDays(TODAY, 80);
  await later().mothers.saveDelivery({ ...birth, pregnancyId: id, bornOn });
  expect((await later().mothers.missed({})).missed).toEqual([]);
  desk.advance(5 * 86_400_000);
  expect((await later().mothers.missed({})).missed).toMatchObject([{ next: { kind: 'postnatal', contact: '3d', daysLate: 2 }, bornOn }]);
  await later().mothers.saveVisit({ ...visit, kind: 'postnatal', pregnancyId: id, visitedOn: addDays(bornOn, 5), feeding: 'exclusive' });
  expect((await later().mothers.missed({})).missed).toEqual([]);
});

// spec: MAT-3
test('the report lists births with what a table needs, to those who may see it', async () => {
  const { desk, nurse, id } = await expecting({ lastPeriod: addDays(TODAY, -266), para: 0, gravida: 1 });
  await nurse.mothers.saveVisit({ ...visit, pregnancyId: id, visitedOn: addDays(TODAY, -166) });
  await nurse.mothers.saveDelivery({ ...birth, pregnancyId: id, mode: 'vacuum', conditions: ['pre-eclampsia'] });
  const { births } = await desk.as('doctor').mothers.report({ from: TODAY, to: TODAY });
  expect(births).toMatchObject([{ mode: 'vacuum', conditions: ['condition.pre-eclampsia'], contacts: 1, firstContact: 100, gestation: 266, robson: '1', babies: [{ outcome: 'live', grams: 3200 }] }]);
  expect((await desk.as('doctor').mothers.report({ from: addDays(TODAY, 1), to: addDays(TODAY, 9) })).births).toEqual([]);
  expect((await failureOf(nurse.mothers.report({ from: TODAY, to: TODAY })))?.code).toBe('NOT_ALLOWED');
});

test('two windows that change one pregnancy: the second is told, nothing of the first is lost', async () => {
  const { nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -84) });
  const { version } = await first();
  const base = { ...nothing, patientId: mother.id, pregnancyId: id, lastPeriod: addDays(TODAY, -84), version };
  await nurse.mothers.savePregnancy({ ...base, risks: ['hiv'] });
  expect(await issues(nurse.mothers.savePregnancy({ ...base, risks: ['malaria'] }))).toEqual({ code: 'CONFLICT', reason: 'changed-meanwhile' });
  expect(await first()).toMatchObject({ risks: ['hiv'] });
});

test('that a mother died at the birth is asked for, and then stands in her own record', async () => {
  const { nurse, mother, id } = await expecting({ lastPeriod: addDays(TODAY, -280) });
  const died = { ...birth, pregnancyId: id, motherOutcome: 'died' as const };
  expect(await issues(nurse.mothers.saveDelivery(died))).toMatchObject({ code: 'CONFIRM', issues: [{ field: 'motherOutcome', code: 'mother-died' }] });
  const fact = async () => (await nurse.patients.history({ patientId: mother.id, of: 'person' })).entries.flatMap(({ changes }) => changes).find(({ field }) => field === 'deceased_at' );
  expect(await fact()).toBeUndefined();
  await nurse.mothers.saveDelivery({ ...died, confirmed: ['motherOutcome:mother-died'] });
  expect(await fact()).toMatchObject({ before: null, after: TODAY });
});

test('a death that a birth no longer speaks of leaves the records it was written to; one that somebody wrote down otherwise stays', async () => {
  const { desk, nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -280) });
  const diedOn = (patientId: string) => desk.desk.parts.store.read.statement('SELECT deceased_at AS day FROM patient WHERE id = ?').pluck().get(patientId);
  const wish = { ...birth, pregnancyId: id, confirmed: ['motherOutcome:mother-died'] };
  const { id: deliveryId } = await nurse.mothers.saveDelivery({ ...wish, motherOutcome: 'died' });
  const babyId = (await first()).delivery?.newborns[0]?.id ?? '';
  const { patientId: childId } = await nurse.mothers.registerNewborn({ newbornId: babyId, name: 'Baby Yusuf', relation: 'mother' });
  const again = (motherOutcome: 'died' | 'well', more: object = {}, baby: object = {}) => nurse.mothers.saveDelivery({ ...wish, deliveryId, motherOutcome, newborns: [{ ...newborn, id: babyId, ...baby }], ...more });
  await again('died', { bornOn: addDays(TODAY, -1) }, { outcome: 'neonatal-death', diedOn: TODAY });
  expect([diedOn(mother.id), diedOn(childId)]).toEqual([addDays(TODAY, -1), TODAY]);
  await again('well');
  expect([diedOn(mother.id), diedOn(childId)]).toEqual([null, null]);
  await again('died');
  desk.desk.parts.store.write({ personId: null, intent: 'test.died' }, (tx) => { tx.update('patient', mother.id, { deceased_at: addDays(TODAY, -3) }); });
  await again('well');
  expect(diedOn(mother.id)).toBe(addDays(TODAY, -3));
});

test('a birth taken out takes the mother\'s death with it', async () => {
  const { desk, nurse, mother, id } = await expecting({ lastPeriod: addDays(TODAY, -280) });
  const diedOn = () => desk.desk.parts.store.read.statement('SELECT deceased_at AS day FROM patient WHERE id = ?').pluck().get(mother.id);
  const { id: deliveryId } = await nurse.mothers.saveDelivery({ ...birth, pregnancyId: id, motherOutcome: 'died', confirmed: ['motherOutcome:mother-died'] });
  expect(diedOn()).toBe(TODAY);
  await nurse.mothers.removeDelivery({ deliveryId });
  expect(diedOn()).toBeNull();
});

test('a child registered twice stays its mother\'s whichever record is kept, and is the first record\'s again when they are told apart', async () => {
  const { desk, nurse, mother, id, first } = await expecting({ lastPeriod: addDays(TODAY, -280) });
  await nurse.mothers.saveDelivery({ ...birth, pregnancyId: id });
  const child = async () => (await first()).delivery?.newborns[0]?.childId;
  const { patientId: bornHere } = await nurse.mothers.registerNewborn({ newbornId: (await first()).delivery?.newborns[0]?.id ?? '', name: 'Baby Yusuf', relation: 'mother' });
  const reception = desk.as('reception');
  const { id: registeredAgain } = await reception.patients.create({ name: 'Leila Yusuf', ageOrBirth: TODAY, sex: 'female' });
  const manager = desk.as('manager');
  const preview = await manager.merging.preview({ patientId: registeredAgain, otherId: bornHere });
  expect(preview.moves.map(({ record }) => record).filter((record) => record === 'newborn')).toEqual([]);
  const { mergeId } = await manager.merging.merge({ patientId: registeredAgain, otherId: bornHere, take: [] });
  expect(await child()).toBe(registeredAgain);
  expect((await nurse.mothers.record({ patientId: registeredAgain })).child).toMatchObject({ motherId: mother.id });
  await manager.merging.separate({ patientId: registeredAgain, mergeId });
  expect(await child()).toBe(bornHere);
  expect((await nurse.mothers.record({ patientId: registeredAgain })).child).toBeNull();
});
