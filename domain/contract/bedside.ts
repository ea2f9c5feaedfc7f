import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { readingFlags } from '../devices/reading.ts';
import { command, query, stream } from './endpoint.ts';
import { ScoreView } from './scores.ts';
import { Done, Id, Nothing, PatientBrief, ShortText } from './shapes.ts';
import { Observation } from './vitals.ts';

export const Bed = z.object({ id: Id, name: z.string(), roomId: Id.nullable(), active: z.boolean() });
export type Bed = z.infer<typeof Bed>;

/** One number at a bed. `value` is null with the reason; `at` is when the device last said something of it. */
export const LiveValue = z.object({
  code: z.string(), value: z.number().nullable(), unit: z.string(), missing: z.string().nullable(), beyond: z.enum(['above', 'below']).nullable(),
  deviceId: Id, at: z.string(), kind: z.enum(['live', 'record']),
  /** No longer current: the device fell silent, went away, or has said nothing of it for too long. Never shown as a current value. */
  stale: z.boolean(),
  /** Within the stability rule: may be charted. Always so for a finished measurement. */
  steady: z.boolean(),
  /** When it last went into the chart. */
  chartedAt: z.string().nullable(),
  /**
   * Why it does not go into the chart by itself. `unusual`: somebody must confirm it. `impossible`: never. `from-memory`: the device had
   * stored it, perhaps of somebody else; the newest is shown, and charted by hand.
   */
  waiting: z.enum(['unusual', 'impossible', 'from-memory']).nullable(),
});
export type LiveValue = z.infer<typeof LiveValue>;

export const AlarmView = z.object({
  id: Id, code: z.string(), cause: z.enum(['high', 'low', 'sensor-off', 'silent']), value: z.number().nullable(), limit: z.number().nullable(),
  startedAt: z.string(), endedAt: z.string().nullable(), acknowledgedAt: z.string().nullable(), acknowledgedBy: z.string().nullable(),
});
export type AlarmView = z.infer<typeof AlarmView>;

/** An alarm that rings: it stands, and nobody has answered it. The bed's name says where; whose it is, the bedside alone tells. */
export const RingingAlarm = z.object({ stayId: Id, bed: z.string().nullable(), alarm: AlarmView });
export type RingingAlarm = z.infer<typeof RingingAlarm>;

/** Limits of one measure at one bed, canonical unit; null is no limit. */
export const AlarmLimits = z.record(z.string(), z.object({ low: z.number().nullable(), high: z.number().nullable() }));
export type AlarmLimits = z.infer<typeof AlarmLimits>;

/** One patient who is watched: the tile of a bed. */
export const StayView = z.object({
  id: Id, patient: PatientBrief, bedId: Id.nullable(), tokenId: Id.nullable(), startedAt: z.string(), startedBy: z.string().nullable(),
  devices: z.array(z.object({ deviceId: Id, name: z.string(), state: z.string(), flags: z.array(z.enum(readingFlags)), here: z.boolean() })),
  values: z.array(LiveValue), alarms: z.array(AlarmView), limits: AlarmLimits, score: ScoreView.nullable(),
});
export type StayView = z.infer<typeof StayView>;

/**
 * What changed at the bedside since the last event: whole values of the stays that changed, and the samples that came. A window
 * that reads too slowly gets fewer, never older, events. `at` is the desk's time of the event, `heardAt` the time of its newest byte.
 */
export const LiveUpdate = z.object({
  at: z.string(), heardAt: z.string().nullable(),
  stays: z.array(z.object({ stayId: Id, values: z.array(LiveValue), devices: StayView.shape.devices, alarms: z.array(AlarmView) })),
  waves: z.array(z.object({ stayId: Id, code: z.string(), rate: z.number(), top: z.number(), samples: z.array(z.number().nullable()) })),
});
export type LiveUpdate = z.infer<typeof LiveUpdate>;

/** A point of a trend: lowest, highest and mean of `count` values from `at` on. */
export const TrendPoint = z.object({ at: z.string(), low: z.number(), high: z.number(), mean: z.number(), count: z.int() });
export type TrendPoint = z.infer<typeof TrendPoint>;

const stay = z.object({ stayId: Id });

/** Who is watched, by what, and what it says. spec: VIT-2, VIT-4, VIT-5 */
export const bedside = {
  beds: query({ permission: 'bedside.read' }, Nothing, z.object({ beds: z.array(Bed) })),
  /** The whole list, in its order; a bed that is left out is switched off. */
  saveBeds: command({ permission: 'clinic.manage' }, z.object({ beds: z.array(z.object({ id: Id.optional(), name: z.string().max(60), roomId: Id.nullable() })).max(200) }), z.object({ beds: z.array(Bed) })),
  /** Everybody who is watched now. Audited as one look at each. */
  stays: query({ permission: 'bedside.read' }, Nothing, z.object({ stays: z.array(StayView) })),
  live: stream({ permission: 'bedside.read' }, Nothing, eventIterator(LiveUpdate)),
  /**
   * Gives a device to a patient: opens a stay if the patient has none. A device that another patient has is refused with
   * CONFLICT `device-in-use` unless `takeOver` says that it was really handed over.
   */
  assign: command({ permission: 'bedside.write' }, z.object({ deviceId: Id, patientId: Id, bedId: Id.nullable().default(null), tokenId: Id.optional(), takeOver: z.boolean().default(false) }), StayView),
  /** Takes a device from its patient. What it says afterwards is nobody's. */
  release: command({ permission: 'bedside.write' }, z.object({ deviceId: Id, reason: ShortText.default('') }), Done),
  moveBed: command({ permission: 'bedside.write' }, stay.extend({ bedId: Id.nullable() }), StayView),
  /** Ends the stay and releases its devices. */
  discharge: command({ permission: 'bedside.write' }, stay.extend({ reason: ShortText.default('') }), Done),
  /** Puts what stands there into the chart, by hand: every steady value, or those named. Refused: CONFIRM for unusual ones, INVALID for impossible ones. */
  chart: command({ permission: 'bedside.write' }, stay.extend({ codes: z.array(z.string()).max(30).optional(), confirmed: z.array(z.string()).default([]) }),
    z.object({ setId: Id, observations: z.array(Observation) })),
  setLimits: command({ permission: 'bedside.write' }, stay.extend({ limits: AlarmLimits }), StayView),
  acknowledge: command({ permission: 'bedside.write' }, z.object({ alarmId: Id }), AlarmView),
  /** Alarms of all beds that ring, newest first: for every window, whatever it shows. */
  ringing: query({ permission: 'bedside.read' }, Nothing, z.object({ alarms: z.array(RingingAlarm) })),
  alarms: query({ permission: 'bedside.read' }, stay, z.object({ alarms: z.array(AlarmView) })),
  /** At most `points` points a measure between two instants, from aggregates: any width costs the same. */
  trends: query({ permission: 'bedside.read', audit: 'patient' },
    z.object({ patientId: Id, stayId: Id, codes: z.array(z.string()).min(1).max(12), from: z.iso.datetime(), to: z.iso.datetime(), points: z.int().min(2).max(4000).default(800) }),
    z.object({ level: z.number(), series: z.array(z.object({ code: z.string(), unit: z.string(), points: z.array(TrendPoint) })), gaps: z.array(z.object({ from: z.string(), to: z.string().nullable(), kind: z.string() })) })),
  /** Samples of a waveform between two instants, at most five minutes of them. */
  wave: query({ permission: 'bedside.read', audit: 'patient' },
    z.object({ patientId: Id, stayId: Id, code: z.string().max(40), from: z.iso.datetime(), to: z.iso.datetime() }),
    z.object({ blocks: z.array(z.object({ start: z.string(), rate: z.number(), top: z.number(), samples: z.array(z.number().nullable()) })) })),
  /** Where a stored value came from, or null for one taken by hand. */
  origin: query({ permission: 'vitals.read', audit: 'patient' }, z.object({ patientId: Id, originId: Id }),
    z.object({ origin: z.object({ deviceName: z.string(), driver: z.string(), driverVersion: z.int(), port: z.string(), deviceSerial: z.string().nullable(), deviceTime: z.string().nullable(), receivedAt: z.string(), flags: z.array(z.string()), raw: z.string() }).nullable() })),
};
