import { line } from '#domain/devices/catalogue.ts';
import type { DriverFacts } from '#domain/devices/catalogue.ts';
import type { Mapping } from '#domain/devices/mapping.ts';
import { driver } from '../../driver.ts';
import type { Driver } from '../../driver.ts';
import { decodeMapped, readerOf } from './decode.ts';
import { sketchLines } from './frame.ts';

const facts: DriverFacts = {
  id: 'mapped-lines', version: 1, family: 'node', maker: 'Home-made', models: ['Arduino sketch', 'ESP32 sketch'], mark: 'untried', lines: [line(115_200), line(9_600)],
  measures: ['spo2', 'heart-rate', 'temperature', 'weight'], commands: [], silentAfterMs: 10_000, dtr: false, rts: false, settleMs: 2_500,
};

function mappedBy(mapping: Mapping): Driver {
  const reader = readerOf(mapping);
  const codes = 'columns' in mapping ? mapping.columns : 'pairs' in mapping ? mapping.pairs : mapping.values;
  return driver<Uint8Array>({
    facts: { ...facts, measures: codes.map(({ code }) => code) },
    newFramer: () => sketchLines((text) => reader(text) !== null),
    decode: (frame) => decodeMapped(frame, reader),
    rawOf: (frame) => frame,
    confidence: () => 0,
    withMapping: mappedBy,
  });
}

/** Sketches that print columns, keys or sentences of their own. Any text could be one: they are never recognised by listening. spec: VIT-3 */
export const mapped = driver<Uint8Array>({
  facts,
  newFramer: () => sketchLines(() => true),
  decode: () => null,
  rawOf: (frame) => frame,
  confidence: () => 0,
  withMapping: mappedBy,
});
