import { line } from '#domain/devices/catalogue.ts';
import { plainLines } from '../../bytes/plain-lines.ts';
import { lineText } from '../../bytes/line-rule.ts';
import { driver } from '../../driver.ts';
import { decodeHbp9020, decodeHbp9030 } from './decode.ts';
import { hbp9020Framer, hbp9030Line } from './frame.ts';

/** Clinic cuffs that print one line a measurement. The baud rate is one kiosk's; the maker's is not documented. */
export const omronHbp9020 = driver<Uint8Array>({
  facts: {
    id: 'omron-hbp-9020', version: 1, family: 'blood-pressure', maker: 'Omron', models: ['HBP-9020'], mark: 'untried',
    lines: [line(9600)],
    measures: ['systolic', 'mean-arterial-pressure', 'diastolic', 'heart-rate'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: hbp9020Framer,
  decode: decodeHbp9020,
  rawOf: (frame) => frame,
});

export const omronHbp9030 = driver<Uint8Array>({
  facts: {
    id: 'omron-hbp-9030', version: 1, family: 'blood-pressure', maker: 'Omron', models: ['HBP-9030'], mark: 'experimental',
    lines: [line(9600)],
    measures: ['systolic', 'diastolic', 'heart-rate'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => plainLines(256, (bytes) => hbp9030Line.test(lineText(bytes))),
  decode: decodeHbp9030,
  rawOf: (frame) => frame,
  // Any table of ten columns would look like it.
  confidence: (frames) => Math.min(0.3, frames.length * 0.15),
});
