import type { AnalyserView, LabResult } from '#domain/contract/analysers.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { listAnalysers, messagesOf, rawOfMessage, removeAnalyser, saveAnalyser, type AnalyserSetup } from '#db/queries/analysers.ts';
import { countWaiting, listResults, resultsById } from '#db/queries/lab-results.ts';
import type { ReadDb } from '#db/read.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import { AnalyserService } from '../devices/analysers/analyser-service.ts';
import { readableRaw } from '../devices/analysers/field-text.ts';
import { ResultWriter, type Source } from '../devices/analysers/file-results.ts';
import { analyserSerialPort } from '../devices/analysers/serial-port.ts';
import { tcpPort } from '../devices/analysers/tcp-port.ts';
import { serialPorts } from '../devices/port/serial-ports.ts';
import { patientOfSpecimen } from '../laboratory/analyser-results.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { patientOf } from './patients.ts';

type ResultRow = SyncedRow<'lab_result'>;

/** Laboratory analysers of this PC and what all of them sent. `close` hangs up. */
export function analyserHandlers(desk: DeskParts): { handlers: Handlers<Contract['analysers']>; close: () => Promise<void> } {
  const service = startService(desk);
  return { handlers: { ...setUpHandlers(service), ...resultHandlers(desk) }, close: () => service.stop() };
}

function startService(desk: DeskParts): AnalyserService {
  const { store, now, newId, log } = desk;
  const service = new AnalyserService({
    store, now, newId, log, clock: () => keptClock(desk),
    ordered: patientOfSpecimen,
    openPort: ({ line }) => (line.kind === 'tcp' ? tcpPort(line.host, line.port) : analyserSerialPort(serialPorts, line)),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      timer.unref();
      return () => { clearTimeout(timer); };
    },
    changed: () => { store.announce('lab'); },
  });
  service.start();
  return service;
}

type SetUp = Pick<Handlers<Contract['analysers']>, 'list' | 'save' | 'remove'>;

function setUpHandlers(service: AnalyserService): SetUp {
  const view = (db: ReadDb, { withoutEnquiry, ...setup }: AnalyserSetup): AnalyserView => {
    const { count, lastAt } = messagesOf(db, setup.id);
    return { ...setup, withoutEnquiry, ...service.stateOf(setup.id), lastMessageAt: lastAt, messages: count };
  };
  return {
    list: (call) => ({ analysers: listAnalysers(call.read).map((setup) => view(call.read, setup)) }),
    save: async (call, { commandId: _, ...input }) => {
      const saved = call.write((tx) => {
        const setup = checkedSetup(tx, { ...input, id: input.id ?? tx.newId(), name: tidyText(input.name) ?? '' });
        saveAnalyser(tx, setup, new Date(call.now).toISOString());
        return view(tx, setup);
      });
      await service.refresh(saved.id);
      return { ...saved, ...service.stateOf(saved.id) };
    },
    remove: async (call, { analyserId }) => {
      const answer = call.write((tx) => {
        if (!removeAnalyser(tx, analyserId)) throw fail('NOT_FOUND', { what: 'analyser' });
        return done;
      });
      await service.refresh(analyserId);
      return answer;
    },
  };
}

function checkedSetup(tx: WriteDb, setup: AnalyserSetup): AnalyserSetup {
  if (setup.name === '') throw invalid('name', 'empty');
  const place = placeOf(setup);
  const other = listAnalysers(tx).find((each) => each.id !== setup.id && placeOf(each) === place);
  // The system itself chooses port 0, another one each time.
  if (other && place !== 'tcp:0') throw fail('CONFLICT', { reason: 'analyser-port-taken' });
  return setup;
}

const placeOf = ({ line }: AnalyserSetup): string => (line.kind === 'tcp' ? `tcp:${String(line.port)}` : `serial:${line.path}`);

type Results = Omit<Handlers<Contract['analysers']>, keyof SetUp>;

function resultHandlers(desk: DeskParts): Results {
  return {
    results: (call, filter) => ({ results: listResults(call.read, filter), waiting: countWaiting(call.read) }),
    file: (call, { resultIds, patientId }) => call.write((tx) => {
      if (patientOf(tx, patientId).archived) throw fail('CONFLICT', { reason: 'patient-archived' });
      return changed(tx, resultIds, ['inbox'], (rows) => { fileByHand(tx, call, rows, patientId, keptClock(desk)); });
    }),
    dismiss: (call, { resultIds, reason }) => call.write((tx) => {
      const why = tidyText(reason);
      if (why === null) throw invalid('reason', 'empty');
      return changed(tx, resultIds, ['inbox'], (rows) => {
        for (const { id } of rows) tx.update('lab_result', id, { status: 'dismissed', dismiss_reason: why, person_id: call.caller.personId, matched_at: new Date(call.now).toISOString() });
      });
    }),
    putBack: (call, { resultIds, reason }) => call.write((tx) =>
      changed(tx, resultIds, ['filed', 'dismissed', 'control'], (rows) => { for (const row of rows) putBack(tx, call, row, tidyText(reason)); })),
    raw: (call, { messageId }) => {
      const parts = rawOfMessage(call.read, messageId);
      return { text: parts.length === 0 ? null : readableRaw(parts) };
    },
  };
}

/** Changes results that are all in one of these states, or none of them. */
function changed(tx: WriteDb, ids: readonly string[], from: readonly LabResult['status'][], work: (rows: readonly ResultRow[]) => void): { results: LabResult[] } {
  const rows = [...new Set(ids)].map((id) => {
    const row = tx.row('lab_result', id);
    if (!row) throw fail('NOT_FOUND', { what: 'result' });
    if (!from.some((status) => status === row.status)) throw fail('CONFLICT', { reason: 'result-moved-on' });
    return row;
  });
  work(rows);
  return { results: resultsById(tx, rows.map(({ id }) => id)) };
}

function fileByHand(tx: WriteDb, call: Call, rows: readonly ResultRow[], patientId: string, clock: 'stale' | 'suspect' | null): void {
  const writers = new Map<string, ResultWriter>();
  for (const row of rows) {
    let writer = writers.get(row.message_id);
    if (!writer) {
      const { source, at } = originOf(tx, row.message_id, call.now);
      writers.set(row.message_id, writer = new ResultWriter(tx, { messageId: row.message_id, source, at, clock, personId: call.caller.personId }));
    }
    tx.update('lab_result', row.id, { ...writer.file(row, patientId, 'by-hand', call.now), why_waiting: null });
  }
}

/** Where a message came from. The port is known only on the PC that has the analyser. */
function originOf(tx: WriteDb, messageId: string, now: number): { source: Source; at: number } {
  const message = tx.row('lab_message', messageId);
  const setup = listAnalysers(tx).find((each) => each.id === message?.analyser_id);
  const port = setup === undefined ? '' : setup.line.kind === 'tcp' ? `tcp ${setup.line.host}:${String(setup.line.port)}` : setup.line.path;
  return {
    source: { analyserId: message?.analyser_id ?? '', analyserName: message?.analyser_name ?? '', protocol: message?.protocol === 'hl7' ? 'hl7' : 'astm', port },
    at: message ? Date.parse(message.received_at) : now,
  };
}

/** Back into the inbox. What stood in a record stays there, marked as entered in error. */
function putBack(tx: WriteDb, call: Call, row: ResultRow, reason: string | null): void {
  // It stands among the results of an order, which have their own way of being corrected.
  if (row.patient_id !== null && tx.statement('SELECT 1 FROM lab_value WHERE patient_id = ? AND result_id = ?').get(row.patient_id, row.id) !== undefined) throw fail('CONFLICT', { reason: 'lab-result-ordered' });
  if (row.observation_id !== null && row.patient_id !== null) {
    tx.insert('observation_mark', {
      id: tx.newId(), observation_id: row.observation_id, patient_id: row.patient_id, reason: reason ?? 'analyser-result-put-back',
      at: new Date(call.now).toISOString(), person_id: call.caller.personId,
    });
  }
  tx.update('lab_result', row.id, {
    status: 'inbox', why_waiting: 'put-back', patient_id: null, observation_id: null, matched_by: null, matched_at: null, person_id: call.caller.personId, dismiss_reason: null,
  });
}
