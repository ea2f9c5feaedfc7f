import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { DeviceView, DriverView, PortSettings } from '#domain/contract/devices.ts';
import { openUses, openUsesOf } from '#db/queries/bedside.ts';
import { eventsOfDevice, listProfiles, removeProfile, saveProfile, type DeviceProfile } from '#db/queries/devices.ts';
import type { ReadDb } from '#db/read.ts';
import { settingsOf } from '../devices/connection.ts';
import type { Driver, Decoded } from '../devices/driver.ts';
import type { Bedside } from '../devices/hub.ts';
import { unitOfMeasure } from '../devices/live-values.ts';
import type { ListedPort, Ports } from '../devices/port/line.ts';
import { recognise } from '../devices/recognise.ts';
import type { Timers } from '../devices/timers.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { digestToken, newToken } from '../sessions/secrets.ts';

export interface DeviceWorld {
  readonly bedside: Bedside;
  readonly ports: Ports;
  readonly timers: Timers;
  /** Those that a line can be given to. */
  readonly drivers: readonly Driver[];
  /** The id of the driver of sensors that send over HTTP. */
  readonly sensorDriver: string;
  readonly allDrivers: readonly Driver[];
}

/** Devices of this PC: ports, recognising, profiles. */
export function deviceHandlers(world: DeviceWorld): Handlers<Contract['devices']> {
  const { bedside, ports, drivers } = world;
  const view = (db: ReadDb, profile: DeviceProfile): DeviceView => deviceView(db, world, profile);
  return {
    drivers: () => ({ drivers: drivers.map(driverView) }),
    ports: async (call, { all }) => portList(call.read, await ports.list(), all),
    list: (call) => ({ devices: listProfiles(call.read).map((profile) => view(call.read, profile)) }),
    recognise: async (call, { path }) => {
      const { candidates, bytesHeard, problem } = await recognise(path.trim(), world);
      return call.write(() => ({
        bytesHeard, problem,
        candidates: candidates.map(({ driver, confidence, settings, example }) => ({ driver: driverView(driver), confidence, settings, example: exampleText(example) })),
      }));
    },
    add: async (call, { path, driver: driverId, name, settings, mapping }) => {
      const driver = drivers.find(({ facts }) => facts.id === driverId);
      if (!driver) throw fail('NOT_FOUND', { what: 'driver' });
      const cable = await cableAt(ports, path.trim());
      return call.write((tx) => {
        const profile: DeviceProfile = {
          id: tx.newId(), name: nameOf(tx, name, null), driver: driverId, transport: 'serial', ...cable, settings: settings ?? null, mapping: mapping ?? null,
          active: true, tokenId: null,
        };
        if (listProfiles(tx).some((other) => other.active && other.path === cable.path)) throw invalid('path', 'taken');
        saveProfile(tx, profile, new Date(call.now).toISOString());
        return view(tx, profile);
      });
    },
    ...profileHandlers(world, view),
    reconnect: async (call, { deviceId }) => {
      profileOf(call.read, deviceId);
      await bedside.devices.connection(deviceId)?.reconnect();
      return call.write(() => done);
    },
    tell: (call, { deviceId, command }) => {
      const profile = profileOf(call.read, deviceId);
      const driver = drivers.find(({ facts }) => facts.id === profile.driver);
      if (!driver?.facts.commands.includes(command)) throw invalid('command', 'not-understood');
      if (!bedside.useOf(deviceId) && command !== 'identify' && command !== 'stop') throw fail('CONFLICT', { reason: 'no-patient' });
      if (!bedside.tell(deviceId, command)) throw fail('CONFLICT', { reason: 'not-connected' });
      return call.write(() => done);
    },
    events: (call, { deviceId, limit }) => ({
      events: eventsOfDevice(call.read, deviceId, limit).map(({ kind, detail, at, until }) =>
        ({ kind, detail, at: new Date(at).toISOString(), until: until === null ? null : new Date(until).toISOString() })),
    }),
  };
}

type ProfileVerbs = Pick<Handlers<Contract['devices']>, 'addSensor' | 'update' | 'remove'>;

function profileHandlers({ ports, sensorDriver }: DeviceWorld, view: (db: ReadDb, profile: DeviceProfile) => DeviceView): ProfileVerbs {
  return {
    addSensor: (call, { name }) => {
      const secret = `dbk_${newToken()}`;
      return call.write((tx) => {
        const tokenId = tx.newId();
        const profile: DeviceProfile = {
          id: tx.newId(), name: nameOf(tx, name, null), driver: sensorDriver, transport: 'http', path: null, vendorId: null, productId: null,
          serialNumber: null, settings: null, mapping: null, active: true, tokenId,
        };
        tx.insert('api_token', {
          id: tokenId, name: profile.name, permissions: JSON.stringify(['sensors.send']), secret_hash: digestToken(secret),
          created_at: new Date(call.now).toISOString(), active: 1,
        });
        saveProfile(tx, profile, new Date(call.now).toISOString());
        return { device: view(tx, profile), secret };
      });
    },
    update: async (call, { deviceId, name, settings, mapping, active, path }) => {
      const cable = path === undefined ? {} : await cableAt(ports, path.trim());
      return call.write((tx) => {
        const before = profileOf(tx, deviceId);
        const profile: DeviceProfile = {
          ...before, ...cable, name: name === undefined ? before.name : nameOf(tx, name, deviceId), settings: settings ?? before.settings,
          mapping: mapping ?? before.mapping, active: active ?? before.active,
        };
        saveProfile(tx, profile, new Date(call.now).toISOString());
        return view(tx, profile);
      });
    },
    remove: (call, { deviceId }) => {
      return call.write((tx) => {
        const profile = profileOf(tx, deviceId);
        if (openUsesOf(tx, deviceId).length > 0) throw fail('CONFLICT', { reason: 'device-in-use' });
        if (profile.tokenId !== null && tx.row('api_token', profile.tokenId)) tx.update('api_token', profile.tokenId, { active: 0 });
        removeProfile(tx, deviceId);
        return done;
      });
    },
  };
}

function profileOf(db: ReadDb, deviceId: string): DeviceProfile {
  const profile = listProfiles(db).find(({ id }) => id === deviceId);
  if (!profile) throw fail('NOT_FOUND', { what: 'device' });
  return profile;
}

/** Two devices of one name could not be told apart at the bed. */
function nameOf(db: ReadDb, typed: string, own: string | null): string {
  const name = typed.trim();
  if (name === '') throw invalid('name', 'empty');
  if (listProfiles(db).some((other) => other.id !== own && other.name.toLowerCase() === name.toLowerCase())) throw invalid('name', 'taken');
  return name;
}

type Cable = Pick<DeviceProfile, 'path' | 'vendorId' | 'productId' | 'serialNumber'>;

/** What is known of the cable at a path; a typed path may be on no list. */
async function cableAt(ports: Ports, path: string): Promise<Cable> {
  if (path === '') throw invalid('path', 'empty');
  const port = (await ports.list()).ports.find((one) => one.path === path);
  return { path, vendorId: port?.vendorId ?? null, productId: port?.productId ?? null, serialNumber: port?.serialNumber ?? null };
}

function portList(db: ReadDb, { ports, listing }: Awaited<ReturnType<Ports['list']>>, all: boolean) {
  const profiles = listProfiles(db);
  const shown = ports.map((port: ListedPort) => ({ ...port, usual: port.vendorId !== null, deviceId: profiles.find(({ path }) => path === port.path)?.id ?? null }));
  return { listing, ports: shown.filter(({ usual, deviceId }) => all || usual || deviceId !== null) };
}

const settingsIn = (driver: Driver): PortSettings | null => (driver.facts.lines.length === 0 ? null : settingsOf(driver));

function driverView(driver: Driver): DriverView {
  const { id, maker, models, family, mark, measures, commands } = driver.facts;
  return { id, maker, models: [...models], family, mark, measures: [...measures], commands: [...commands], settings: settingsIn(driver) };
}

/** The last thing heard, in numbers and codes: the same in every language. */
function exampleText(decoded: Decoded | null): string {
  const measures = decoded?.reading?.measures.map(({ code, value, missing }) => `${code} ${value === null ? (missing ?? '') : `${value} ${unitOfMeasure(code)}`}`) ?? [];
  return [decoded?.identity?.model, ...measures].filter((text) => text !== undefined && text !== '').join(', ');
}

function deviceView(db: ReadDb, { bedside, allDrivers }: DeviceWorld, profile: DeviceProfile): DeviceView {
  const driver = allDrivers.find(({ facts }) => facts.id === profile.driver);
  const heard = bedside.devices.lastHeard(profile.id);
  return {
    id: profile.id, name: profile.name, driver: profile.driver, ...kindView(driver), transport: profile.transport, path: profile.path,
    settings: profile.settings ?? (driver ? settingsIn(driver) : null), mapping: profile.mapping, active: profile.active,
    ...lineView(bedside, profile, driver, heard?.wall ?? 0), lastFrameAt: heard ? new Date(heard.wall).toISOString() : null,
    ...patientView(db, profile.id),
    values: [...bedside.values.of(profile.id)].map(({ code, value, missing, stale }) => ({ code, value, unit: unitOfMeasure(code), missing, stale })),
  };
}

/** A profile whose driver this program does not have stays in the list, so that it can be taken out. */
function kindView(driver: Driver | undefined): Pick<DeviceView, 'family' | 'maker' | 'mark' | 'commands'> {
  if (!driver) return { family: 'node', maker: '', mark: 'experimental', commands: [] };
  const { family, maker, mark, commands } = driver.facts;
  return { family, maker, mark, commands: [...commands] };
}

function lineView(bedside: Bedside, { id, active, transport }: DeviceProfile, driver: Driver | undefined, heard: number): Pick<DeviceView, 'state' | 'since' | 'flags' | 'work' | 'workCode'> {
  const connection = bedside.devices.connection(id);
  if (connection) {
    const { state, since, flags, work, workCode } = connection;
    return { state, since: new Date(since).toISOString(), flags: [...flags], work, workCode };
  }
  const speaking = bedside.devices.isSpeaking(id) ? 'on' : 'listening';
  const state = active && transport === 'http' ? speaking : driver ? 'off' : 'fault';
  return { state, since: new Date(heard).toISOString(), flags: [], work: 'idle', workCode: null };
}

function patientView(db: ReadDb, deviceId: string): Pick<DeviceView, 'stayId' | 'patientId' | 'patientName'> {
  const use = openUses(db).findLast((one) => one.deviceId === deviceId);
  if (!use) return { stayId: null, patientId: null, patientName: null };
  const patient = db.statement('SELECT name FROM patient WHERE id = ?').get(use.patientId) as { name: string } | undefined;
  return { stayId: use.stayId, patientId: use.patientId, patientName: patient?.name ?? null };
}
