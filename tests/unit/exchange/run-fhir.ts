import { gzipSync } from 'node:zlib';
import { importFhirFiles } from '#main/exchange/fhir/import-files.ts';
import { bytesSource } from '#main/exchange/source-file.ts';
import type { SourceFile } from '#main/exchange/source-file.ts';
import { Tally } from '#main/exchange/tally.ts';
import { MemorySink } from './memory-sink.ts';

export const jsonFile = (name: string, content: unknown): SourceFile => bytesSource(name, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
export const gzipFile = (name: string, content: unknown): SourceFile => bytesSource(name, gzipSync(JSON.stringify(content)));

/** Imports files into memory. */
export async function runFhir(files: readonly SourceFile[], sink = new MemorySink()): Promise<{ tally: Tally; sink: MemorySink }> {
  const tally = new Tally();
  const signal = new AbortController().signal;
  await importFhirFiles({ sink, tally, signal, onSlice: () => undefined }, files, '2026-06-01');
  return { tally, sink };
}
