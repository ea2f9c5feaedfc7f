import { readFileSync } from 'node:fs';
import { decodeAstm, decodeHl7, type CaptureReading } from '../devices/analysers/decode-capture.ts';
import type { LabValue } from '../devices/analysers/lab-message.ts';
import { decodeDevice, type DeviceCapture } from '../devices/decode-device.ts';
import { driverById } from '../devices/drivers/all.ts';
import { say, UsageError, type CliArgs } from './args.ts';

const analysers: Readonly<Record<string, (bytes: Uint8Array) => CaptureReading>> = { astm: decodeAstm, hl7: decodeHl7 };

/** `decode DRIVER|astm|hl7 FILE`: what captured bytes say. Exit code 1 when nothing could be read. */
export async function runDecode(args: CliArgs): Promise<void> {
  const [kind = '', path] = args.rest;
  const analyser = analysers[kind];
  const driver = driverById(kind);
  if ((!analyser && !driver) || path === undefined) {
    throw new UsageError('Say what the bytes are and where they lie: decode DEVICE FILE, decode astm FILE or decode hl7 FILE. Devices are named by simulate --list.');
  }
  if (analyser) sayCapture(args, analyser(captured(path)));
  else if (driver) sayDevice(args, decodeDevice(driver, captured(path)));
}

function captured(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`The file ${path} cannot be read.`);
  }
}

function sayCapture(args: CliArgs, reading: CaptureReading): void {
  const lines = reading.messages.flatMap((message) => [
    `${message.sender || '?'}  ${message.sentAt ?? ''}`, ...message.results.map(resultLine),
    ...(message.skipped.length > 0 ? [`  passed over: ${message.skipped.map(({ reason }) => reason).join(' ')}`] : []),
  ]);
  say(args, reading, [...lines, ...reading.faults.map((fault) => `fault: ${fault}`)].join('\n'));
  if (reading.messages.length === 0) process.exitCode = 1;
}

const resultLine = ({ specimen, testName, text, unit, range, flags, status, control }: LabValue): string =>
  `  ${[specimen ?? '-', testName, text ?? '(no value)', unit, range === null ? '' : `(${range})`, ...flags, status, control ? 'control' : ''].filter((each) => each !== '').join('  ')}`;

function sayDevice(args: CliArgs, capture: DeviceCapture): void {
  const lines = capture.decoded.map(({ reading, wave, identity, raw }) => [
    ...(reading?.measures ?? []).map(({ code, value, missing }) => `${code} ${value ?? missing ?? ''}`), ...(reading?.flags ?? []),
    wave ? `${wave.code} ${wave.samples.length} samples` : '', identity ? JSON.stringify(identity) : '', raw.length > 60 ? `${raw.slice(0, 60)}…` : raw,
  ].filter((text) => text !== '').join('  '));
  say(args, capture, [...lines, `${capture.frames} frames, ${capture.droppedBytes} bytes passed over, ${capture.heldBytes} left over`].join('\n'));
  if (capture.frames === 0) process.exitCode = 1;
}
