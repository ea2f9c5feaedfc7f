import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PortSettings } from '#domain/contract/devices.ts';
import { claimPort } from './claims.ts';
import { PortError, portProblemOf, type Line, type LineEvents, type PortListing, type Ports } from './line.ts';
import { SerialLine, type OpensPorts, type SystemPort } from './serial-line.ts';

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
    const { SerialPort } = await import('serialport');
    const binding: OpensPorts = SerialPort.binding;
    const { baudRate, dataBits, parity, stopBits, flow } = settings.line;
    const port = await binding.open({
      path: callOutName(path), baudRate, dataBits, parity, stopBits, hupcl: false, rtscts: flow === 'rtscts', xon: flow === 'xonxoff', xoff: flow === 'xonxoff',
    });
    await setSignals(port, settings);
    return new SerialLine(port, events, release);
  } catch (error) {
    release();
    throw new PortError(portProblemOf(error), error);
  }
}

/** Both in one call: some boards start anew at every change of one of them. A pseudo-terminal has neither and says so. */
async function setSignals(port: SystemPort, { dtr, rts, line }: PortSettings): Promise<void> {
  // Where the line itself steers RTS, it is raised to begin with.
  await port.set({ brk: false, cts: false, dtr, rts: line.flow === 'rtscts' || rts }).catch(() => undefined);
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
    const { SerialPort } = await import('serialport');
    const ports = await SerialPort.list();
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
