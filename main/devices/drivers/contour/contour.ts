import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeContour } from './decode.ts';
import { contourRule } from './frame.ts';
import { contourSession } from './session.ts';

/** Contour meters with a serial cable; Contour Next and Plus have another interface. */
export const contour = driver<Uint8Array>({
  facts: {
    id: 'contour', version: 1, family: 'glucometer', maker: 'Ascensia', models: ['Contour 7150', 'Contour 7160', 'Contour 7220'], mark: 'verified',
    lines: [line(9600)],
    measures: ['glucose'],
    commands: ['download'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(contourRule),
  decode: decodeContour,
  rawOf: (frame) => frame,
  newSession: contourSession,
  // Single control bytes are everywhere; only frames with a checksum count.
  confidence: (frames) => Math.min(1, frames.filter(({ length }) => length > 1).length * 0.5),
});
