import { describe, expect, test } from 'vitest';
import { contourFrame } from '#main/devices/drivers/contour/frame.ts';
import { meterMemory } from '#main/devices/drivers/meter-memory.ts';
import { ultraminiPacket } from '#main/devices/drivers/onetouch-ultramini/frame.ts';
import { numberedLink } from '#main/devices/drivers/onetouch-ultramini/link.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import type { SimulatedFault } from '#main/devices/simulator.ts';
import { driverOf } from '#tests/support/devices/reading-of.ts';
import { toHex } from '#tests/support/devices/replay.ts';
import { steadyBody, VirtualLine } from '#tests/support/devices/virtual-line.ts';
import type { VirtualLineOptions } from '#tests/support/devices/virtual-line.ts';

const lineOf = (id: string, options: Partial<VirtualLineOptions> = {}): VirtualLine =>
  new VirtualLine({ driver: driverOf(id), simulator: simulators[id]!(), ...options });

const memory = meterMemory(0, steadyBody());
/** What each meter's memory must become; they differ in what they keep. */
const wanted: Readonly<Record<string, { readonly meals: boolean; readonly control: 'flagged' | 'absent' | 'unmarked'; readonly seconds: boolean }>> = {
  'onetouch-ultra': { meals: true, control: 'flagged', seconds: true },
  'onetouch-ultramini': { meals: false, control: 'unmarked', seconds: true },
  'contour': { meals: false, control: 'flagged', seconds: false },
  'glucomen-areo': { meals: true, control: 'absent', seconds: false },
  'sd-codefree': { meals: true, control: 'unmarked', seconds: false },
};
const meters = Object.keys(wanted);

function expected(id: string) {
  const { meals, control } = wanted[id]!;
  return memory.filter((each) => control !== 'absent' || !each.control).map((each) => ({
    glucose: id === 'glucomen-areo' ? each.mmol : Number((each.mgdl / 18.0156).toPrecision(12)),
    flags: [...(control === 'flagged' && each.control ? ['control-solution'] : []), ...(meals && each.meal ? [each.meal] : [])],
  }));
}
const downloaded = (line: VirtualLine) => line.records.map(({ measures, flags }) => ({ glucose: measures[0]?.value, flags: [...flags] }));

const byGlucose = (left: { glucose?: number | null }, right: { glucose?: number | null }): number => (left.glucose ?? 0) - (right.glucose ?? 0);

describe('a download', () => {
  test.each(meters)('%s: the whole memory, newest first, each with the clock of the meter', (id) => {
    const line = lineOf(id).open().run(4_000);
    expect(line.written).toEqual([]);
    line.command('download').run(60_000);
    expect(line.states).toEqual(['busy', 'done']);
    expect(downloaded(line)).toEqual(expected(id));
    const clocks = line.records.map(({ deviceTime }) => deviceTime!);
    expect([...clocks].sort().reverse()).toEqual(clocks);
    for (const clock of clocks) expect(clock).toMatch(/^2026-01-0\dT\d\d:\d\d:\d\d$/);
    const after = line.written.length;
    line.run(60_000);
    expect(line.written).toHaveLength(after);
  });

  test.each(meters)('%s: again, with the same outcome', (id) => {
    const line = lineOf(id).open().command('download').run(60_000).command('download').run(90_000);
    expect(line.states).toEqual(['busy', 'done', 'busy', 'done']);
    expect(downloaded(line)).toEqual([...expected(id), ...expected(id)]);
  });

  test.each(meters)('%s: nobody there, and it ends', (id) => {
    const line = lineOf(id, { simulator: null }).open().command('download').run(300_000);
    expect(line.states).toEqual(['busy', 'timed-out']);
    expect(line.records).toEqual([]);
    expect(line.written.length).toBeLessThanOrEqual(15);
  });

  test.each(meters)('%s: closed in the middle, nothing more is written', (id) => {
    const line = lineOf(id).open().run(4_000).command('download').run(60);
    line.close();
    const written = line.written.length;
    line.run(300_000);
    expect(line.written).toHaveLength(written);
  });

  test.each(meters.flatMap((id) => (['noise', 'cut', 'silent', 'wrong-parity', 'bad-checksum'] as const).map((fault) => [id, fault] as const)))('%s with %s: never a result that is not in its memory, and an end', (id, fault) => {
    const line = lineOf(id).open();
    line.fault = fault satisfies SimulatedFault;
    line.run(1_000).command('download').run(600_000);
    expect(line.states[0]).toBe('busy');
    expect(line.states).toHaveLength(2);
    const good = expected(id).map(({ glucose }) => glucose);
    for (const { glucose } of downloaded(line)) expect(good).toContain(glucose);
    if (line.states[1] === 'done') expect(downloaded(line)).toEqual(expected(id));
  });

  test.each(meters.filter((id) => id !== 'sd-codefree'))('%s: a single lost or spoilt packet anywhere is made good', (id) => {
    for (const spoil of ['lost', 'spoilt'] as const) {
      for (let which = 0; which < 14; which += 1) {
        const line = lineOf(id, {
          onTheWay: (bytes, sendings) => {
            if (sendings !== which) return bytes;
            return spoil === 'lost' ? new Uint8Array(0) : bytes.with(bytes.length >> 1, bytes[bytes.length >> 1]! ^ 0x55);
          },
        }).open().command('download').run(200_000);
        expect(line.states, `${spoil} ${which}`).toEqual(['busy', 'done']);
        // A record that came only in the second dump stands behind the others.
        expect(downloaded(line).toSorted(byGlucose), `${spoil} ${which}`).toEqual(expected(id).toSorted(byGlucose));
      }
    }
  });
});

test('identity is asked for where a meter tells it', () => {
  const ultra = lineOf('onetouch-ultra').open().command('identify').run(30_000);
  expect(ultra.decoded).toEqual([{ identity: { serial: 'ABC123XYZ' } }, { identity: { firmware: 'P02.00.00' } }]);
  const mini = lineOf('onetouch-ultramini').open().command('identify').run(30_000);
  expect(mini.decoded).toEqual([{ identity: { firmware: 'P02.00.0025/05/07' } }]);
  const areo = lineOf('glucomen-areo').open().command('identify').run(30_000);
  expect(areo.decoded).toEqual([{ identity: { serial: 'GA0000001', firmware: '01.02' } }]);
  for (const line of [ultra, mini, areo]) expect(line.states).toEqual(['busy', 'done']);
});

test('OneTouch UltraMini: the numbers of the packets go forth and back as its sheet says', () => {
  const line = lineOf('onetouch-ultramini').open().command('download').run(60_000);
  expect(line.written.slice(0, 4)).toEqual([
    '02 06 0B 03 91 37',
    '02 09 00 05 0D 02 03 DA 71',
    // Acknowledged with both bits turned, and the next question has them turned too.
    '02 06 07 03 FC 72',
    expect.stringMatching(/^02 0A 03 05 1F F5 01 03 /),
  ]);
  expect(line.written.at(-1)).toBe('02 06 0B 03 91 37');
});

describe('OneTouch UltraMini: the numbered line', () => {
  const [question, next] = [Uint8Array.of(0x05, 0x0d, 0x02), Uint8Array.of(0x05, 0x1f, 0, 0)];
  const begun = () => {
    const written: string[] = [];
    const answers: string[] = [];
    let timer = (): void => undefined;
    const line = numberedLink(
      {
        write: (bytes) => written.push(toHex(bytes)),
        after: (_ms, work) => {
          timer = work;
          return () => undefined;
        },
      },
      { connected: () => line.ask(question), answer: (packet) => answers.push(toHex(packet)), gaveUp: () => undefined },
    );
    line.connect();
    line.take(ultraminiPacket(0x0c));
    return { line, written, answers, silence: () => timer() };
  };
  const answer = ultraminiPacket(0x02, [0x05, 0x06, 1]);

  test('an answer without an acknowledgement proves that the question came; the next one has the next number', () => {
    const { line, written, answers } = begun();
    line.take(answer);
    expect(answers).toHaveLength(1);
    line.ask(next);
    expect(written.slice(1)).toEqual([ultraminiPacket(0x00, question), ultraminiPacket(0x07), ultraminiPacket(0x03, next)].map(toHex));
  });

  test('an answer that comes a second time is acknowledged again and given once', () => {
    const { line, written, answers } = begun();
    line.take(ultraminiPacket(0x06));
    line.take(answer);
    line.ask(next);
    line.take(answer);
    expect(answers).toHaveLength(1);
    expect(written.at(-1)).toBe(toHex(ultraminiPacket(0x07)));
  });

  test('an old acknowledgement does not acknowledge the new question', () => {
    const { line, written, silence } = begun();
    line.take(ultraminiPacket(0x06));
    line.take(answer);
    line.ask(next);
    line.take(ultraminiPacket(0x06));
    silence();
    // Put again as it was; by its next number only once this one is acknowledged.
    expect(written.at(-1)).toBe(toHex(ultraminiPacket(0x03, next)));
    line.take(ultraminiPacket(0x04));
    silence();
    expect(written.at(-1)).toBe(toHex(ultraminiPacket(0x02, next)));
  });
});

test('Contour: NAK, ENQ, EOT, and an ACK for each record', () => {
  const line = lineOf('contour').open().run(1_000).command('download').run(60_000);
  expect(line.written).toEqual(['15', '05', '04', ...Array.from({ length: 9 }, () => '06')]);
});

test('Contour: a meter that asks is told NAK until it rests; a memory cut off is not called whole', () => {
  const line = lineOf('contour', { simulator: null }).open().command('download');
  line.send(Uint8Array.of(0x05));
  line.send(Uint8Array.of(0x05));
  expect(line.written).toEqual(['15', '15', '15']);
  line.send(Uint8Array.of(0x04));
  line.send(Uint8Array.of(0x06));
  expect(line.written).toEqual(['15', '15', '15', '05', '04']);
  // What comes without the header is not the beginning: it is asked for again, not taken.
  line.send(contourFrame(3, 'R|3|^^^Glucose|93|mg/dL^P||||201505261150'));
  expect(line.records).toEqual([]);
  line.send(contourFrame(1, 'H|\\^&||0|Contour7160^01^1'));
  line.send(contourFrame(2, 'R|1|^^^Glucose|93|mg/dL^P||||201505261150'));
  line.send(contourFrame(2, 'R|1|^^^Glucose|93|mg/dL^P||||201505261150'));
  expect(line.records).toHaveLength(1);
  expect(line.written.at(-1)).toBe('06');
  // A number that does not follow: asked for again.
  line.send(contourFrame(4, 'R|3|^^^Glucose|94|mg/dL^P||||201505261150'));
  expect(line.records).toHaveLength(1);
  expect(line.written.at(-1)).toBe('15');
  const cut = lineOf('contour').open().command('download').run(140);
  cut.send(Uint8Array.of(0x04));
  expect(cut.states.at(-1)).toBe('failed EOT');
});

test('OneTouch Ultra: a record that stays damaged is said, with how many came', () => {
  const line = lineOf('onetouch-ultra', { onTheWay: (bytes) => (String.fromCharCode(...bytes).startsWith('P "MON","01/05/26","04') ? bytes.with(5, 0x3f) : bytes) }).open();
  line.command('download').run(200_000);
  expect(line.records).toHaveLength(4);
  expect(line.states).toEqual(['busy', 'failed 4/5']);
});

test('GlucoMen: an empty memory is a whole one', () => {
  const line = lineOf('glucomen-areo', { simulator: null }).open().command('download');
  line.send(Uint8Array.of(0x5b, 0x0d, 0x0a, 0x90, 0x3d, 0x0d, 0x0a, 0x5d, 0x0d, 0x0a));
  expect(line.states).toEqual(['busy', 'done']);
  expect(line.records).toEqual([]);
});
