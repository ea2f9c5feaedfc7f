import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeSuntech } from './decode.ts';
import { CUFF, RESULT, STATUS, suntechCodes, suntechCommands } from './frame.ts';

/** The module may be asked five times a second; twice is enough to watch a cuff. */
const CUFF_MS = 500;
const ANSWER_MS = 1_000;
const MEASURING_MS = 180_000;

type State = 'rest' | 'starting' | 'measuring' | 'fetching' | 'stopping';

/** What a status means for what was asked. */
function stepAfter(state: State, code: number): 'measure' | 'fetch' | 'fail' | 'idle' | null {
  const { received, done, error, aborted, timedOut } = suntechCodes;
  if (state === 'starting') return code === received ? 'measure' : 'fail';
  if (state === 'stopping') return code === aborted || code === done || code === received ? 'idle' : null;
  if (state !== 'measuring') return null;
  // What went wrong stands in the result.
  if (code === done || code === error) return 'fetch';
  return code === aborted || code === timedOut ? 'fail' : null;
}

/** Runs a measurement: start, the cuff's pressure while it lasts, and the result, which the module only gives when asked. */
export function suntechSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let state: State = 'rest';
  const timers: (() => void)[] = [];

  const rest = (): void => {
    asked.settle();
    for (const cancel of timers.splice(0)) cancel();
    state = 'rest';
  };
  const timedOut = (): void => {
    rest();
    events.state('timed-out');
  };
  const watchCuff = (): void => {
    port.write(suntechCommands.cuff);
    timers[1] = port.after(CUFF_MS, watchCuff);
  };
  const measure = (): void => {
    rest();
    state = 'measuring';
    timers[0] = port.after(MEASURING_MS, () => {
      timedOut();
      port.write(suntechCommands.stop);
    });
    watchCuff();
  };
  const fetch = (): void => {
    rest();
    state = 'fetching';
    asked.ask({ bytes: suntechCommands.result, waitMs: ANSWER_MS, tries: 3, gaveUp: timedOut });
  };
  const stopped = (): void => {
    rest();
    events.state('idle');
  };
  const fail = (code: number): void => {
    rest();
    events.state('failed', code.toString(16).toUpperCase());
  };

  const status = (code: number): void => {
    const step = stepAfter(state, code);
    if (step === 'measure') measure();
    else if (step === 'fetch') fetch();
    else if (step === 'fail') fail(code);
    else if (step === 'idle') stopped();
  };

  return {
    open() {},
    frame(frame) {
      if (frame[1] === STATUS) return status(frame[2]!);
      const decoded = decodeSuntech(frame);
      if (!decoded) return;
      if (frame[1] === CUFF && state !== 'measuring') return;
      // A result nobody asked for is the one of an earlier measurement.
      if (frame[1] === RESULT && state !== 'fetching') return;
      events.decoded(decoded, frame);
      if (frame[1] !== RESULT) return;
      rest();
      if (decoded.reading?.deviceError) events.state('failed', decoded.reading.deviceError);
      else events.state('done');
    },
    command(command: DeviceCommand) {
      if (command !== 'stop' && command !== 'start' && command !== 'start-child' && command !== 'start-newborn') return;
      rest();
      state = command === 'stop' ? 'stopping' : 'starting';
      if (state === 'starting') events.state('busy');
      // A start whose answer was lost must not inflate the cuff a second time: it is sent once.
      asked.ask({ bytes: suntechCommands[command], waitMs: ANSWER_MS, tries: command === 'stop' ? 3 : 1, gaveUp: timedOut });
    },
    close() {
      if (state === 'starting' || state === 'measuring') port.write(suntechCommands.stop);
      rest();
    },
  };
}
