import type { Measure, MissingReason, ReadingFlag } from '#domain/devices/reading.ts';
import { lineText } from '../../bytes/line-rule.ts';
import type { Decoded } from '../../driver.ts';
import { oximetry } from '../oximetry.ts';
import { fieldsOf } from './frame.ts';

/** A bit of EXC: what is seen, and why there is no number although the line may still print one. Null: the number stands. */
type Exception = readonly [bit: number, flag: ReadingFlag, missing: MissingReason | null];

/** 800 (Masimo SET) is no exception: it is there when all is well. */
const EXCEPTIONS: readonly Exception[] = [
  [0x1, 'sensor-off', 'sensor-off'], [0x20, 'sensor-off', 'sensor-off'], [0x1000, 'sensor-off', 'sensor-off'],
  [0x2, 'sensor-fault', 'sensor-fault'], [0x80, 'sensor-fault', 'sensor-fault'], [0x100, 'sensor-fault', 'sensor-fault'],
  [0x4000, 'sensor-fault', 'sensor-fault'], [0x8000, 'sensor-fault', 'sensor-fault'], [0x10000, 'sensor-fault', 'sensor-fault'],
  [0x80000, 'sensor-fault', 'sensor-fault'], [0x100000, 'sensor-fault', 'sensor-fault'],
  [0x8, 'searching', 'searching'], [0x20000, 'searching', 'searching'],
  [0x4, 'low-perfusion', null], [0x400, 'low-signal', null], [0x10, 'artefact', null], [0x40, 'artefact', null],
];

/** All limits of ALARM and the bit that says one is active. */
const ALARM_ACTIVE = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x100 | 0x200 | 0x400 | 0x800 | 0x1000 | 0x2000;
const ALARM_SILENCED = 0x20;
const LOW_BATTERY = 0x40;

/** The line of any Masimo that prints `KEY=value`. A flag of EXC wins over a number that the line still prints. */
export function decodeFields(bytes: Uint8Array): Decoded | null {
  const fields = fieldsOf(lineText(bytes));
  if (!fields) return null;
  const { values } = fields;
  const exc = Number.parseInt(values.get('EXC') ?? '0', 16);
  const alarm = Number.parseInt(values.get('ALARM') ?? '0', 16) || 0;
  const active = EXCEPTIONS.filter(([bit]) => exc & bit);
  const missing = active.find(([, , reason]) => reason !== null)?.[2] ?? null;
  const number = (name: string): number | null => (missing === null ? numberIn(values.get(name)) : null);
  const flags = new Set(active.map(([, flag]) => flag));
  if (alarm & ALARM_ACTIVE) flags.add('device-alarm');
  if (alarm & ALARM_SILENCED) flags.add('alarm-silenced');
  if (alarm & LOW_BATTERY) flags.add('low-battery');
  const serial = values.get('SN');
  return {
    reading: {
      kind: 'live', flags: [...flags], ...(fields.at === undefined ? {} : { deviceTime: fields.at }),
      measures: [...oximetry(number('SPO2'), number('BPM'), missing ?? 'no-signal'), ...perfusion(values.get('PI'), number('PI'), missing)],
    },
    ...(serial === undefined ? {} : { identity: { serial } }),
  };
}

/** Digits with or without a point; fields filled with hyphens have no number. */
function numberIn(text: string | undefined): number | null {
  const digits = /^(\d{1,3}(?:\.\d{1,2})?)%?$/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

function perfusion(printed: string | undefined, value: number | null, missing: MissingReason | null): Measure[] {
  if (printed === undefined) return [];
  return [value === null ? { code: 'perfusion-index', value, missing: missing ?? 'no-signal' } : { code: 'perfusion-index', value }];
}
