import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';
import type { TokenAction } from '#domain/queue/state.ts';
import { findClinic, listRooms } from '#db/queries/clinic.ts';
import type { WriteDb } from '#db/door.ts';
import { callsAfter, findLine, linesOfDay, tokensBetween, type TokenRow } from '#db/queries/queue.ts';
import type { ReadDb } from '#db/read.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { takeStep, tokenOf, undoStep } from './queue-steps.ts';
import { announcementOf, displayState, entryOf, flowOf, inQueueOrder, nextWaiting } from './queue-views.ts';
import { issuedToken, issueToken, queueDay } from './token-rows.ts';

type StepInput = { readonly tokenId: string };

/** Tokens, calling, the public display. */
export function queueHandlers(desk: DeskParts): Handlers<Contract['queue']> {
  return {
    today: (call, filter) => {
      const day = queueDay(call.read, call.now);
      const lines = linesOfDay(call.read, day).filter(({ token }) =>
        (filter.serviceId === undefined || token.service_id === filter.serviceId) && (filter.roomId === undefined || token.room_id === filter.roomId));
      return { day, entries: inQueueOrder(lines, call.now).map((line) => entryOf(line, call)) };
    },
    issue: (call, input) => call.writeAndTell((tx) => {
      const { id, waitingAhead } = issueToken(tx, call, { ...input, clock: keptClock(desk) });
      return [id, waitingAhead] as const;
    }, ([id, waitingAhead], db) => issuedToken(db, id, waitingAhead)),
    callNext: (call, input) => call.write((tx) => {
      const line = nextWaiting(linesOfDay(tx, queueDay(tx, call.now)), input, call.now);
      return line ? callToken(tx, call, line.token.id, input.roomId) : { entry: null, announcement: null };
    }),
    call: (call, { tokenId, roomId }) => call.write((tx) => callToken(tx, call, tokenId, roomId)),
    start: step('start'),
    skip: step('skip'),
    hold: step('hold', ({ reason }: StepInput & { reason: string }) => ({ held_reason: reason === '' ? null : reason })),
    resume: step('resume', () => ({ held_reason: null })),
    noShow: step('no-show'),
    finish: step('finish'),
    cancel: step('cancel'),
    transfer: (call, { tokenId, serviceId, roomId }) => call.write((tx) => {
      if (!tx.row('service', serviceId)) throw fail('NOT_FOUND', { what: 'service' });
      if (roomId !== null && !tx.row('room', roomId)) throw fail('NOT_FOUND', { what: 'room' });
      takeStep(tx, call, tokenId, 'transfer', { service_id: serviceId, room_id: roomId });
      return lineOf(tx, tokenId, call);
    }),
    setPriority: step('prioritise', ({ priority }: StepInput & { priority: string }) => ({ priority })),
    undo: (call, { tokenId }) => call.write((tx) => {
      undoStep(tx, call, tokenId);
      return lineOf(tx, tokenId, call);
    }),
    display: (call) => displayState(call.read, clinicOf(call.read), queueDay(call.read, call.now), call.now),
    announcements: (call, { after }) => {
      const clinic = findClinic(call.read);
      if (!clinic) return { announcements: [] };
      const calls = callsAfter(call.read, queueDay(call.read, call.now), after, 20);
      return { announcements: calls.map((row) => announcementOf(row, clinic)) };
    },
    spoken: (call, { callId, via, startedAfterMs }) => call.write((tx) => {
      noteSpoken(tx, call, callId, via, startedAfterMs);
      return done;
    }),
    rooms: (call) => ({ rooms: roomsNow(call.read, queueDay(call.read, call.now)) }),
    flow: (call, { from, to }) => ({ hours: flowOf(tokensBetween(call.read, from, to), clinicOf(call.read).zone) }),
  };
}

/** A handler that takes one step and answers with the line as it is then. */
function step<I extends StepInput>(action: TokenAction, extra: (input: I) => Partial<TokenRow> = () => ({})) {
  return (call: Call, input: I): QueueEntry => call.write((tx) => {
    takeStep(tx, call, input.tokenId, action, extra(input));
    return lineOf(tx, input.tokenId, call);
  });
}

function lineOf(db: ReadDb, tokenId: string, call: Call): QueueEntry {
  const line = findLine(db, tokenId);
  if (!line) throw fail('NOT_FOUND', { what: 'token' });
  return entryOf(line, call);
}

/** Calls a token to a room and says what is to be announced. */
function callToken(tx: WriteDb, call: Call, tokenId: string, roomId: string) {
  if (tx.row('room', roomId)?.active !== 1) throw fail('NOT_FOUND', { what: 'room' });
  const callId = takeStep(tx, call, tokenId, 'call', { room_id: roomId });
  const day = tokenOf(tx, tokenId).service_day;
  const row = callsAfter(tx, day, '', 1).find((made) => made.id === callId);
  return { entry: lineOf(tx, tokenId, call), announcement: row ? announcementOf(row, clinicOf(tx)) : null };
}

/** Speaking ends within minutes of the call; later reports are none. */
const REPORTED_WITHIN_MS = 10 * 60_000;

function noteSpoken(tx: WriteDb, call: Call, callId: string, via: string, startedAfterMs: number): void {
  const event = tx.row('token_event', callId);
  if (!event || event.action !== 'call' || call.now - Date.parse(event.at) > REPORTED_WITHIN_MS) throw fail('NOT_FOUND', { what: 'call' });
  if (tx.statement("SELECT 1 FROM token_event WHERE token_id = ? AND action = 'spoken' AND before = ?").get(event.token_id, JSON.stringify({ callId }))) return;
  tx.insert('token_event', {
    id: tx.newId(), token_id: event.token_id, patient_id: event.patient_id, service_day: event.service_day,
    at: new Date(call.now).toISOString(), action: 'spoken', room_id: event.room_id, service_id: event.service_id,
    person_id: call.caller.personId, before: JSON.stringify({ callId }), spoken_via: via, spoken_after_ms: startedAfterMs,
  });
}

function roomsNow(db: ReadDb, day: string) {
  // Two called to one room: the later call is the one people see on the display.
  const busy = linesOfDay(db, day).filter(({ token }) => token.status === 'called' || token.status === 'serving')
    .sort((a, b) => (b.token.called_at ?? '').localeCompare(a.token.called_at ?? ''));
  return listRooms(db).filter((room) => room.active).map((room) => {
    const line = busy.find(({ token }) => token.room_id === room.id);
    return { id: room.id, name: room.name, label: line?.token.label ?? null, tokenId: line?.token.id ?? null, since: line?.token.called_at ?? null };
  });
}
