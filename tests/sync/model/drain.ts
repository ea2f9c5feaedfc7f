import { Random } from '../random.ts';
import { Crash, DiskRefused, NoAnswer, type Device, type Model } from './context.ts';
import { timelineOf } from './disk.ts';
import { checkGroups } from './invariants/groups.ts';
import { checkPutAside, replicas } from './invariants/replicas.ts';
import { groupOf, SECOND_VERSION } from './operation.ts';
import { upgrade } from './pull.ts';
import { handle, setSuspended } from './server.ts';
import { admitGroup } from './server-chores.ts';
import { synchronise } from './sync.ts';

/** Every PC synchronises once in a round. */
const MOST_ROUNDS = 16;
/** Until this round the quarantine waits, so that its authors' PCs can be seen to know of it. */
const ADMIT_FROM = 4;

/** Ends all faults, then lets every PC synchronise until there is nothing left to do. I12: that takes a bounded number of rounds. */
export function drain(model: Model): void {
  heal(model);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    if (round === ADMIT_FROM) checkPutAside(model);
    if (round >= ADMIT_FROM) admitAll(model);
    for (const device of model.devices.values()) {
      attempt(model, device, round);
      checkGroups(model, device);
    }
    model.totals.rounds = round;
    const waiting = replicas(model).filter((device) => !isAtRest(model, device));
    if (round >= ADMIT_FROM && waiting.length === 0) return;
  }
  for (const device of replicas(model)) if (!isAtRest(model, device)) model.violate('I12', `device ${String(device.number)} does not come to rest: ${doing(model, device)}`);
}

function heal(model: Model): void {
  for (const late of model.late.splice(0)) handle(model, late.name, late.request);
  model.server.state.version = SECOND_VERSION;
  model.server.storageDown = false;
  for (const id of [...model.server.register.suspended, ...model.server.state.suspended]) setSuspended(model, id, false);
  for (const device of model.devices.values()) {
    device.link = null;
    device.refusals = 0;
    device.crashIn = null;
    if (device.disk.version < SECOND_VERSION) upgrade(model, device.disk, SECOND_VERSION);
  }
}

function attempt(model: Model, device: Device, round: number): void {
  // A new identity needs an id that no other PC is given.
  const plan = { random: new Random(round * 1000 + device.number), faults: [], meanwhile: null, calls: 0 };
  try {
    synchronise({ model, device, plan, elsewhere: () => undefined }, true);
  } catch (error) {
    if (!(error instanceof Crash || error instanceof NoAnswer || error instanceof DiskRefused)) throw error;
  }
}

/** The administrator admits everything, also what revoked PCs handed in: then every surviving operation must be in the log. */
function admitAll(model: Model): void {
  for (const group of new Set([...model.server.state.quarantine.values()].map(groupOf))) admitGroup(model, group);
}

function isAtRest(model: Model, device: Device): boolean {
  const { disk } = device;
  const { state } = model.server;
  return !disk.needsSnapshot && disk.acked === disk.dseq && disk.cursor === state.log.length && disk.contributeAbove === null
    && disk.deferred.length === 0 && (!model.on.timeline || timelineOf(disk.history) === timelineOf(state.history));
}

function doing(model: Model, { disk }: Device): string {
  return `acknowledged ${String(disk.acked)} of ${String(disk.dseq)}, cursor ${String(disk.cursor)} of ${String(model.server.state.log.length)}`
    + `${disk.needsSnapshot ? ', needs a snapshot' : ''}${disk.contributeAbove === null ? '' : ', has to contribute'}`;
}
