import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodeFields } from './decode.ts';
import { fieldLines } from './frame.ts';

/** ASCII 1 (the factory's setting) and the same fields in ASCII 2's spelling, a line a second. spec: VIT-3 */
export const masimo = driver<Uint8Array>({
  facts: {
    id: 'masimo-ascii', version: 1, family: 'oximeter', maker: 'Masimo', models: ['Rad-8', 'Rad-87', 'Radical-7', 'Radical-5'], mark: 'verified',
    lines: [line(9_600)], measures: ['spo2', 'heart-rate', 'perfusion-index'], commands: [], silentAfterMs: 4_000, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: fieldLines, decode: decodeFields, rawOf: (frame) => frame,
});
