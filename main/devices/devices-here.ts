import type { Store } from '#db/store.ts';
import { listProfiles, saveProfile, type DeviceProfile } from '#db/queries/devices.ts';
import { Connection, type ConnectionEvents, type Heard } from './connection.ts';
import type { Driver } from './driver.ts';
import type { ListedPort, Ports } from './port/line.ts';
import type { Timers } from './timers.ts';

interface Parts {
  readonly store: Store;
  readonly ports: Ports;
  readonly timers: Timers;
  readonly driverById: (id: string) => Driver | undefined;
  readonly events: ConnectionEvents;
  /** A device was switched off, or is being opened anew. */
  readonly closed: (deviceId: string) => void;
}

/** How often the list of ports is read while a device is not where it was, milliseconds. */
const LIST_MS = 3000;

/** The remembered devices of this PC and their lines; follows the profiles in the store. */
export class DevicesHere {
  readonly #parts: Parts;
  readonly #profiles = new Map<string, DeviceProfile>();
  readonly #connections = new Map<string, Connection>();
  /** When each sensor that sends over HTTP was last heard; nothing is opened for them. */
  readonly #sensors = new Map<string, Heard>();
  /** Counts how often each was changed: only the last change opens its line. */
  readonly #turns = new Map<string, number>();
  #started = false;
  #stopped = false;
  #listing = false;
  #listedAt = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
    for (const profile of listProfiles(parts.store.read)) this.#profiles.set(profile.id, profile);
  }

  start(): void {
    this.#started = true;
    for (const profile of this.#profiles.values()) this.#open(profile);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#connections.values()].map((connection) => connection.stop()));
  }

  ids(): Iterable<string> {
    return this.#profiles.keys();
  }

  has(deviceId: string): boolean {
    return this.#profiles.has(deviceId);
  }

  profile(deviceId: string): DeviceProfile | undefined {
    return this.#profiles.get(deviceId);
  }

  connection(deviceId: string): Connection | undefined {
    return this.#connections.get(deviceId);
  }

  driverOf(deviceId: string): Driver | undefined {
    return this.#connections.get(deviceId)?.driver ?? this.#driverFor(this.#profiles.get(deviceId));
  }

  /** The profile's driver, reading lines as the clinic told where it did. */
  #driverFor(profile: DeviceProfile | undefined): Driver | undefined {
    const known = profile && this.#parts.driverById(profile.driver);
    return (profile?.mapping && known?.withMapping?.(profile.mapping)) ?? known;
  }

  heardSensor(deviceId: string, heard: Heard): void {
    this.#sensors.set(deviceId, heard);
  }

  lastHeard(deviceId: string): Heard | null {
    return this.#connections.get(deviceId)?.lastFrame ?? this.#sensors.get(deviceId) ?? null;
  }

  /** Whether it speaks, or could: a device that speaks only now and then does so while its line is open. */
  isSpeaking(deviceId: string): boolean {
    const connection = this.#connections.get(deviceId);
    if (connection) return connection.state === 'on' || isOpenAndQuiet(connection);
    const profile = this.#profiles.get(deviceId);
    if (profile?.transport !== 'http' || !profile.active) return false;
    const allowed = this.driverOf(deviceId)?.facts.silentAfterMs ?? null;
    const heard = this.#sensors.get(deviceId);
    return allowed === null || (heard !== undefined && this.#parts.timers.steady() - heard.steady < allowed);
  }

  tick(): void {
    for (const connection of this.#connections.values()) connection.tick();
    void this.#lookForLost();
  }

  /** Opens, closes and opens anew what is not as the profiles in the store say. */
  readProfiles(): void {
    const now = new Map(listProfiles(this.#parts.store.read).map((profile) => [profile.id, profile]));
    for (const [id, before] of this.#profiles) {
      const after = now.get(id);
      if (after && sameLine(before, after)) this.#rename(after);
      else this.#change(id, after);
    }
    for (const [id, profile] of now) {
      if (this.#profiles.has(id)) continue;
      this.#profiles.set(id, profile);
      this.#open(profile);
    }
  }

  #rename(profile: DeviceProfile): void {
    this.#profiles.set(profile.id, profile);
    const connection = this.#connections.get(profile.id);
    if (connection) connection.profile = profile;
  }

  #change(id: string, after: DeviceProfile | undefined): void {
    if (after) this.#profiles.set(id, after);
    else this.#profiles.delete(id);
    const connection = this.#connections.get(id);
    this.#connections.delete(id);
    this.#sensors.delete(id);
    this.#parts.closed(id);
    const turn = (this.#turns.get(id) ?? 0) + 1;
    this.#turns.set(id, turn);
    void (connection?.stop() ?? Promise.resolve()).then(() => {
      const profile = this.#profiles.get(id);
      if (profile && this.#turns.get(id) === turn) this.#open(profile);
    });
  }

  #open(profile: DeviceProfile): void {
    const driver = this.#driverFor(profile);
    if (!this.#started || this.#stopped || !driver || !profile.active || profile.transport === 'http') return;
    const { ports, timers, events } = this.#parts;
    const connection = new Connection(profile, { ports, timers, driver, events });
    this.#connections.set(profile.id, connection);
    connection.open();
  }

  /** A device that is not where it was may have been plugged in elsewhere: its USB ids and number tell. */
  async #lookForLost(): Promise<void> {
    const lost = [...this.#connections.values()].filter(({ state, profile }) => state === 'absent' && profile.vendorId !== null);
    const now = this.#parts.timers.steady();
    if (lost.length === 0 || this.#listing || now - this.#listedAt < LIST_MS) return;
    this.#listing = true;
    this.#listedAt = now;
    const { ports } = await this.#parts.ports.list();
    this.#listing = false;
    if (this.#stopped) return;
    const taken = new Set([...this.#connections.values()].filter(({ state }) => state !== 'absent').map(({ profile }) => profile.path));
    for (const { profile } of lost) {
      const found = ports.find((port) => isSameCable(profile, port) && !taken.has(port.path));
      if (!found || found.path === profile.path) continue;
      taken.add(found.path);
      this.#parts.store.write({ personId: null, intent: 'devices.moved' }, (tx) => {
        saveProfile(tx, { ...profile, path: found.path }, new Date(this.#parts.timers.wall()).toISOString());
      });
    }
  }
}

/** The line of a device that speaks only now and then is open: that it says nothing is no gap. */
export const isOpenAndQuiet = ({ state, driver }: Connection): boolean => (state === 'listening' || state === 'on') && driver.facts.silentAfterMs === null;

/** Whether two states of a profile are opened alike: a name may change while the device speaks. */
const sameLine = ({ name: _, ...before }: DeviceProfile, { name: __, ...after }: DeviceProfile): boolean => JSON.stringify(before) === JSON.stringify(after);

const same = (a: string | null, b: string | null): boolean => (a ?? '').toLowerCase() === (b ?? '').toLowerCase();

/** Systems write the ids in capitals or not. A cable without a number of its own is known by its kind alone. */
export const isSameCable = (profile: Pick<DeviceProfile, 'vendorId' | 'productId' | 'serialNumber'>, port: ListedPort): boolean =>
  profile.vendorId !== null && same(profile.vendorId, port.vendorId) && same(profile.productId, port.productId) && same(profile.serialNumber, port.serialNumber);
