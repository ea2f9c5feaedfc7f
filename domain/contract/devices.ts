import { z } from 'zod';
import { deviceFamilies } from '../devices/catalogue.ts';
import { Mapping } from '../devices/mapping.ts';
import { readingFlags } from '../devices/reading.ts';
import { command, query } from './endpoint.ts';
import { Done, Id, Nothing } from './shapes.ts';

const Family = z.enum(deviceFamilies);
const Mark = z.enum(['verified', 'untried', 'experimental']);
export const DeviceCommandName = z.enum(['start', 'start-child', 'start-newborn', 'stop', 'download', 'identify']);

export const LineSettingsShape = z.object({
  baudRate: z.int().min(300).max(1_000_000), dataBits: z.literal([7, 8]), parity: z.enum(['none', 'even', 'odd']), stopBits: z.literal([1, 2]),
  flow: z.enum(['none', 'rtscts', 'xonxoff']),
});

/** How a device's line is opened; `dtr` and `rts` are what the cable must have afterwards. */
export const PortSettings = z.object({ line: LineSettingsShape, dtr: z.boolean(), rts: z.boolean() });
export type PortSettings = z.infer<typeof PortSettings>;

/** A driver as the list of devices shows it. */
export const DriverView = z.object({
  id: z.string(), maker: z.string(), models: z.array(z.string()), family: Family, mark: Mark, measures: z.array(z.string()),
  commands: z.array(DeviceCommandName), settings: PortSettings.nullable(),
});
export type DriverView = z.infer<typeof DriverView>;

/** Where a device could be plugged in. `usual`: it has a USB id; others are shown only when asked for. */
export const PortView = z.object({
  path: z.string(), maker: z.string().nullable(), vendorId: z.string().nullable(), productId: z.string().nullable(), serialNumber: z.string().nullable(),
  usual: z.boolean(), deviceId: Id.nullable(),
});
export type PortView = z.infer<typeof PortView>;

/**
 * `off`: switched off. `absent`: its port is not there. `opening`, `listening`: open, nothing understood yet. `on`: frames come.
 * `silent`: it should speak and does not. `held`: another program has the port. `refused`: this account may not open it. `fault`: anything else.
 */
export const DeviceState = z.enum(['off', 'absent', 'opening', 'listening', 'on', 'silent', 'held', 'refused', 'fault']);
export type DeviceState = z.infer<typeof DeviceState>;

export const DeviceView = z.object({
  id: Id, name: z.string(), driver: z.string(), family: Family, maker: z.string(), mark: Mark, transport: z.enum(['serial', 'http']), path: z.string().nullable(),
  settings: PortSettings.nullable(), mapping: Mapping.nullable(), active: z.boolean(), state: DeviceState, since: z.string(), lastFrameAt: z.string().nullable(),
  flags: z.array(z.enum(readingFlags)), commands: z.array(DeviceCommandName),
  /** A measurement or download that runs or just ended. */
  work: z.enum(['idle', 'busy', 'done', 'failed', 'timed-out']), workCode: z.string().nullable(),
  stayId: Id.nullable(), patientId: Id.nullable(), patientName: z.string().nullable(),
  /** What it says now, whoever has it: to see which of two devices this is. */
  values: z.array(z.object({ code: z.string(), value: z.number().nullable(), unit: z.string(), missing: z.string().nullable(), stale: z.boolean() })),
});
export type DeviceView = z.infer<typeof DeviceView>;

/** What listening made of a line: the likeliest driver first; nothing was written to it. */
export const Recognised = z.object({
  candidates: z.array(z.object({ driver: DriverView, confidence: z.number().min(0).max(1), settings: PortSettings, example: z.string() })),
  bytesHeard: z.int(),
  /** Why nothing could be heard, if the port could not even be opened. */
  problem: z.enum(['held', 'refused', 'absent', 'fault']).nullable(),
});
export type Recognised = z.infer<typeof Recognised>;

const facts = { name: z.string().max(100), settings: PortSettings.optional(), mapping: Mapping.optional() };

/** Devices of this PC: ports, recognising, profiles. spec: VIT-2, INS-3 */
export const devices = {
  drivers: query({ permission: 'bedside.read' }, Nothing, z.object({ drivers: z.array(DriverView) })),
  ports: query({ permission: 'bedside.read' }, z.object({ all: z.boolean().default(false) }), z.object({ ports: z.array(PortView), listing: z.enum(['ok', 'not-possible']) })),
  list: query({ permission: 'bedside.read' }, Nothing, z.object({ devices: z.array(DeviceView) })),
  /** Listens to a port at the likely settings, some seconds, without writing a byte. */
  recognise: command({ permission: 'bedside.write' }, z.object({ path: z.string().min(1).max(400) }), Recognised),
  /** Remembers a device: the driver a person chose for a port. It is opened at once, and whenever it is plugged in again. */
  add: command({ permission: 'bedside.write' }, z.object({ ...facts, path: z.string().min(1).max(400), driver: z.string().max(60) }), DeviceView),
  /** A sensor that sends over HTTP. The secret is shown once. */
  addSensor: command({ permission: 'devices.manage' }, z.object({ name: z.string().max(100) }), z.object({ device: DeviceView, secret: z.string() })),
  update: command({ permission: 'bedside.write' }, z.object({ deviceId: Id, ...facts, name: facts.name.optional(), active: z.boolean().optional(), path: z.string().max(400).optional() }), DeviceView),
  remove: command({ permission: 'devices.manage' }, z.object({ deviceId: Id }), Done),
  /** Closes and opens the line now instead of at the next try. */
  reconnect: command({ permission: 'bedside.write' }, z.object({ deviceId: Id }), Done),
  /** What somebody asks the device to do. Refused for a device that has no patient, except `identify` and `stop`. */
  tell: command({ permission: 'bedside.write' }, z.object({ deviceId: Id, command: DeviceCommandName }), Done),
  /** Connections, gaps, faults of a device, newest first. */
  events: query({ permission: 'bedside.read' }, z.object({ deviceId: Id, limit: z.int().min(1).max(500).default(100) }),
    z.object({ events: z.array(z.object({ kind: z.string(), detail: z.string(), at: z.string(), until: z.string().nullable() })) })),
};

const SensorMeasures = z.record(z.string().max(40), z.number().nullable());

/** Readings of Wi-Fi sensors and microcontrollers. The bearer token is the device's credential. spec: VIT-6 */
export const sensors = {
  /**
   * Takes up to 50 readings. `id` makes one idempotent: sent again it is counted as known and changes nothing. `measures` are named
   * as in the line protocol (`spo2`, `pulse`, `temp_c`, `weight_kg`, …), absent values are null. Answers what became of each.
   */
  send: command({ permission: 'sensors.send' },
    z.object({
      readings: z.array(z.object({ id: z.string().min(1).max(80), at: z.iso.datetime().optional(), quality: z.number().min(0).max(100).optional(), measures: SensorMeasures })).min(1).max(50),
    }),
    z.object({ results: z.array(z.object({ id: z.string(), outcome: z.enum(['taken', 'known', 'refused', 'no-patient']), refused: z.array(z.string()) })) }))
    .route({ method: 'POST', path: '/sensors/readings', tags: ['sensors'] }),
};
