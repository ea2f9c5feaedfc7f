import type { Driver, Session, SessionEvents, SessionPort } from '../../driver.ts';

export type DataFormat = 1 | 2 | 7 | 8 | 13;

/** Asks an OEM III module or a WristOx2 for a data format. Xpods have one format and ignore it. */
export function chooseFormat(format: DataFormat): Uint8Array {
  const body = [0x70, 0x04, 0x02, format, 0x01];
  return Uint8Array.of(0x02, ...body, body.reduce((sum, byte) => sum + byte, 0) & 0xff, 0x03);
}

/** Only listens, until somebody asks the device to start: then it is told which format to speak. */
export function formatSession(format: DataFormat, driver: Pick<Driver<Uint8Array>, 'decode'>) {
  return (port: SessionPort, events: SessionEvents): Session<Uint8Array> => ({
    open() {
      // The module speaks by itself; opening a port writes nothing.
    },
    frame(frame) {
      const decoded = driver.decode(frame);
      if (decoded) events.decoded(decoded, frame);
    },
    command(command) {
      if (command === 'start') port.write(chooseFormat(format));
    },
    close() {
      // Nothing was begun that would have to end.
    },
  });
}
