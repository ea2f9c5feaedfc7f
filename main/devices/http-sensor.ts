import { driver } from './driver.ts';

/** A sensor that sends readings over HTTP by itself. It has no line, so there is nothing to frame. */
export const httpSensor = driver<never>({
  facts: {
    id: 'http-sensor', version: 1, family: 'node', maker: 'Daybook', models: ['Wi-Fi sensor'], mark: 'verified', lines: [],
    measures: ['spo2', 'heart-rate', 'temperature', 'weight'], commands: [], silentAfterMs: 30_000, dtr: false, rts: false, settleMs: 0,
  },
  newFramer: () => ({ push: () => [], reset: () => undefined, dropped: 0, held: 0 }),
  decode: () => null,
  rawOf: () => new Uint8Array(0),
});
