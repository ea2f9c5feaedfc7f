import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { formatSpecimenNumber, parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { listCriticals } from '#db/queries/lab-criticals.ts';
import { labCatalogue, labSettings, saveLabPanel, saveLabSettings, saveLabTest, shownPanel, shownTest } from '#db/queries/lab-catalogue.ts';
import { countWork, eventsOfPatient, linesById, linesOfPatient, linesOfSpecimen, workLines } from '#db/queries/lab-lines.ts';
import type { ReadDb } from '#db/read.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { amendLine } from '../laboratory/amend.ts';
import { broughtResults } from '../laboratory/brought.ts';
import { checkedPanel, checkedTest } from '../laboratory/catalogue.ts';
import { enterValues } from '../laboratory/enter.ts';
import { cancelLines, collectLines, placeOrder, receiveSpecimen, rejectSpecimen } from '../laboratory/orders.ts';
import { verifyLine } from '../laboratory/release.ts';
import { labWork, type Work } from '../laboratory/work.ts';
import { clinicOf } from './clinic.ts';

type Area = Contract['laboratory'];

/** The laboratory, from the order to the report. spec: LAB-1, LAB-2 */
export function laboratoryHandlers(desk: DeskParts): Handlers<Area> {
  return { ...catalogueHandlers(), ...orderHandlers(desk), ...resultHandlers(desk), ...readHandlers() };
}

const todayOf = (db: ReadDb, now: number): string => inZone(now, clinicOf(db).zone).date;

/** Does the work of a command and answers with the lines it was about. */
function answer(desk: DeskParts, call: Call, run: (work: Work) => readonly string[]): { lines: ReturnType<typeof linesById> } {
  return call.write((tx: WriteDb) => {
    const ids = run(labWork(tx, { now: call.now, personId: call.caller.personId, clock: keptClock(desk) }));
    return { lines: linesById(tx, ids, todayOf(tx, call.now)) };
  });
}

function catalogueHandlers(): Pick<Handlers<Area>, 'catalogue' | 'saveTest' | 'savePanel' | 'saveSettings'> {
  return {
    catalogue: (call) => {
      const { tests, panels } = labCatalogue(call.read);
      return { tests: tests.map(shownTest), panels: panels.map(shownPanel), settings: labSettings(call.read) };
    },
    saveTest: (call, { test }) => call.write((tx) => saveLabTest(tx, checkedTest(labCatalogue(tx), test))),
    savePanel: (call, { panel }) => call.write((tx) => saveLabPanel(tx, checkedPanel(labCatalogue(tx), panel))),
    saveSettings: (call, { secondPerson }) => call.write((tx) => {
      saveLabSettings(tx, { secondPerson });
      return labSettings(tx);
    }),
  };
}

function orderHandlers(desk: DeskParts): Pick<Handlers<Area>, 'order' | 'cancel' | 'collect' | 'receive' | 'reject'> {
  return {
    order: (call, input) => answer(desk, call, (work) => placeOrder(work, input)),
    cancel: (call, { lineIds, reason }) => answer(desk, call, (work) => {
      cancelLines(work, lineIds, reason);
      return lineIds;
    }),
    collect: (call, { lineIds, collectedAt }) => answer(desk, call, (work) => {
      collectLines(work, lineIds, collectedAt);
      return lineIds;
    }),
    receive: (call, { specimenId }) => answer(desk, call, (work) => receiveSpecimen(work, specimenId).map(({ id }) => id)),
    reject: (call, input) => answer(desk, call, (work) => rejectSpecimen(work, input).map(({ id }) => id)),
  };
}

function resultHandlers(desk: DeskParts): Pick<Handlers<Area>, 'enter' | 'verify' | 'amend' | 'acknowledge'> {
  return {
    enter: (call, { values, confirmed, resultedAt }) => answer(desk, call, (work) => {
      enterValues(work, values, new Set(confirmed), resultedAt);
      return values.map(({ lineId }) => lineId);
    }),
    verify: (call, { lines }) => answer(desk, call, (work) => {
      for (const { lineId, valueId } of lines) verifyLine(work, lineId, valueId);
      return lines.map(({ lineId }) => lineId);
    }),
    amend: (call, input) => answer(desk, call, (work) => {
      amendLine(work, input);
      return [input.lineId];
    }),
    acknowledge: (call, { criticalId, told }) => call.write((tx) => {
      const critical = tx.row('lab_critical', criticalId);
      if (!critical) throw fail('NOT_FOUND', { what: 'critical' });
      const who = tidyText(told);
      if (who === null) throw invalid('told', 'empty');
      if (critical.status !== 'open') throw fail('CONFLICT', { reason: 'critical-over' });
      tx.update('lab_critical', criticalId, { status: 'acknowledged', told: who, acknowledged_at: new Date(call.now).toISOString(), acknowledged_by: call.caller.personId });
      return done;
    }),
  };
}

function readHandlers(): Pick<Handlers<Area>, 'worklist' | 'specimen' | 'criticals' | 'ofPatient'> {
  return {
    worklist: (call, filter) => ({ lines: workLines(call.read, filter, todayOf(call.read, call.now)), counts: countWork(call.read) }),
    specimen: (call, { number }) => {
      const read = parseSpecimenNumber(number);
      if (!read.ok) throw invalid('number', read.error === 'wrong-check' ? 'wrong-check' : 'unreadable');
      return { lines: linesOfSpecimen(call.read, formatSpecimenNumber(read.value), todayOf(call.read, call.now)) };
    },
    criticals: (call, { all }) => ({ criticals: listCriticals(call.read, all, call.caller.personId) }),
    ofPatient: (call, { patientId, limit, brought }) => ({
      lines: linesOfPatient(call.read, patientId, limit, todayOf(call.read, call.now)), events: eventsOfPatient(call.read, patientId),
      brought: brought ? broughtResults(call.read, patientId, call.now) : [],
    }),
  };
}
