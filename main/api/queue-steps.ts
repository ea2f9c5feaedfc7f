import { nextStatus, type TokenAction, type TokenStatus } from '#domain/queue/state.ts';
import type { WriteDb } from '#db/door.ts';
import { eventsOf, type TokenRow } from '#db/queries/queue.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import { followToken } from './appointment-status.ts';

type TokenChanges = Partial<TokenRow>;

/** Who takes a step, and when. */
type Stepping = Pick<Call, 'now' | 'caller'>;

/** The token, or NOT_FOUND. */
export function tokenOf(tx: WriteDb, tokenId: string): TokenRow {
  const row = tx.row('token', tokenId);
  if (!row) throw fail('NOT_FOUND', { what: 'token' });
  return row;
}

/**
 * Takes one step with a token: checks that its status allows it, changes the row and appends the event with what
 * the row held before, so that the step can be taken back. Returns the event's id.
 */
export function takeStep(tx: WriteDb, call: Stepping, tokenId: string, action: TokenAction, extra: TokenChanges = {}): string {
  const token = tokenOf(tx, tokenId);
  const next = nextStatus(token.status as TokenStatus, action);
  if (!next.ok) throw fail('CONFLICT', { reason: `token-is-${token.status}` });
  const changes: TokenChanges = { ...stampsFor(next.value, token, new Date(call.now).toISOString(), action), ...extra, status: next.value };
  const before = Object.fromEntries(Object.keys(changes).map((column) => [column, token[column as keyof TokenRow]]));
  const eventId = appendEvent(tx, call, { ...token, ...changes }, action, before);
  tx.update('token', tokenId, changes);
  followToken(tx, call.now, { ...token, ...changes });
  return eventId;
}

function stampsFor(status: TokenStatus, token: TokenRow, at: string, action: TokenAction): TokenChanges {
  if (action === 'call') return { called_at: at, times_called: token.times_called + 1, ended_at: null };
  if (action === 'start') return { started_at: at };
  if (action === 'transfer') return { called_at: null, started_at: null, times_called: 0 };
  return status === 'done' || status === 'no-show' || status === 'cancelled' ? { ended_at: at } : {};
}

/** Takes the last step of a token back. Throws CONFLICT when there is none. */
export function undoStep(tx: WriteDb, call: Call, tokenId: string): void {
  const token = tokenOf(tx, tokenId);
  const last = lastStep(eventsOf(tx, tokenId));
  if (!last) throw fail('CONFLICT', { reason: 'nothing-to-undo' });
  const earlier = JSON.parse(last.before) as TokenChanges;
  appendEvent(tx, call, { ...token, ...earlier }, 'undo', {});
  tx.update('token', tokenId, earlier);
  followToken(tx, call.now, { ...token, ...earlier });
}

/** The newest step that no undo has taken back. `events` are newest first. */
export function lastStep<E extends { readonly action: string }>(events: readonly E[]): E | undefined {
  let takenBack = 0;
  for (const event of events) {
    if (event.action === 'undo') takenBack += 1;
    else if (takenBack > 0) takenBack -= 1;
    else return event;
  }
  return undefined;
}

function appendEvent(tx: WriteDb, call: Stepping, token: TokenRow, action: string, before: TokenChanges): string {
  const id = tx.newId();
  tx.insert('token_event', {
    id, token_id: token.id, patient_id: token.patient_id, service_day: token.service_day, at: new Date(call.now).toISOString(), action,
    room_id: token.room_id, service_id: token.service_id, person_id: call.caller.personId, before: JSON.stringify(before),
    spoken_via: null, spoken_after_ms: null,
  });
  return id;
}
