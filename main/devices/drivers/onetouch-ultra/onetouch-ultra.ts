import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodeUltra } from './decode.ts';
import { ultraFramer } from './frame.ts';
import { ultraSession } from './session.ts';

/** Meters that answer in lines of text. They must be off when the cable is plugged in. */
export const onetouchUltra = driver<Uint8Array>({
  facts: {
    id: 'onetouch-ultra', version: 1, family: 'glucometer', maker: 'LifeScan', models: ['OneTouch Ultra', 'OneTouch Ultra 2'], mark: 'verified',
    lines: [line(9600)],
    measures: ['glucose'],
    commands: ['download', 'identify'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: ultraFramer,
  decode: decodeUltra,
  rawOf: (frame) => frame,
  newSession: ultraSession,
});
