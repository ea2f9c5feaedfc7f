import { line } from '#domain/devices/catalogue.ts';
import { lineText } from '../../bytes/line-rule.ts';
import { plainLines } from '../../bytes/plain-lines.ts';
import { driver } from '../../driver.ts';
import { settlingSession } from '../settling.ts';
import { decodePlainScale, plainScaleLine } from './decode.ts';

/** Any scale that sends lines of a number and a unit. */
export const plainScale = driver<Uint8Array>({
  facts: {
    id: 'plain-scale', version: 1, family: 'scale', maker: '', models: ['kg · g · lb · oz'], mark: 'untried',
    lines: [line(9600), line(2400), line(4800)],
    measures: ['weight'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => plainLines(128, (bytes) => plainScaleLine.test(lineText(bytes))),
  decode: decodePlainScale,
  rawOf: (frame) => frame,
  newSession: settlingSession({ decode: decodePlainScale, needed: 3 }),
  // Many devices print a number with a unit; a driver that knows the form of the line goes first.
  confidence: (frames) => Math.min(0.4, frames.length * 0.1),
});
