import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodeGlucomen } from './decode.ts';
import { glucomenFramer } from './frame.ts';
import { glucomenSession } from './session.ts';

/** The meter's own unit stands in each line. */
export const glucomenAreo = driver<Uint8Array>({
  facts: {
    id: 'glucomen-areo', version: 1, family: 'glucometer', maker: 'Menarini', models: ['GlucoMen Areo'], mark: 'untried',
    lines: [line(9600, '8O1')],
    measures: ['glucose'],
    commands: ['download', 'identify'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: glucomenFramer,
  decode: decodeGlucomen,
  rawOf: (frame) => frame,
  newSession: glucomenSession,
  // An opening bracket alone proves nothing.
  confidence: (frames) => (frames.some(({ length }) => length > 1) ? 1 : 0),
});
