import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule, lineText } from '../../bytes/line-rule.ts';
import { driver } from '../../driver.ts';
import type { Decoded, Session, SessionEvents, SessionPort } from '../../driver.ts';
import { deviceTime } from '../device-time.ts';
import { oximetry } from '../oximetry.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

/** Date, time, saturation, pulse, amplitude; letters behind them are states that the sheet does not name. */
const LINE = new RegExp(`^(\\d\\d)-(${MONTHS.join('|')})-(\\d\\d) +(\\d\\d):(\\d\\d):(\\d\\d) +(\\d{1,3}|-{2,3})\\*? +(\\d{1,3}|-{2,3})\\*? +(?:\\d{1,3}|-{2,3})\\*?(?: +[A-Z ]*)?$`);

/** Years of two digits: the device was sold from 1995 on. */
const CENTURY_FROM = 70;

function decode(bytes: Uint8Array): Decoded | null {
  const fields = LINE.exec(lineText(bytes));
  if (!fields) return null;
  const [, day, month, year, hour, minute, second, spo2, pulse] = fields;
  const number = (text: string | undefined): number | null => (text === undefined || text.startsWith('-') ? null : Number(text));
  const at = deviceTime({
    year: Number(year) + (Number(year) >= CENTURY_FROM ? 1900 : 2000), month: MONTHS.findIndex((name) => name === month) + 1, day: Number(day),
    hour: Number(hour), minute: Number(minute), second: Number(second),
  });
  return { reading: { kind: 'live', flags: [], ...(at === undefined ? {} : { deviceTime: at }), measures: oximetry(number(spo2) || null, number(pulse) || null, 'no-signal') } };
}

const XON = Uint8Array.of(0x11);
/** A line comes every 2 s; three that did not come mean that the device was told to wait. */
const PAUSE_MS = 7_000;

/** Listens; when the lines stop, tells the device to go on. */
function session(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  let cancel: (() => void) | null = null;
  let open = false;
  const watch = (): void => {
    cancel?.();
    cancel = port.after(PAUSE_MS, () => {
      port.write(XON);
      watch();
    });
  };
  return {
    open() {
      open = true;
      watch();
    },
    frame(frame) {
      // A line may still be on its way when the port is closed.
      if (!open) return;
      watch();
      const decoded = decode(frame);
      if (decoded) events.decoded(decoded, frame);
    },
    command() {
      // It measures all the time: there is nothing to ask for.
    },
    close() {
      open = false;
      cancel?.();
      cancel = null;
    },
  };
}

/** A line every 2 s, a header every 25 lines, nothing while it runs on its battery. spec: VIT-3 */
export const nellcor = driver<Uint8Array>({
  facts: {
    id: 'nellcor-npb', version: 1, family: 'oximeter', maker: 'Nellcor', models: ['NPB-290', 'NPB-295'], mark: 'untried',
    lines: [line(9_600)], measures: ['spo2', 'heart-rate'], commands: [], silentAfterMs: 15_000, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(lineRule({ longest: 96, begins: beginsWith('0123'), matches: LINE })),
  decode, rawOf: (frame) => frame, newSession: session,
});
