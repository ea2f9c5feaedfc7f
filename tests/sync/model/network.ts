import type { AtCall, CallFault } from '../step.ts';
import { Crash, NoAnswer, type Device, type Late, type Model, type Plan } from './context.ts';
import { damagedAnswer, damagedRequest } from './damage.ts';
import { crashPoint } from './device.ts';
import { digest } from './digest.ts';
import { timelineOf } from './disk.ts';
import type { Answers, CallName, Ok, Requests } from './messages.ts';
import { handle, MAX_BATCH, page } from './server.ts';

const STALE_MS = 20 * 60_000;
/** What the proxy of a `small-requests` link lets through, in operations. */
const SMALL = 4;

export interface Wire {
  readonly model: Model;
  readonly device: Device;
  readonly plan: Plan;
  /** Runs what happens elsewhere while the answer is awaited. */
  readonly elsewhere: (step: NonNullable<Plan['meanwhile']>['step']) => void;
}

/**
 * One call from a PC to the server, with everything that may happen to it on the way. Returns the answer, whatever it
 * says; throws NoAnswer when none came that can be used.
 */
export function call<K extends CallName>(wire: Wire, name: K, request: Requests[K]): Answers[K] {
  const { device, plan, model } = wire;
  crashPoint(device);
  const number = plan.calls++;
  const disk = device.disk;
  const { step: other = null } = plan.meanwhile?.call === number ? plan.meanwhile : {};
  if (other) wire.elsewhere(other);
  // A restore or the loss of the machine ends the program that was waiting.
  if (device.disk !== disk || model.devices.get(device.number) !== device) throw new Crash('the machine was taken away');
  if (other?.do === 'restore-server' && other.unannounced) throw new NoAnswer('the server was stopped');
  checkSize(model, name, request);
  const answer = carry(wire, name, request, plan.faults.filter((fault: AtCall) => fault.call === number).map((fault) => fault.fault));
  crashPoint(device);
  return answer;
}

/** The answer if it is a yes; throws NoAnswer for any refusal, which ends this synchronisation and nothing else. */
export function ask<K extends CallName>(wire: Wire, name: K, request: Requests[K]): Ok<K> {
  const answer = call(wire, name, request);
  if (answer.status !== 'ok') throw new NoAnswer(answer.status);
  return answer as Ok<K>;
}

function carry<K extends CallName>(wire: Wire, name: K, request: Requests[K], faults: readonly CallFault[]): Answers[K] {
  const { model, device } = wire;
  const has = (fault: CallFault): boolean => faults.includes(fault);
  const link = useLink(device);
  if (link === 'down' || has('drop-request')) throw new NoAnswer('the request was lost');
  if (link === 'small-requests' && 'ops' in request && request.ops.length > SMALL) return { status: 'too-large' } as Answers[K];
  if (has('captive-portal')) throw new NoAnswer('the answer is a web page');
  if (has('lock-timeout')) return { status: 'busy' } as Answers[K];
  if (has('reorder')) {
    model.late.push({ name, request } as Late);
    throw new NoAnswer('no answer in time');
  }
  if (has('stale-token')) model.nowMs += STALE_MS;
  if (has('duplicate-later')) model.late.push({ name, request } as Late);
  const answer = deliver(wire, name, request, faults);
  if (link === 'no-answers' || has('drop-response')) throw new NoAnswer('the answer was lost');
  return answer;
}

function deliver<K extends CallName>({ model, plan }: Wire, name: K, sent: Requests[K], faults: readonly CallFault[]): Answers[K] {
  const damage = faults.find((fault) => fault === 'truncate-body' || fault === 'corrupt-body');
  const onTheWay = damage !== undefined && plan.random.chance(0.3);
  const request = onTheWay ? damagedRequest(sent, damage, plan.random) : sent;
  // An object that was not replaced says what it said: only a damaged copy needs the hash.
  if (model.on['answer-check'] && request !== sent && digest(request) !== digest(sent)) return { status: 'damaged' } as Answers[K];
  if (faults.includes('replica-lag') && name === 'pull') return fromReplica(model, request as Requests['pull']) as Answers[K];
  let answer = handle(model, name, request);
  if (faults.includes('duplicate-now')) {
    const again = handle(model, name, request);
    if (plan.random.chance(0.5)) answer = again;
  }
  const received = damage && !onTheWay ? damagedAnswer(answer, damage, plan.random) : answer;
  if (model.on['answer-check'] && received !== answer && digest(received) !== digest(answer)) throw new NoAnswer('the answer is damaged');
  return received;
}

function fromReplica(model: Model, request: Requests['pull']): Answers['pull'] {
  const { state } = model.server.standby;
  if (request.timeline !== timelineOf(state.history)) return { status: 'behind' };
  const answer = handle(model, 'pull', request);
  return answer.status === 'ok' ? page(state.log, request.after, request.limit, model.on['whole-groups']) : answer;
}

function useLink(device: Device): 'down' | 'no-answers' | 'small-requests' | null {
  const { link } = device;
  if (!link) return null;
  device.link = link.calls > 1 ? { ...link, calls: link.calls - 1 } : null;
  return link.state;
}

function checkSize(model: Model, name: CallName, request: Requests[CallName]): void {
  if (!('ops' in request) || request.ops.length <= MAX_BATCH) return;
  const groups = new Set(request.ops.map((op) => `${op.origin}|${String(op.group)}`));
  if (groups.size > 1) model.violate('I13', `${name} with ${String(request.ops.length)} operations of ${String(groups.size)} groups`);
}
