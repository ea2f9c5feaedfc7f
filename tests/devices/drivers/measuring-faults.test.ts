import { expect, test } from 'vitest';
import type { DriverFacts } from '#domain/devices/catalogue.ts';
import type { Reading } from '#domain/devices/reading.ts';
import type { Driver } from '#main/devices/driver.ts';
import { tm2655Result } from '#main/devices/drivers/and-tm2655/simulate.ts';
import { codefreeFromMeter } from '#main/devices/drivers/codefree/frame.ts';
import { contourFrame } from '#main/devices/drivers/contour/frame.ts';
import { glucomenBlock } from '#main/devices/drivers/glucomen/frame.ts';
import { medlabReply } from '#main/devices/drivers/medlab/frame.ts';
import { ultraLine } from '#main/devices/drivers/onetouch-ultra/frame.ts';
import { ultraminiPacket } from '#main/devices/drivers/onetouch-ultramini/frame.ts';
import { secaBytes } from '#main/devices/drivers/seca/simulate.ts';
import { suntechResult } from '#main/devices/drivers/suntech/frame.ts';
import { suretempAnswer } from '#main/devices/drivers/suretemp/simulate.ts';
import { tanitaBytes } from '#main/devices/drivers/tanita/simulate.ts';
import { drivers } from '#main/devices/drivers/all.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { simulatedFaults, type SimulatedFault } from '#main/devices/simulator.ts';
import { driverOf } from '#tests/support/devices/reading-of.ts';
import { givenBy } from '#tests/support/devices/replay.ts';
import { steadyBody, VirtualLine } from '#tests/support/devices/virtual-line.ts';

const RUN_MS = 150_000;
const families: readonly DriverFacts['family'][] = ['blood-pressure', 'scale', 'thermometer'];
const measuring = drivers.filter(({ facts }) => families.includes(facts.family)).map(({ facts }) => facts.id);
/** A fault begins when the device has spoken, so that something can be stuck. */
const BEFORE_MS = 45_000;

/** What comes of a device that is used for two and a half minutes, the fault beginning after a while. */
function readingsOf(driver: Driver, fault: SimulatedFault | null): readonly Reading[] {
  const { id, commands } = driver.facts;
  if (driver.newSession) {
    const line = new VirtualLine({ driver, simulator: simulators[id]!() }).open();
    if (commands.includes('start')) line.command('start');
    line.run(BEFORE_MS);
    line.fault = fault;
    line.run(500);
    if (commands.includes('start')) line.command('start');
    return line.run(RUN_MS).readings;
  }
  const [simulator, framer, readings] = [simulators[id]!(), driver.newFramer(), [] as Reading[]];
  for (let ms = 0; ms < BEFORE_MS + RUN_MS;) {
    const tick = simulator.tick(ms, steadyBody(), ms < BEFORE_MS ? null : fault);
    if (!tick) break;
    for (const frame of framer.push(tick.bytes)) readings.push(driver.decode(frame)?.reading ?? { kind: 'live', measures: [], flags: [] });
    ms += tick.nextMs;
  }
  return readings;
}

const numbers = (readings: readonly Reading[]): Set<string> =>
  new Set(readings.flatMap(({ kind, measures }) => measures.filter(({ value }) => value !== null).map(({ code, value }) => `${kind} ${code} ${value}`)));

test.each(measuring)('%s: under every fault it gives its own numbers or none', (id) => {
  const driver = driverOf(id);
  const truth = numbers(readingsOf(driver, null));
  expect(truth.size).toBeGreaterThan(0);
  for (const fault of [...simulatedFaults, 'unplug'] as const) {
    const given = numbers(readingsOf(driver, fault));
    for (const number of given) {
      // The pressure of a working cuff depends on the moment it is asked; it is never charted.
      if (!number.startsWith('live cuff-pressure')) expect(truth, `${fault}: ${number}`).toContain(number);
    }
  }
});

/** One sound frame of each device whose frames carry a checksum, with what it says. */
const sums: readonly (readonly [string, Uint8Array])[] = [
  ['and-tm2655', tm2655Result(0, steadyBody(), 'E00')],
  ['suntech-advantage', suntechResult({ systolic: 128, diastolic: 82, mean: 97, pulse: 72, error: 0 })],
  ['medlab-nibp', medlabReply('S1;A0;C00;M00;P128082097;R084;T6890')],
  ['tanita', tanitaBytes(0, steadyBody())],
  ['seca-460', secaBytes(10_000, steadyBody(), null)],
  ['suretemp', suretempAnswer(36.6)],
  ['onetouch-ultra', ultraLine('P "MON","01/15/24","10:30:00   ","  105 ","N","00", 00')],
  ['onetouch-ultramini', ultraminiPacket(0x02, [0x05, 0x06, 0x28, 0x09, 0xa5, 0x65, 0x69, 0, 0, 0])],
  ['contour', contourFrame(5, 'R|3|^^^Glucose|93|mg/dL^P||||201505261150')],
  ['glucomen-areo', glucomenBlock(['Glu,5.4,mmol/L,00,240115,1030'])],
  ['sd-codefree', codefreeFromMeter(0x20, 0, 24, 1, 15, 10, 30, 0x00, 105, 0x10, 1, 2, 3, 4, 5, 6, 7)],
];

test.each(sums)('%s: no single turned bit gives another reading', (id, frame) => {
  const driver = driverOf(id);
  const readings = (bytes: Uint8Array): string[] => givenBy(driver, [bytes]).flatMap(({ decoded }) => (decoded?.reading ? [JSON.stringify(decoded.reading)] : []));
  const [truth, ...more] = readings(frame);
  expect(truth).toBeDefined();
  expect(more).toEqual([]);
  for (let at = 0; at < frame.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      for (const given of readings(frame.with(at, frame[at]! ^ (1 << bit)))) if (given !== truth) expect(given, `byte ${at}, bit ${bit}`).toBe(truth);
    }
  }
});

test('every driver of this kind is there', () => {
  expect(measuring).toEqual(expect.arrayContaining([
    'and-tm2655', 'and-ua767', 'omron-hbp-9020', 'omron-hbp-9030', 'terumo-bp500', 'suntech-advantage', 'medlab-nibp', 'and-scale', 'tanita', 'health-o-meter', 'seca-460', 'plain-scale', 'suretemp',
  ]));
});
