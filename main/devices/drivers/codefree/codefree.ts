import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeCodefree } from './decode.ts';
import { codefreeRule } from './frame.ts';
import { codefreeSession } from './session.ts';

/** The length of its result packets is described inconsistently, so this driver stays experimental. */
export const sdCodefree = driver<Uint8Array>({
  facts: {
    id: 'sd-codefree', version: 1, family: 'glucometer', maker: 'SD Biosensor', models: ['Codefree'], mark: 'experimental',
    lines: [line(38400)],
    measures: ['glucose'],
    commands: ['download'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(codefreeRule),
  decode: decodeCodefree,
  rawOf: (frame) => frame,
  newSession: codefreeSession,
});
