import { line } from '#domain/devices/catalogue.ts';
import { asciiBytes } from '../../bytes/ascii.ts';
import { driver } from '../../driver.ts';
import { settlingSession } from '../settling.ts';
import { decodeAndScale } from './decode.ts';
import { andScaleFramer } from './frame.ts';

/** Scales that speak A&D's standard format. */
export const andScale = driver<Uint8Array>({
  facts: {
    id: 'and-scale', version: 1, family: 'scale', maker: 'A&D', models: ['A&D standard format'], mark: 'verified',
    lines: [line(2400, '7E1'), line(9600)],
    measures: ['weight'],
    commands: ['start'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: andScaleFramer,
  decode: decodeAndScale,
  rawOf: (frame) => frame,
  newSession: settlingSession({ decode: decodeAndScale, needed: 2, ask: asciiBytes('Q\r\n') }),
});
