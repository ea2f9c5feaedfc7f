import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReadDb } from '#db/read.ts';
import { messagesOf, rawOfMessage } from '#db/queries/analysers.ts';
import { listAudit } from '#db/queries/audit.ts';
import { appointmentOfToken, appointmentsBetween, appointmentsOfPatient, bookedBetween, expectedFrom, findAppointment, findAppointments, followUpsWanted, isFollowedUp, lastByName, missedSince, overdueBetween, seriesFrom } from '#db/queries/calendar.ts';
import { measuresOf, visitsOf } from '#db/queries/chart.ts';
import { balanceOf as owedBy, closedBills, depositOf, depositsOf, draftOf, findPayment, paymentsBetween, paymentsOfBill, pricesOfItem, rowsOfBill, sumsOf } from '#db/queries/billing.ts';
import { overpaidBills, overpaidByInsurers, returnedTooMuch, returnedTooMuchOf, takingsOf, unpaidBefore, unpaidBills, waitingPatients } from '#db/queries/billing-lists.ts';
import { drawerOf, lastClosed, openSession } from '#db/queries/cash-drawer.ts';
import { batchPage, claimOfBill, listClaims, paidOfClaim, unclaimedBills } from '#db/queries/claims.ts';
import { findAnswer } from '#db/queries/commands.ts';
import { mergePicture } from '#db/queries/merging.ts';
import { findDuplicates, searchPatients } from '#db/queries/patient-search.ts';
import { countWaiting as countWaitingResults, hasFiled, listResults, patientsByNumber, resultByFingerprint } from '#db/queries/lab-results.ts';
import { birthOfChild, birthsBetween, deliveriesOf, measuresOfCodes, measuresOfSets, mothersRows, newbornsOf, openEncounterOf, pregnanciesToFollow, visitsOfPregnancy } from '#db/queries/mothers.ts';
import { balanceOf, balancesOf, batchesInStore, batchesOnHand, batchInStore, shortItems } from '#db/queries/stock-balances.ts';
import { stockAttention } from '#db/queries/stock-attention.ts';
import { dispensingsOfPatient, dispensingsOfPrescription, findDispensing, lastReceived, ledgerOf, movementsOfAct, movementsOfBatch, outOf } from '#db/queries/stock-ledger.ts';
import { prescriptionsToday, waitingPeople } from '#db/queries/stock-waiting.ts';
import { linesOfStocktake, standingCounts } from '#db/queries/stocktakes.ts';
import { findPatient, pageOfPatients } from '#db/queries/patients.ts';
import { lastValues, listObservations, observationsOfSet } from '#db/queries/vitals.ts';
import { callsAfter, countWaiting, eventsOf, findLine, lastServiceDay, linesOfDay } from '#db/queries/queue.ts';
import { sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const PATIENT = '0198c1de-0000-7000-8000-000000000001';
const TOKEN = '0198c1de-0000-7000-8000-000000000002';
const DAY = '2026-03-14';

let store: StoreUnderTest;
beforeEach(() => {
  store = testStore();
  store.change((tx) => {
    tx.insert('patient', { ...sampleRow('patient', PATIENT), name: 'Amina Juma', birth_date: '1990-03-12', phone: '+255713000111' });
    tx.insert('token', { ...sampleRow('token', TOKEN), patient_id: PATIENT, service_day: DAY });
  });
  // Merged records are few: the list of them is read once and kept until one is added.
  mergePicture(store.read);
});

/** The steps SQLite takes for every statement that `run` prepares. */
function plansOf(run: (db: ReadDb) => unknown): string[] {
  const prepare = store.read.statement.bind(store.read);
  const watched = vi.spyOn(store.read, 'statement').mockImplementation(prepare);
  run(store.read);
  const seen = new Set(watched.mock.calls.map(([sql]) => sql));
  watched.mockRestore();
  return [...seen].flatMap((sql) => {
    const holes = new Array<null>((sql.match(/\?/g) ?? []).length).fill(null);
    return (prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...holes) as { detail: string }[]).map(({ detail }) => detail);
  });
}

/** Steps that read a whole table of a million rows. The views of a patient's and a day's tokens are only read once they are found. */
const scans = (plan: readonly string[], allowed: readonly string[] = []): string[] =>
  plan.filter((step) => /^SCAN (?!.*VIRTUAL TABLE INDEX)/.test(step) && !step.startsWith('SCAN CONSTANT') && !/^SCAN token_of_(patient|day)\b/.test(step) && !allowed.some((name) => step.startsWith(`SCAN ${name}`)));

describe('no question asked at the desk reads a whole table', () => {
  const questions: Record<string, (db: ReadDb) => unknown> = {
    'search by name': (db) => searchPatients(db, 'ami jum', 12, false),
    'search by phone': (db) => searchPatients(db, '0713000111', 12, false),
    'one patient': (db) => findPatient(db, PATIENT),
    'likely duplicates': (db) => findDuplicates(db, { name: 'Amina Juma', sex: 'female', birthDate: '1990-03-12', birthEstimated: false, phone: '0713000111' }, undefined),
    'a page of patients': (db) => pageOfPatients(db, { after: PATIENT, limit: 50, order: 'oldest-first', archived: 'without' }),
    'the newest patients': (db) => pageOfPatients(db, { after: PATIENT, limit: 50, order: 'newest-first', archived: 'with' }),
    'the chart\'s visits': (db) => visitsOf(db, PATIENT, 100, true),
    'the chart\'s measures': (db) => measuresOf(db, PATIENT),
    'measures of one kind': (db) => listObservations(db, { patientId: PATIENT, code: 'heart-rate', before: '2026-03-14T00:00:00Z', limit: 200 }),
    'measures taken together': (db) => observationsOfSet(db, PATIENT, TOKEN),
    'the last value of each kind': (db) => lastValues(db, PATIENT),
    'today\'s queue': (db) => linesOfDay(db, DAY),
    'one token': (db) => findLine(db, TOKEN),
    'how many wait': (db) => countWaiting(db, DAY, 'service'),
    'the day being worked': (db) => lastServiceDay(db, null),
    'the day being worked after a wrong clock': (db) => lastServiceDay(db, { from: DAY, until: '2030-01-01' }),
    'what was done to a token': (db) => eventsOf(db, TOKEN),
    'calls to announce': (db) => callsAfter(db, DAY, '2026-03-14T00:00:00Z', 20),
    'results of analysers that wait': (db) => [listResults(db, { status: 'inbox', limit: 50 }), countWaitingResults(db)],
    'results of analysers that were filed': (db) => listResults(db, { status: 'filed', before: TOKEN, limit: 50 }),
    'whether a result is known': (db) => [resultByFingerprint(db, 'x'), hasFiled(db, PATIENT, 'S-1', 'GLU'), patientsByNumber(db, 'x')],
    'what an analyser sent': (db) => [messagesOf(db, TOKEN), rawOfMessage(db, TOKEN)],
    'a woman\'s pregnancies': (db) => [mothersRows(db, PATIENT), measuresOfSets(db, PATIENT, [TOKEN]), measuresOfCodes(db, PATIENT, ['weight']), birthOfChild(db, PATIENT), openEncounterOf(db, PATIENT)],
    'what belongs to a pregnancy': (db) => [deliveriesOf(db, TOKEN), visitsOfPregnancy(db, TOKEN), newbornsOf(db, TOKEN)],
    'who is to come': (db) => pregnanciesToFollow(db, '2026-01-01T00:00:00Z', 100),
    'the births of a month': (db) => birthsBetween(db, '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', 100),
    'a day of the calendar': (db) => [appointmentsBetween(db, DAY, '2026-03-15'), bookedBetween(db, DAY, '2026-03-15')],
    'one appointment': (db) => [findAppointment(db, TOKEN), findAppointments(db, [TOKEN]), appointmentOfToken(db, TOKEN), seriesFrom(db, TOKEN, DAY), isFollowedUp(db, TOKEN, TOKEN)],
    'the appointments of a patient': (db) => appointmentsOfPatient(db, PATIENT),
    'who is expected, late or missed': (db) => [expectedFrom(db, DAY), overdueBetween(db, DAY, '2026-03-15'), missedSince(db, DAY, '2026-03-15'), lastByName(db, DAY, ['Amina Juma'])],
    'follow-ups to be booked': (db) => followUpsWanted(db, DAY),
    'the answer to a repeated command': (db) => findAnswer(db, TOKEN),
  };

  test.each(Object.keys(questions))('%s', (name) => {
    const plan = plansOf(questions[name] as (db: ReadDb) => unknown);
    expect(plan.length).toBeGreaterThan(0);
    expect(scans(plan)).toEqual([]);
  });

  // Of the balances, only batches that hold something are read: an index without the empty ones has them all. A stocktake puts
  // the batches there and its own counts together first.
  const there = ['h USING INDEX stock_on_hand_there', 'h USING COVERING INDEX stock_on_hand_there', 'stock_on_hand USING COVERING INDEX stock_on_hand_there', 's', '(subquery'];
  const pharmacy: Record<string, (db: ReadDb) => unknown> = {
    'what is on hand of the items shown': (db) => [balancesOf(db, [TOKEN], DAY), shortItems(db), balanceOf(db, TOKEN, TOKEN), batchInStore(db, TOKEN, TOKEN, DAY)],
    'the batches to hand out of': (db) => [batchesInStore(db, TOKEN, TOKEN), batchesOnHand(db, { itemId: TOKEN }, DAY)],
    'what expires, and what all of it cost': (db) => [batchesOnHand(db, { expiringBy: DAY }, DAY), batchesOnHand(db, {}, DAY)],
    'what needs attention': (db) => stockAttention(db, DAY),
    'the ledger of an item, an act and a batch': (db) => [ledgerOf(db, TOKEN, TOKEN, 50), movementsOfAct(db, TOKEN), movementsOfBatch(db, TOKEN, TOKEN, 8), lastReceived(db, 50), outOf(db, TOKEN)],
    'what was handed out': (db) => [findDispensing(db, TOKEN), dispensingsOfPatient(db, PATIENT), dispensingsOfPrescription(db, TOKEN)],
    'who waits for medicines': (db) => [prescriptionsToday(db, { serviceDay: DAY, dayStart: DAY, since: DAY }), waitingPeople(db, [PATIENT], DAY)],
    'a stocktake': (db) => [linesOfStocktake(db, { id: TOKEN, storeId: TOKEN }), standingCounts(db, TOKEN)],
  };

  test.each(Object.keys(pharmacy))('%s', (name) => {
    const plan = plansOf(pharmacy[name] as (db: ReadDb) => unknown);
    expect(plan.length).toBeGreaterThan(0);
    expect(scans(plan, there)).toEqual([]);
  });

  // Open and unsettled bills, insured ones, the newest claims and what went back to insurers are each read from an index that holds no others; a clinic has few services.
  const few = [
    'invoice USING INDEX invoice_draft', 'invoice USING COVERING INDEX invoice_open', 'invoice USING INDEX invoice_open', 's USING INDEX invoice_sum_unsettled',
    'i USING INDEX invoice_insured', 'c USING INDEX claim_made', 'payment USING INDEX payment_insurer_back', 'b', 's', 't', '(subquery',
  ];
  const cashier: Record<string, (db: ReadDb) => unknown> = {
    'what a patient owes': (db) => [owedBy(db, PATIENT), depositOf(db, PATIENT), depositsOf(db, PATIENT), draftOf(db, PATIENT), closedBills(db, PATIENT, 20)],
    'one bill and one payment': (db) => [rowsOfBill(db, TOKEN), paymentsOfBill(db, TOKEN), sumsOf(db, TOKEN), findPayment(db, TOKEN), pricesOfItem(db, 'other:x')],
    'who has something to pay': (db) => [waitingPatients(db, DAY, DAY), unpaidBefore(db, DAY, 300), unpaidBills(db, 300), overpaidBills(db, 300), overpaidByInsurers(db, 300), returnedTooMuch(db, 300), returnedTooMuchOf(db, TOKEN)],
    'the takings of a day': (db) => [takingsOf(db, DAY), paymentsBetween(db, { from: DAY, to: DAY, limit: 200 })],
    'the drawer': (db) => [openSession(db, 'T'), lastClosed(db, 'T'), drawerOf(db, { id: TOKEN, till: 'T', opened_at: DAY, person_id: null, after_id: null })],
    'claims': (db) => [unclaimedBills(db), listClaims(db, undefined, 500), paidOfClaim(db, TOKEN), claimOfBill(db, TOKEN), batchPage(db, TOKEN)],
  };

  test.each(Object.keys(cashier))('%s', (name) => {
    const plan = plansOf(cashier[name] as (db: ReadDb) => unknown);
    expect(plan.length).toBeGreaterThan(0);
    expect(scans(plan, few)).toEqual([]);
  });

  test('a patient\'s open bill is found without reading those that were closed', () => {
    expect(plansOf((db) => draftOf(db, PATIENT)).join()).toContain('invoice_open');
  });

  test('the audit list of one patient', () => {
    const plan = plansOf((db) => listAudit(db, { patientId: PATIENT, limit: 50 }));
    // Staff, tokens for programs and PCs are a handful.
    expect(scans(plan, ['person', 'api_token', 'device'])).toEqual([]);
  });

  test('a question without an index would be noticed', () => {
    expect(scans(plansOf((db) => db.statement('SELECT * FROM patient WHERE district = ?').get('x')))).toEqual(['SCAN patient']);
  });
});
