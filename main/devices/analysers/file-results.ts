/** From a message to rows: every result once, in a patient's record where that is certain, else in the inbox. spec: VIT-7 */
import { createHash } from 'node:crypto';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { labCode } from '#domain/vitals/lab-code.ts';
import type { WriteDb } from '#db/door.ts';
import { resultByFingerprint } from '#db/queries/lab-results.ts';
import { takeAnalyserResult, type Taken } from '../../laboratory/analyser-results.ts';
import { labWork, type Work } from '../../laboratory/work.ts';
import type { LabMessage, LabValue } from './lab-message.ts';
import { matchPatient, type Match, type SpecimenResolver } from './match-patient.ts';

/** Raised when the same bytes would be read otherwise. */
const READER_VERSION = 1;

export interface Source {
  readonly analyserId: string;
  readonly analyserName: string;
  readonly protocol: 'astm' | 'hl7';
  /** `tcp 127.0.0.1:5100`, or the path of a serial line. */
  readonly port: string;
}

export interface Filing {
  readonly source: Source;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly clock: 'stale' | 'suspect' | null;
  readonly ordered: SpecimenResolver;
}

export interface Filed {
  /** The message whose results these are; null where there were none at all. */
  readonly messageId: string | null;
  readonly added: number;
  readonly known: number;
}

/** Stores what one session of an analyser brought. What was received before adds nothing but its later state. */
export function fileMessages(tx: WriteDb, messages: readonly LabMessage[], filing: Filing): Filed {
  const day = new Date(filing.receivedAt).toISOString().slice(0, 10);
  const results = messages.flatMap((message) => message.results.map((result) => ({ result, fingerprint: fingerprintOf(message, result, filing.source.analyserName, day) })));
  const fresh = new Map<string, LabValue>();
  let knownIn: string | null = null;
  let known = 0;
  for (const { result, fingerprint } of results) {
    const before = resultByFingerprint(tx, fingerprint);
    if (before) {
      known += 1;
      knownIn = before.message_id;
      tx.update('lab_result', before.id, { result_status: result.status, ...(result.comment === null ? {} : { comment: result.comment }) });
    } else if (fresh.has(fingerprint)) known += 1;
    else fresh.set(fingerprint, result);
  }
  if (fresh.size === 0) return { messageId: knownIn, added: 0, known };
  return { messageId: insertMessage(tx, fresh, messages[0]?.controlId ?? null, filing), added: fresh.size, known };
}

/** Instrument, specimen, test, end of the test and value. Without an end the day has to do: sequence numbers begin anew each day. */
function fingerprintOf(message: LabMessage, result: LabValue, analyserName: string, day: string): string {
  const nobodyAndNoTime = result.specimen === null && result.patientRef === null;
  const when = result.takenAt ?? (nobodyAndNoTime ? message.sentAt : message.sentAt?.slice(0, 10)) ?? day;
  const parts = [message.sender || analyserName, result.specimen, result.patientRef, result.testCode, when, result.text];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function insertMessage(tx: WriteDb, fresh: ReadonlyMap<string, LabValue>, controlId: string | null, filing: Filing): string {
  const { source, receivedAt } = filing;
  const messageId = tx.newId();
  tx.insert('lab_message', {
    id: messageId, analyser_id: source.analyserId, analyser_name: source.analyserName, protocol: source.protocol, control_id: controlId,
    received_at: new Date(receivedAt).toISOString(), fingerprint: createHash('sha256').update([...fresh.keys()].join()).digest('base64url'), results: fresh.size,
  });
  const writer = new ResultWriter(tx, { messageId, source, at: receivedAt, clock: filing.clock, personId: null });
  let position = 0;
  for (const [fingerprint, result] of fresh) {
    position += 1;
    const match: Match | 'control' = result.control ? 'control' : matchPatient(tx, result, filing.ordered);
    writer.add(waitingRow(tx.newId(), { messageId, position, fingerprint }, result), match);
  }
  return messageId;
}

type ResultRow = SyncedRow<'lab_result'>;

const waitingRow = (id: string, place: { messageId: string; position: number; fingerprint: string }, result: LabValue): ResultRow => ({
  id, message_id: place.messageId, position: place.position, status: 'inbox', why_waiting: null, patient_id: null, specimen: result.specimen,
  patient_ref: result.patientRef, test_code: result.testCode, test_name: result.testName, loinc: result.loinc, value: result.value, text: result.text,
  unit: result.unit, reference_range: result.range, flags: JSON.stringify(result.flags), result_status: result.status, taken_at: result.takenAt,
  comment: result.comment, fingerprint: place.fingerprint, matched_by: null, matched_at: null, person_id: null, observation_id: null, dismiss_reason: null,
});

interface Writing {
  readonly messageId: string;
  readonly source: Source;
  /** Milliseconds since 1970: when the message came, which is when its values count from. */
  readonly at: number;
  readonly clock: 'stale' | 'suspect' | null;
  /** Who files by hand; null for the program itself. */
  readonly personId: string | null;
}

type FiledColumns = Pick<ResultRow, 'status' | 'patient_id' | 'matched_by' | 'matched_at' | 'person_id' | 'observation_id'>;

/** Writes results of one message, and the observations of those that have a patient. */
export class ResultWriter {
  readonly #tx: WriteDb;
  readonly #writing: Writing;
  #work: Work | undefined;
  /** One origin for each patient. */
  readonly #origins = new Map<string, string>();

  constructor(tx: WriteDb, writing: Writing) {
    this.#tx = tx;
    this.#writing = writing;
  }

  add(row: ResultRow, match: Match | 'control'): void {
    if (match === 'control') this.#tx.insert('lab_result', { ...row, status: 'control' });
    else if ('why' in match) this.#tx.insert('lab_result', { ...row, why_waiting: match.why });
    else {
      const taken = this.#take(row, match.patientId, this.#writing.at);
      if (taken === 'earlier-filed' || taken === 'unit-differs') this.#tx.insert('lab_result', { ...row, why_waiting: taken });
      else this.#tx.insert('lab_result', { ...row, ...(taken === undefined ? this.#record(row, match.patientId, match.by, this.#writing.at) : this.#filed(match.patientId, 'order', this.#writing.at, null)) });
    }
  }

  /** Puts a result to the order it belongs to, or straight into the patient's record where nobody ordered it. Gives the columns that say so. */
  file(row: ResultRow, patientId: string, by: string, now: number): FiledColumns {
    return this.#take(row, patientId, now) === 'taken' ? this.#filed(patientId, by, now, null) : this.#record(row, patientId, by, now);
  }

  #take(row: ResultRow, patientId: string, now: number): Taken {
    const { clock, personId } = this.#writing;
    this.#work ??= labWork(this.#tx, { now, personId, clock });
    return takeAnalyserResult(this.#work, row, patientId);
  }

  #filed(patientId: string, by: string, now: number, observationId: string | null): FiledColumns {
    return { status: 'filed', patient_id: patientId, matched_by: by, matched_at: new Date(now).toISOString(), person_id: this.#writing.personId, observation_id: observationId };
  }

  #record(row: ResultRow, patientId: string, by: string, now: number): FiledColumns {
    const { messageId, at, clock, personId } = this.#writing;
    const observationId = this.#tx.newId();
    this.#tx.insert('observation', {
      id: observationId, patient_id: patientId, set_id: messageId, encounter_id: null, token_id: null, code: labCode(row.test_code), loinc: row.loinc,
      value: row.value, text: row.value === null ? row.text : null, unit: row.unit, typed_value: null, typed_unit: null, taken_at: new Date(at).toISOString(),
      recorded_at: new Date(now).toISOString(), recorded_by: personId, source: 'analyser', confirmed: 0, clock, origin_id: this.#origin(patientId, row),
    });
    return this.#filed(patientId, by, now, observationId);
  }

  #origin(patientId: string, row: ResultRow): string {
    const known = this.#origins.get(patientId);
    if (known !== undefined) return known;
    const { source, at, messageId } = this.#writing;
    const id = this.#tx.newId();
    this.#tx.insert('reading_origin', {
      id, patient_id: patientId, device_use_id: null, device_id: source.analyserId, device_name: source.analyserName, driver: source.protocol,
      driver_version: READER_VERSION, port: source.port, device_serial: null, device_time: row.taken_at, received_at: new Date(at).toISOString(),
      flags: '[]', raw: `lab_message ${messageId}`,
    });
    this.#origins.set(patientId, id);
    return id;
  }
}
