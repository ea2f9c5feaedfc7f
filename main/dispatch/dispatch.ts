import type { EndpointMeta } from '#domain/contract/endpoint.ts';
import type { Permission } from '#domain/permissions/permissions.ts';
import { asStoreError, StoreError } from '#db/errors.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import { recordAccess } from '#db/queries/audit.ts';
import { placeOf } from '#db/notes-text.ts';
import { findAnswer, lastPlace, type KeptAnswer } from '#db/queries/commands.ts';
import type { Log } from '../log.ts';
import { traceOf } from '../log.ts';
import { nobody, type Sessions } from '../sessions/sessions.ts';
import type { Call, Caller, CallOrigin } from './call.ts';
import { DeskFailure, fail } from './failure.ts';

export interface DispatchParts {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
  /** This PC was taken out of its clinic: nothing of the record is shown or taken any more. */
  readonly removal: { readonly state: { readonly phase: string } };
  /** Makes anew what cannot be read any more. */
  readonly sync: { readonly damaged: () => void };
}

export interface Endpoint {
  /** `area.verb`. */
  readonly name: string;
  readonly meta: EndpointMeta;
}

/** The one thing a PC still says that was taken out: that it was. */
const FAREWELL = 'setup.status';

export type AnyHandler = (call: Call, input: never) => unknown;

/**
 * The one way into every handler: who is it, may they, has this command been answered already, write the look into
 * the audit log, run, and turn what went wrong into the contract's errors.
 */
export async function dispatch(
  parts: DispatchParts, endpoint: Endpoint, origin: CallOrigin, input: unknown, handler: AnyHandler,
): Promise<unknown> {
  try {
    if (parts.removal.state.phase !== 'no' && endpoint.name !== FAREWELL) throw fail('REMOVED');
    const caller = admit(parts, endpoint, origin);
    const commandId = endpoint.meta.kind === 'command' ? (commandIdOf(input) ?? parts.newId()) : null;
    const known = commandId === null || isNew(parts.store.read, commandId) ? undefined : answerIn(parts.store.read, commandId, endpoint.name);
    if (known && !known.toTell) return known.answer;
    if (endpoint.meta.audit === 'patient') noteLook(parts, endpoint, caller, input);
    return await handler(makeCall(parts, endpoint, origin, caller, commandId), input as never);
  } catch (error) {
    throw expected(parts, endpoint, error);
  }
}

function admit({ sessions }: DispatchParts, { meta }: Endpoint, origin: CallOrigin): Caller {
  if (meta.permission === 'anyone') return nobody;
  if (meta.permission === 'public') return sessions.callerIfAny(origin);
  const caller = sessions.caller(origin, meta.kind === 'command');
  if (meta.permission !== 'signed-in' && !caller.permissions.has(meta.permission satisfies Permission)) {
    throw fail('NOT_ALLOWED', { permission: meta.permission });
  }
  return caller;
}

function makeCall(
  { store, now }: DispatchParts, endpoint: Endpoint, origin: CallOrigin, caller: Caller, commandId: string | null,
): Call {
  const at = now();
  const writing = <K, T>(work: (tx: WriteDb) => K, tell?: (kept: K, db: ReadDb) => T): T => {
    const result = store.write({ personId: caller.personId, intent: endpoint.name }, (tx) => {
      const told = (kept: unknown): never => (tell ? tell(kept as K, tx) : kept) as never;
      // Two copies of one command may both have passed the first look while a secret was being hashed.
      const known = commandId === null || isNew(store.read, commandId) ? undefined : answerIn(tx, commandId, endpoint.name);
      if (known) return told(known.answer);
      const made = work(tx);
      if (commandId !== null) tx.keepAnswer({ id: commandId, answer: JSON.stringify(made ?? null), toTell: tell !== undefined, at });
      return told(made);
    });
    if (commandId !== null) noteAnswered(store.read, commandId);
    return result;
  };
  return { caller, origin, endpoint: endpoint.name, now: at, read: store.read, write: (work) => writing(work), writeAndTell: writing };
}

/** The commands that have an answer: those whose place is no later than `until`, perhaps, and those in `since`. */
interface Answered {
  readonly until: number;
  readonly since: Set<string>;
}

/** More ids than this are not kept in memory. */
const MOST_IDS = 50_000;

/**
 * Whether a command surely has no answer yet. Nearly every command is new, and asking the store would read its
 * pages again after each commit. What this process did not answer itself is in the store since it started.
 */
function isNew(db: ReadDb, commandId: string): boolean {
  const { until, since } = answered(db);
  return placeOf(commandId) > until && !since.has(commandId);
}

const answered = (db: ReadDb): Answered => db.kept('commands', 'answered', () => ({ until: lastPlace(db), since: new Set() }));

function noteAnswered(db: ReadDb, commandId: string): void {
  const { since } = answered(db);
  if (since.size < MOST_IDS) since.add(commandId);
  else db.forget('commands');
}

function answerIn(db: ReadDb, commandId: string, endpoint: string): KeptAnswer | undefined {
  const known = findAnswer(db, commandId);
  if (known && known.endpoint !== endpoint) throw fail('CONFLICT', { reason: 'command-id-used' });
  return known;
}

function noteLook({ store, log, now, newId }: DispatchParts, endpoint: Endpoint, caller: Caller, input: unknown): void {
  const patientId = (input as { patientId: string }).patientId;
  try {
    store.write({ personId: caller.personId, intent: endpoint.name }, (tx) => {
      recordAccess(tx, { id: newId(), patientId, personId: caller.personId, endpoint: endpoint.name, at: now() });
    });
  } catch (error) {
    // A full disk must not hide a patient's allergies from the doctor: the look goes into the program's log instead.
    if (!(error instanceof StoreError) || (error.problem !== 'full' && error.problem !== 'read-only')) throw error;
    log.error('look-not-recorded', { endpoint: endpoint.name, personId: caller.personId, patientId });
  }
}

function commandIdOf(input: unknown): string | undefined {
  return (input as { commandId?: string } | null)?.commandId;
}

function expected({ log, newId, sync }: DispatchParts, endpoint: Endpoint, thrown: unknown): DeskFailure {
  if (thrown instanceof DeskFailure) return thrown;
  // Queries run outside the store's own hands, so a damaged page reaches here as SQLite's error.
  const error = asStoreError(thrown);
  if (error instanceof StoreError) {
    log.error('store-fault', { endpoint: endpoint.name, problem: error.problem });
    if (error.problem === 'full') return fail('STORE_FULL');
    if (error.problem === 'read-only') return fail('STORE_READ_ONLY');
    if (error.problem === 'damaged') {
      sync.damaged();
      return fail('STORE_DAMAGED');
    }
  }
  const errorId = newId().slice(-8);
  log.error('bug', { endpoint: endpoint.name, errorId, ...traceOf(error) });
  return fail('INTERNAL', { errorId });
}
