import { rewindTo } from '#domain/sync/timelines.ts';
import { judge, recordAll, take } from './accept.ts';
import type { Model } from './context.ts';
import { timelineOf } from './disk.ts';
import { groupOf, isKnown, SERVER, type Op } from './operation.ts';
import { beginLife, horizon } from './restore.ts';
import { lastPlace, placeOf, samePlace, type Answers, type CallName, type Entry, type Place, type Refusal, type Requests } from './messages.ts';
import type { DeviceRow } from './server-state.ts';

const TOKEN_LIFE_MS = 15 * 60_000;
/** Operations in one request or answer, unless one group alone is larger. */
export const MAX_BATCH = 24;

const refuse = (status: Refusal['status']): Refusal => ({ status });
const serverNow = (model: Model): number => model.nowMs + model.server.clockMs;

/** The device's row: an identity the database has forgotten but the register knows begins again at 0. */
function rowOf(model: Model, device: string): DeviceRow {
  const { state } = model.server;
  let row = state.devices.get(device);
  if (!row) state.devices.set(device, row = { last: 0, chains: [0] });
  return row;
}

function denied(model: Model, request: { device: string; token: number; timeline?: string }, alsoSuspended = false): Refusal | null {
  const { state } = model.server;
  const age = serverNow(model) - request.token;
  if (age > TOKEN_LIFE_MS || age < -TOKEN_LIFE_MS) return refuse('unauthorised');
  if (state.revoked.has(request.device)) return refuse('revoked');
  if (!alsoSuspended && state.suspended.has(request.device)) return refuse('suspended');
  if (model.on.timeline && request.timeline !== undefined && request.timeline !== timelineOf(state.history)) return refuse('timeline');
  return null;
}

function push(model: Model, device: string, ops: readonly Op[]): Answers['push'] {
  const row = rowOf(model, device);
  const verdict = judge(model, row, ops);
  return verdict === 'ok' ? { status: 'ok', last: take(model, row, ops, model.server.state.suspended.has(device)) } : refuse(verdict);
}

type Handlers = { [K in CallName]: (model: Model, request: Requests[K]) => Answers[K] };

const handlers: Handlers = {
  hello(model, { device, at, aside }) {
    const { state } = model.server;
    const row = rowOf(model, device);
    return {
      status: 'ok', revoked: state.revoked.has(device), token: serverNow(model), history: state.history.slice(), last: row.last,
      chain: row.chains[row.last] ?? 0, head: state.log.length, at: placeAt(state.log, at), horizon: horizon(model, device),
      quarantined: [...state.quarantine.values(), ...state.discarded.values()].filter((op) => isOfFamily(model, op.origin, device)).map((op) => op.opId),
      suspended: state.suspended.has(device), discarded: aside.filter((id) => state.discarded.has(id)),
    };
  },

  wentBack(model, request) {
    const no = denied(model, { device: request.device, token: request.token });
    if (no) return no;
    const { state } = model.server;
    const start = commonPlace(model, rowOf(model, request.device).last, request);
    if (start !== null) beginLife(model, start, `back${String(model.server.livesBegun += 1)}`);
    return { status: 'ok', history: state.history.slice() };
  },

  chains: (model, { device }) => ({ status: 'ok', chains: rowOf(model, device).chains.slice() }),

  enrol(model, { from, id }) {
    const { state, register } = model.server;
    if (from !== null && state.revoked.has(from)) return refuse('revoked');
    register.enrolled.add(id);
    register.eldest.set(id, register.eldest.get(from ?? id) ?? id);
    rowOf(model, id);
    // Another name does not let anybody in.
    if (from !== null && state.suspended.has(from)) setSuspended(model, id, true);
    state.slots += 1;
    register.slots = Math.max(register.slots, state.slots);
    return { status: 'ok', id, slot: `s${String(state.slots)}` };
  },

  push(model, request) {
    const no = denied(model, request, true);
    if (no) return no;
    return push(model, request.device, request.ops);
  },

  contribute(model, request) {
    const no = denied(model, request);
    if (no) return no;
    const before = model.server.state.log.length;
    if (model.on['contribute-by-id']) recordAll(model, request.ops);
    else for (const op of request.ops) if (!op.origin.startsWith(SERVER)) push(model, op.origin, [op]);
    return { status: 'ok', taken: model.server.state.log.length - before };
  },

  handIn(model, request) {
    const { state } = model.server;
    if (denied(model, request)?.status === 'unauthorised') return refuse('unauthorised');
    // What a trusted PC put aside stays in that PC's name: it will be admitted sooner than the word of a revoked one.
    for (const op of request.ops) if (!state.ids.has(op.opId) && !state.quarantine.has(op.opId) && !state.discarded.has(op.opId) && !op.origin.startsWith(SERVER)) state.quarantine.set(op.opId, op);
    return { status: 'ok' };
  },

  pull(model, request) {
    const no = denied(model, request);
    if (no) return no;
    if (request.version < model.server.state.oldest) return refuse('upgrade');
    if (model.server.register.revoked.has(request.device)) model.violate('I11', `${request.device} pulled after its revocation`);
    return page(model.server.state.log, request.after, request.limit, model.on['whole-groups']);
  },

  snapshot(model, request) {
    const { state, storageDown } = model.server;
    const no = denied(model, request);
    if (no) return no;
    // A program that does not know every column could not keep the row's values for the day it does.
    if (state.log.some(({ op }) => !isKnown(op, request.version))) return refuse('upgrade');
    if (storageDown) return refuse('unavailable');
    const from = model.on['snapshot-tail'] ? horizon(model, request.device).seq : Infinity;
    const stored = model.server.snapshot;
    const usable = stored && (stored.place?.seq ?? 0) <= (rewindTo(stored.history, state.history) ?? Infinity) ? stored : null;
    const { place, rows } = usable ?? { place: lastPlace(state.log), rows: new Map(state.rows) };
    return { status: 'ok', place, rows, history: state.history.slice(), from: Math.min(from, place?.seq ?? 0) };
  },
  rows(model, request) {
    const no = denied(model, request);
    if (no) return no;
    const { rows, discarded, log } = model.server.state;
    return { status: 'ok', head: log.length, discarded: request.aside.filter((id) => discarded.has(id)), rows: new Map(request.ids.flatMap((id) => { const row = rows.get(id); return row ? [[id, row]] : []; })) };
  },
};

/** Copies of one disk send the same operations, each under its own name; what became of them concerns all. */
const isOfFamily = ({ server: { register: { eldest } } }: Model, name: string, other: string): boolean => eldest.get(name) === eldest.get(other);

/** Also in the register: a restored database must not let it in again. */
export function setSuspended({ server: { state, register } }: Model, id: string, isSuspended: boolean): void {
  for (const list of [state.suspended, register.suspended]) {
    if (isSuspended) list.add(id);
    else list.delete(id);
  }
}

function placeAt(log: readonly Entry[], seq: number): Place | null {
  const entry = log[seq - 1];
  return entry ? placeOf(entry) : null;
}

/** The last place up to which the PC and the log surely agree; null when the log lacks nothing of what the PC knows. */
function commonPlace({ on, server: { state: { history, log } } }: Model, last: number, request: Requests['wentBack']): number | null {
  const present = timelineOf(history);
  if (!request.history.some(({ id }) => id === present)) return null;
  const agrees = (place: Place): boolean => samePlace(place, placeAt(log, place.seq), on['log-mark']);
  // Above the lowest place where they differ, the same may have come to the same place once more: a life that began there would leave that one as it is.
  const parted = request.known.filter((place) => !agrees(place)).reduce((lowest, { seq }) => Math.min(lowest, seq), Infinity);
  const common = request.known.filter((place) => place.seq < parted && agrees(place));
  const laterLife = timelineOf(request.history) !== present;
  if (!laterLife && request.cursor <= log.length && request.acked <= last && common.length === request.known.length) return null;
  return Math.min(common.reduce((highest, { seq }) => Math.max(highest, seq), 0), laterLife ? rewindTo(request.history, history) ?? Infinity : Infinity);
}

/** A page of the log: at most `limit` operations, more only to reach the end of a group. */
export function page(log: readonly Entry[], after: number, limit: number, whole: boolean): Answers['pull'] {
  if (after > log.length) return refuse('behind');
  const end = Math.min(log.length, after + limit);
  const next = whole ? endOfGroup(log, end) : end;
  return { status: 'ok', entries: log.slice(after, next), next, head: log.length };
}

function endOfGroup(log: readonly Entry[], end: number): number {
  const last = log[end - 1];
  if (!last) return end;
  const group = groupOf(last.op);
  const other = log.findIndex((entry, i) => i >= end && groupOf(entry.op) !== group);
  return other < 0 ? log.length : other;
}

export const handle = <K extends CallName>(model: Model, name: K, request: Requests[K]): Answers[K] => handlers[name](model, request);
