import { NetworkFailure, type Send, type SyncRequest, type SyncResponse } from '#main/sync/transport.ts';
import { limits } from '#domain/sync/wire/limits.ts';
import type { CallFault, Step } from '../step.ts';
import { Crash, type CallPlan, type Execution } from './context.ts';
import type { RawAnswer } from './exchange.ts';
import type { Pc } from './pc.ts';

/** Longer than a token lives. */
const STALE_MS = 20 * 60_000;
/** What the proxy of a `small-requests` link lets through, in bytes of a body. */
const SMALL_BYTES = 16_000;
const OLD_SCHEMA = 10;

export interface Wire {
  readonly execution: Execution;
  readonly pc: Pc;
  readonly plan: CallPlan;
  /** Runs what happens elsewhere while an answer is awaited. */
  readonly elsewhere: (step: Step) => Promise<void>;
}

/** The way from one PC to the server during one synchronisation, with everything that may happen to a call on it. */
export function faultySend(wire: Wire): Send {
  return async (asked) => {
    const { execution, pc, plan } = wire;
    pc.point();
    const request = asThisProgram(pc, plan, asked);
    const number = plan.calls++;
    const { store } = pc;
    const at = plan.meanwhile?.call;
    const isNow = at === number || (at === 'pull' && request.path.includes('/pull?'));
    const { step: other = null } = isNow && plan.meanwhile ? plan.meanwhile : {};
    if (other) await wire.elsewhere(other);
    // A restore or the loss of the machine ends the program that was waiting.
    if (pc.store !== store || pc.gone) throw new Crash();
    if (other?.do === 'restore-server' && other.unannounced) throw new NetworkFailure('cut');
    checkSize(execution, request);
    const sentAt = pc.now();
    const answer = await carry(wire, request, plan.faults.filter((fault) => fault.call === number).map(({ fault }) => fault));
    pc.point();
    if (pc.store !== store || pc.gone) throw new Crash();
    return read(pc, sentAt, answer);
  };
}

/** A call that nothing happens to. */
export const plainSend = (execution: Execution, pc: Pc): Send => async (request) => read(pc, pc.now(), await deliver(execution, request));

/** The page is small, so that pages matter; an older program says so. */
function asThisProgram(pc: Pc, { page }: CallPlan, request: SyncRequest): SyncRequest {
  const path = request.path.replace(/\blimit=\d+/, `limit=${String(page)}`);
  return { ...request, path: pc.version < 2 ? path.replace(/\bschema=\d+/, `schema=${String(OLD_SCHEMA)}`) : path };
}

async function carry(wire: Wire, request: SyncRequest, faults: readonly CallFault[]): Promise<RawAnswer> {
  const { execution, pc } = wire;
  const has = (fault: CallFault): boolean => faults.includes(fault);
  const link = useLink(pc);
  if (link === 'down' || has('drop-request')) throw new NetworkFailure('unreachable');
  if (link === 'small-requests' && bytesOf(request) > SMALL_BYTES) throw new NetworkFailure('not-daybook');
  if (has('captive-portal')) throw new NetworkFailure('not-daybook');
  if (has('lock-timeout')) return { status: 503, headers: {}, body: Buffer.from('{"code":"busy","message":"busy"}') };
  if (has('replica-lag') && request.path.includes('/pull?')) return { status: 200, headers: {}, body: Buffer.from(`{"kind":"behind","head":0,"now":${String(execution.nowMs)}}`) };
  if (has('reorder')) {
    execution.late.push(request);
    throw new NetworkFailure('timeout');
  }
  if (has('stale-token')) execution.nowMs += STALE_MS;
  if (has('duplicate-later')) execution.late.push(request);
  const answer = await onTheWire(wire, request, faults);
  if (link === 'no-answers' || has('drop-response')) throw new NetworkFailure('timeout');
  return answer;
}

async function onTheWire({ execution, plan }: Wire, request: SyncRequest, faults: readonly CallFault[]): Promise<RawAnswer> {
  const damage = faults.find((fault) => fault === 'truncate-body' || fault === 'corrupt-body');
  // Encryption of the line notices a changed byte; behind it, what is signed or chained is still checked by the server.
  if (damage && (plan.random.chance(0.5) || !request.path.endsWith('/push'))) throw new NetworkFailure('cut');
  const damaged = damage && damagedBody(request, damage, plan.random.int(0x7fffffff));
  const answer = await deliver(execution, request, damaged);
  if (!faults.includes('duplicate-now')) return answer;
  const again = await deliver(execution, request);
  return plan.random.chance(0.5) ? again : answer;
}

function damagedBody({ body }: SyncRequest, damage: 'truncate-body' | 'corrupt-body', r: number): Buffer {
  const whole = Buffer.from(JSON.stringify(body));
  if (damage === 'truncate-body') return whole.subarray(0, r % whole.length);
  const at = r % whole.length;
  whole[at] = whole[at] === 0x31 ? 0x32 : 0x31;
  return whole;
}

/** The request at the server, as it was sent or as it arrived. */
export async function deliver({ server }: Execution, { method, path, body, token, personId, range }: SyncRequest, arrived?: Buffer): Promise<RawAnswer> {
  const bytes = arrived ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
  const answer = await server.ask({ method, path, body: bytes, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(personId ? { 'daybook-person': personId } : {}), ...(range ? { range: `bytes=${String(range.from)}-${String(range.to)}` } : {}) } });
  return answer;
}

function read(pc: Pc, sentAt: number, { status, headers, body }: RawAnswer): SyncResponse {
  const isChunk = headers['content-type'] === 'application/vnd.daybook.chunk';
  return { status, body: isChunk ? body : JSON.parse(body.toString('utf8')), sentAt, receivedAt: pc.now() };
}

function useLink(pc: Pc): 'down' | 'no-answers' | 'small-requests' | null {
  const { network } = pc;
  if (!network) return null;
  pc.network = network.calls > 1 ? { ...network, calls: network.calls - 1 } : null;
  return network.state;
}

const bytesOf = ({ body }: SyncRequest): number => (body === undefined ? 0 : JSON.stringify(body).length);

/** I13: a message is bounded. */
function checkSize(execution: Execution, request: SyncRequest): void {
  const bytes = bytesOf(request);
  if (bytes > limits.messageBytes) execution.violate('I13', `a message of ${String(bytes)} bytes to ${request.path.split('?')[0] ?? ''}`);
}
