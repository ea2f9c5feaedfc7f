import { Random } from '../random.ts';
import type { Step } from '../step.ts';
import { Crash, DiskRefused, NoAnswer, type Device, type Model } from './context.ts';
import { start } from './device.ts';
import { checkGroups } from './invariants/groups.ts';
import * as machines from './machines.ts';
import type { Wire } from './network.ts';
import { upgrade } from './pull.ts';
import { handle } from './server.ts';
import * as chores from './server-chores.ts';
import { synchronise } from './sync.ts';
import { write } from './write.ts';

/** Executes one step. A step that names a device which does not exist, or is busy, does nothing. */
export function perform(model: Model, step: Step): void {
  switch (step.do) {
    case 'enrol': return machines.enrol(model, step);
    case 'wait': model.nowMs += step.ms; return;
    case 'deliver': return deliver(model, new Random(step.r));
    case 'revoke': return chores.revoke(model, model.devices.get(step.device)?.disk.id);
    case 'suspend': case 'resume': return chores.suspend(model, model.devices.get(step.device)?.disk.id, step.do === 'suspend');
    case 'restore-server': {
      const lost = step.lost === undefined ? undefined : model.devices.get(step.lost);
      if (lost) machines.lose(model, lost);
      return chores.restoreServer(model, step, new Random(step.r));
    }
    case 'server-clock': model.server.clockMs += step.byMs; return;
    case 'write': case 'sync': case 'clock': case 'link': case 'disk-fault': case 'save-disk': case 'restore-disk': case 'clone-disk':
    case 'corrupt-disk': case 'lose-device': case 'upgrade-device': {
      const device = model.devices.get(step.device);
      if (device) onDevice(model, device, step);
      return;
    }
    default: return chores.chore(model, step.do, new Random(step.r));
  }
}

type DeviceStep = Exclude<Extract<Step, { readonly device: number }>, { readonly do: 'enrol' | 'revoke' | 'suspend' | 'resume' }>;

function onDevice(model: Model, device: Device, step: DeviceStep): void {
  switch (step.do) {
    case 'write': return running(model, device, step.crash, step.r, () => write(model, device, step.what, new Random(step.r)));
    case 'sync': return sync(model, device, step);
    case 'clock': device.clockMs += step.byMs; return;
    case 'link': device.link = { state: step.state, calls: step.calls }; return;
    case 'disk-fault': device.refusals = step.commits; return;
    case 'save-disk': return machines.save(device);
    case 'restore-disk': return machines.restoreDisk(model, device, step);
    case 'clone-disk': return machines.clone(model, device, step);
    case 'corrupt-disk': return machines.corrupt(model, device, new Random(step.r));
    case 'lose-device': return machines.lose(model, device);
    case 'upgrade-device': return running(model, device, step.crash, 1, () => machines.upgradeDevice(model, device, upgrade));
  }
}

function sync(model: Model, device: Device, step: Extract<Step, { readonly do: 'sync' }>): void {
  if (device.busy) return;
  const elsewhere = (other: Step): void => {
    const { crashIn } = device;
    perform(model, other);
    device.crashIn = crashIn;
  };
  const plan = { random: new Random(step.r), faults: step.faults, meanwhile: step.meanwhile ?? null, calls: 0 };
  const wire: Wire = { model, device, plan, elsewhere };
  device.busy = true;
  running(model, device, step.crash, step.r, () => synchronise(wire, false));
  device.busy = false;
  checkGroups(model, device);
}

/** Runs a part of the program that may be stopped: then it starts again from its disk. */
function running(model: Model, device: Device, crash: number | undefined, r: number, part: () => void): void {
  const { disk } = device;
  device.crashIn = crash ?? null;
  try {
    part();
  } catch (error) {
    if (error instanceof Crash) {
      if (device.disk === disk) start(model, device, new Random(r + 1));
    } else if (!(error instanceof NoAnswer || error instanceof DiskRefused)) throw error;
  } finally {
    device.crashIn = null;
  }
}

/** A request that was on its way for a while arrives at last. Nobody waits for its answer. */
function deliver(model: Model, random: Random): void {
  if (model.late.length === 0) return;
  const [late] = model.late.splice(random.int(model.late.length), 1);
  if (late) handle(model, late.name, late.request);
}
