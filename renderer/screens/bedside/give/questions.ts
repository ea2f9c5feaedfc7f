import type { StayView } from '#domain/contract/bedside.ts';
import type { DeviceView, PortView, Recognised } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { certaintyOf } from '../certainty.ts';
import type { Hearing } from '../new-ports.ts';
import { forgetHearing } from '../new-ports.ts';
import type { Gift } from './give-dialog.tsx';

/** What the bedside asks in a dialog. */
export type Question =
  | { readonly kind: 'give'; readonly gift: Gift }
  /** Which of several drivers a new device speaks. */
  | { readonly kind: 'driver'; readonly port: PortView; readonly result: Recognised }
  /** Which of a patient's devices is meant. */
  | { readonly kind: 'which'; readonly stay: StayView; readonly what: 'hand-over' | 'release' }
  | { readonly kind: 'release'; readonly stay: StayView; readonly deviceId: string }
  | { readonly kind: 'discharge'; readonly stay: StayView };

export const deviceQuestion = (device: DeviceView): Question =>
  ({ kind: 'give', gift: { name: device.name, heldBy: device.patientName, deviceId: () => Promise.resolve(device.id) } });

/** Gives what was recognised for sure; asks which it is where that is not so; undefined while nothing was understood. */
export function portQuestion(port: PortView, hearing: Hearing | undefined): Question | undefined {
  if (hearing?.state !== 'heard') return undefined;
  const [best] = hearing.result.candidates;
  if (!best) return undefined;
  return certaintyOf(best.confidence) === 'sure' ? driverQuestion(port, best) : { kind: 'driver', port, result: hearing.result };
}

/** The device is remembered at the moment it is given. */
export function driverQuestion(port: PortView, { driver, settings }: Recognised['candidates'][number]): Question {
  const name = `${driver.maker} ${driver.models[0] ?? ''}`.trim();
  let added: Promise<string> | undefined;
  const add = async (): Promise<string> => {
    const device = await client.devices.add({ name, path: port.path, driver: driver.id, settings });
    forgetHearing(port.path);
    return device.id;
  };
  return {
    kind: 'give',
    gift: {
      name, heldBy: null,
      deviceId: () => {
        added ??= add();
        // A second try after a failure asks again.
        added.catch(() => { added = undefined; });
        return added;
      },
    },
  };
}

/** What is done to one device of a patient. */
export function deviceStep(stay: StayView, deviceId: string, what: 'hand-over' | 'release'): Question {
  if (what === 'release') return { kind: 'release', stay, deviceId };
  const name = stay.devices.find((device) => device.deviceId === deviceId)?.name ?? '';
  return { kind: 'give', gift: { name, heldBy: stay.patient.name, deviceId: () => Promise.resolve(deviceId) } };
}
