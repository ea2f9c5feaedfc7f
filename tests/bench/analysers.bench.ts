import { decodeAstm, decodeHl7 } from '#main/devices/analysers/decode-capture.ts';
import { Intake } from '#main/devices/analysers/intake.ts';
import { mllpFrame } from '#main/devices/analysers/mllp.ts';
import { analyserSession } from '#main/devices/analysers/session.ts';
import { astmSession } from '#tests/support/analysers/astm-sender.ts';
import type { Bench, Row } from './harness/bench.ts';
import { scratchStore } from './support/scratch-store.ts';

const RESULTS = 20;
/** A serial line at the usual speed: ten bits a byte. */
const BYTES_A_SECOND = 9600 / 10;

const records = (specimen: number): string[] => [
  'H|\\^&|||COUNTER', 'P|1', `O|1|S-${specimen}||^^^CBC`, ...Array.from({ length: RESULTS }, (_, i) => `R|${i + 1}|^^^T${i}|${(specimen % 90) + i / 10}|g/L|10^20|N||F||||20240115102955`), 'L|1|N',
];

/** Messages of twenty results: how fast they are read, and how fast they are kept on the disk, acknowledged and filed. */
export const bench: Bench = {
  name: 'analysers',
  yardstick: 'the messages a second that a line of 9600 baud carries',
  sizes: { full: [200], quick: [20] },
  goal: { of: 'ratio', atLeast: 1000 },
  async run({ time, sizes, scratch, quick }) {
    const [count = 20] = sizes;
    const astm = astmSession(records(1));
    const hl7 = mllpFrame(Buffer.from([
      'MSH|^~\\&|COUNTER|LAB|||20240115103000||ORU^R01|M1|P|2.3.1', 'OBR|1||S-1', ...Array.from({ length: RESULTS }, (_, i) => `OBX|${i + 1}|NM|T${i}||${i / 10}|g/L|10-20|N|||F|||20240115102955`), '',
    ].join('\r')));
    const line = BYTES_A_SECOND / astm.length;
    const rounds = { rounds: quick ? 2 : 5, samples: 10, batch: 20, warmUp: 30 };
    const rows: Row[] = [];
    for (const [name, work] of [['ASTM', () => decodeAstm(astm)], ['HL7', () => decodeHl7(hl7)]] as const) {
      if (work().messages[0]?.results.length !== RESULTS) throw new Error(`${name} was not read.`);
      const { p50, spread } = await time(work, rounds);
      rows.push({ name: `${name} messages read`, unit: '/s', ours: 1000 / p50, yardstick: line, spread });
    }
    const { store, newId } = scratchStore(scratch, 'analysers');
    const log = { info: () => undefined, warn: () => undefined, error: (event: string) => { throw new Error(event); } };
    const intake = new Intake({ store, newId, log, now: Date.now, clock: () => null, ordered: () => undefined });
    let taken = 0;
    const session = analyserSession({
      source: { analyserId: newId(), analyserName: 'Counter', protocol: 'astm', port: 'bench' }, intake, withoutEnquiry: false, write: () => undefined,
      after: () => () => undefined, stamp: () => '20260314090000', taken: () => { taken += 1; }, fault: (code) => { throw new Error(code); },
    });
    let specimen = 0;
    const { p50, spread } = await time(() => { session.receive(astmSession(records(specimen += 1))); }, { rounds: quick ? 2 : 5, samples: Math.max(2, count / 10), batch: 2, warmUp: 4 });
    if (taken !== specimen) throw new Error(`${specimen - taken} messages were not taken.`);
    rows.push({ name: 'ASTM messages kept, acknowledged and filed', unit: '/s', ours: 1000 / p50, yardstick: line, spread, goal: { of: 'ratio', atLeast: 10 } });
    store.close();
    return rows;
  },
};
