import type { SerialPort } from 'serialport';
import type { PrinterTarget } from '#domain/contract/printing.ts';
import { claimPort } from '../../devices/port/claims.ts';
import { Inbox, LinkError, type OpenLink } from './link.ts';

type SerialTarget = Extract<PrinterTarget, { kind: 'serial' }>;

/** A serial line, 8N1. Without its flow control a small printer loses lines of a drawn slip. */
export const openSerial = (target: SerialTarget): OpenLink => async () => {
  const release = claimPort(target.path);
  if (!release) throw new LinkError('busy');
  // The native binding is loaded only where a serial printer is really used.
  const { SerialPort: Port } = await import('serialport');
  const port = new Port({
    path: target.path, baudRate: target.baudRate, dataBits: 8, parity: 'none', stopBits: 1, autoOpen: false, hupcl: false,
    rtscts: target.flow === 'rtscts', xon: target.flow === 'xonxoff', xoff: target.flow === 'xonxoff',
  });
  const inbox = new Inbox();
  let finished = false;
  await opened(port).catch((error: unknown) => {
    release();
    throw error;
  });
  port.on('data', (chunk: Buffer) => inbox.put(chunk));
  // An unplugged port reports on its pending call as well; here it only must not end the program.
  port.on('error', () => undefined);
  return {
    write: (bytes) => written(port, bytes),
    receive: (ms) => inbox.take(ms),
    finish: async () => {
      await drained(port);
      finished = true;
    },
    destroy: () => closed(port, !finished).finally(release),
  };
};

function drained(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => port.drain((error) => (error ? reject(error) : resolve())));
}

/**
 * Unsent bytes of a job given up are dropped, since closing would wait for a printer that takes none. Never those of
 * a finished one: some adapters report them sent while they still hold them.
 */
function closed(port: SerialPort, dropUnsent: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (!port.isOpen) return resolve();
    const close = (): void => port.close(() => resolve());
    if (dropUnsent) port.flush(close);
    else close();
  });
}

function opened(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
}

function written(port: SerialPort, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const hungUp = (): void => reject(new LinkError('offline'));
    port.once('close', hungUp);
    const settle = (error: Error | null | undefined): void => {
      port.off('close', hungUp);
      if (error) reject(error);
      else resolve();
    };
    port.write(Buffer.from(bytes), (error) => {
      if (error) settle(error);
      else port.drain(settle);
    });
  });
}
