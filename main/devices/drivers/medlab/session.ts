import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeMedlab } from './decode.ts';
import { medlabCommands, medlabFields } from './frame.ts';

const STATUS_MS = 1_000;
const MEASURING_MS = 180_000;

/**
 * Runs a measurement. The board repeats its last result in every reply, so a result counts only after the state (field S)
 * has left its value at rest and come back, or when its numbers are others than before the start: the pressure of an
 * earlier patient is never taken for this one's.
 */
export function medlabSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let state: 'rest' | 'looking' | 'measuring' | 'stopping' = 'rest';
  let before = { state: '', result: '' };
  let ran = false;
  const timers: (() => void)[] = [];

  const rest = (): void => {
    asked.settle();
    for (const cancel of timers.splice(0)) cancel();
    state = 'rest';
  };
  const timedOut = (): void => {
    const inflating = state === 'measuring';
    rest();
    if (inflating) port.write(medlabCommands.stop);
    events.state('timed-out');
  };
  const poll = (): void => {
    port.write(medlabCommands.status);
    timers[1] = port.after(STATUS_MS, poll);
  };
  const start = (): void => {
    asked.settle();
    state = 'measuring';
    ran = false;
    port.write(medlabCommands.start);
    timers[0] = port.after(MEASURING_MS, timedOut);
    timers[1] = port.after(STATUS_MS, poll);
  };

  const measuring = (frame: Uint8Array, now: { state: string; result: string }): void => {
    if (now.state !== before.state) {
      ran = true;
      return;
    }
    if (!ran && now.result === before.result) return;
    const decoded = decodeMedlab(frame);
    if (!decoded) return;
    rest();
    events.decoded(decoded, frame);
    if (decoded.reading?.deviceError) events.state('failed', decoded.reading.deviceError);
    else events.state('done');
  };

  return {
    open() {},
    frame(frame) {
      const fields = medlabFields(frame);
      const now = { state: fields.get('S') ?? '', result: `${fields.get('P') ?? ''};${fields.get('R') ?? ''}` };
      if (state === 'looking') {
        before = now;
        start();
      } else if (state === 'measuring') {
        measuring(frame, now);
      } else if (state === 'stopping') {
        rest();
        events.state('idle');
      }
    },
    command(command: DeviceCommand) {
      if (command !== 'start' && command !== 'stop') return;
      rest();
      state = command === 'start' ? 'looking' : 'stopping';
      if (command === 'start') events.state('busy');
      else port.write(medlabCommands.stop);
      asked.ask({ bytes: medlabCommands.status, waitMs: STATUS_MS, tries: 3, gaveUp: timedOut });
    },
    close() {
      if (state === 'measuring') port.write(medlabCommands.stop);
      rest();
    },
  };
}
