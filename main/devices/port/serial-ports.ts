import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { SerialPort } from 'serialport';
import type { PortSettings } from '#domain/contract/devices.ts';
import { claimPort } from './claims.ts';
import { PortError, portProblemOf, type Line, type LineEvents, type PortListing, type Ports } from './line.ts';

/** A port whose driver hangs while it closes is not waited for any longer; its claim is given back. */
const CLOSE_MS = 3000;

/** The serial ports of this PC. The native binding is loaded when the first is opened or listed. */
export const serialPorts: Ports = {
  open: openSerialLine,
  list: listPorts,
  present: (path) => process.platform === 'win32' || existsSync(path),
  anySpeed: (path) => isPseudoTerminal(path),
};

async function openSerialLine(path: string, settings: PortSettings, events: LineEvents): Promise<Line> {
  if (!serialPorts.present(path)) throw new PortError('absent');
  const release = claimPort(path);
  if (!release) throw new PortError('held');
  try {
    const { SerialPort: Port } = await import('serialport');
    const { baudRate, dataBits, parity, stopBits, flow } = settings.line;
    const port = new Port({
      path: callOutName(path), baudRate, dataBits, parity, stopBits, autoOpen: false, hupcl: false,
      rtscts: flow === 'rtscts', xon: flow === 'xonxoff', xoff: flow === 'xonxoff',
    });
    await new Promise<void>((resolve, reject) => { port.open((error) => { if (error) reject(error); else resolve(); }); });
    await setSignals(port, settings);
    return lineOf(port, events, release);
  } catch (error) {
    release();
    throw new PortError(portProblemOf(error), error);
  }
}

/** Both in one call: some boards start anew at every change of one of them. A pseudo-terminal has neither and says so. */
function setSignals(port: SerialPort, { dtr, rts, line }: PortSettings): Promise<void> {
  return new Promise((resolve) => { port.set(line.flow === 'rtscts' ? { dtr } : { dtr, rts }, () => { resolve(); }); });
}

function lineOf(port: SerialPort, events: LineEvents, release: () => void): Line {
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    release();
    events.ended();
  };
  port.on('data', (chunk: Buffer) => { if (open) events.data(chunk); });
  port.on('close', end);
  port.on('error', () => { if (open && !port.isOpen) end(); });
  return {
    write: (bytes) => { if (open) port.write(Buffer.from(bytes), () => undefined); },
    close: () => new Promise((resolve) => {
      const closed = (): void => {
        clearTimeout(late);
        release();
        resolve();
      };
      const late = setTimeout(closed, CLOSE_MS);
      open = false;
      if (!port.isOpen) closed();
      // Unsent bytes are dropped: closing would wait for a device that takes none.
      else port.flush(() => { port.close(closed); });
    }),
  };
}

/** macOS lists the name that waits for a modem's carrier; the other opens at once. */
export const callOutName = (path: string): string => (process.platform === 'darwin' ? path.replace(/^\/dev\/tty\./, '/dev/cu.') : path);

function isPseudoTerminal(path: string): boolean {
  try {
    return /^\/dev\/(pts\/|ttys\d)/.test(realpathSync(path));
  } catch {
    return false;
  }
}

async function listPorts(): Promise<PortListing> {
  // On Linux the list is made by a program, and one that cannot be started ends this one.
  if (process.platform === 'linux' && !isInstalled('udevadm')) return { ports: [], listing: 'not-possible' };
  try {
    const { SerialPort: Port } = await import('serialport');
    const ports = await Port.list();
    return {
      listing: 'ok',
      ports: ports.map((port) => ({
        path: callOutName(port.path), maker: port.manufacturer ?? null, vendorId: port.vendorId ?? null, productId: port.productId ?? null,
        serialNumber: port.serialNumber ?? null,
      })),
    };
  } catch {
    return { ports: [], listing: 'not-possible' };
  }
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
