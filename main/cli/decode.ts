import { readFileSync } from 'node:fs';
import { decodeAstm, decodeHl7, type CaptureReading } from '../devices/analysers/decode-capture.ts';
import type { LabValue } from '../devices/analysers/lab-message.ts';
import { say, UsageError, type CliArgs } from './args.ts';

const analysers: Readonly<Record<string, (bytes: Uint8Array) => CaptureReading>> = { astm: decodeAstm, hl7: decodeHl7 };

/** `decode astm|hl7 FILE`: what captured bytes say. Exit code 1 when nothing could be read. */
export async function runDecode(args: CliArgs): Promise<void> {
  const [kind = '', path] = args.rest;
  const analyser = analysers[kind];
  if (!analyser || path === undefined) throw new UsageError('Say what the bytes are and where they lie: decode astm FILE or decode hl7 FILE');
  sayCapture(args, analyser(captured(path)));
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
