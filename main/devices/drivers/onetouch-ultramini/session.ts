import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { countOf, decodeUltramini } from './decode.ts';
import { payloadOf, ultraminiQuestions } from './frame.ts';
import { numberedLink } from './link.ts';

/** A download: software, number of records, and each record by its number, newest first. */
export function ultraminiSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  let step: 'software' | 'count' | 'records' = 'software';
  let identifyOnly = false;
  let count = 0;
  let place = 0;

  const link = numberedLink(port, {
    connected() {
      step = 'software';
      link.ask(ultraminiQuestions.software);
    },
    answer(packet) {
      const decoded = decodeUltramini(packet);
      const records = step === 'count' ? countOf(payloadOf(packet)) : null;
      if ((step === 'count' && records === null) || (step === 'records' && !decoded?.reading)) {
        link.leave();
        events.state('failed', step === 'records' ? `${place}/${count}` : undefined);
        return;
      }
      if (decoded) events.decoded(decoded, packet);
      if (records !== null) count = records;
      if (step === 'records') place += 1;
      goOn();
    },
    gaveUp: () => events.state('timed-out'),
  });
  const goOn = (): void => {
    if (step === 'software' && !identifyOnly) {
      step = 'count';
      link.ask(ultraminiQuestions.count);
    } else if (step !== 'software' && place < count) {
      step = 'records';
      link.ask(ultraminiQuestions.record(place));
    } else {
      link.leave();
      events.state('done');
    }
  };

  return {
    open() {},
    frame: (packet) => link.take(packet),
    command(command: DeviceCommand) {
      if (command !== 'download' && command !== 'identify') return;
      identifyOnly = command === 'identify';
      [count, place] = [0, 0];
      events.state('busy');
      link.connect();
    },
    close: () => link.stop(),
  };
}
