import type { LiveUpdate, StayView } from '#domain/contract/bedside.ts';
import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Reading } from '#domain/devices/reading.ts';
import { mayBeCharted } from '#domain/devices/stability.ts';
import type { Store } from '#db/store.ts';
import { openUses, standingAlarms, type OpenUse } from '#db/queries/bedside.ts';
import { listProfiles, saveProfile, type DeviceProfile } from '#db/queries/devices.ts';
import type { Log } from '../log.ts';
import { AlarmWatch, type DeviceNow } from './alarm-watch.ts';
import { Charting } from './charting.ts';
import type { Source } from './chart-values.ts';
import { Connection, type Heard } from './connection.ts';
import type { Decoded, Driver } from './driver.ts';
import { isGap } from './gaps.ts';
import { LiveFeed } from './live-feed.ts';
import { bestOfEach, isSteady, LiveValues, viewOf, type Entry } from './live-values.ts';
import type { ListedPort, Ports } from './port/line.ts';
import { Streams } from './streams.ts';
import type { Timers } from './timers.ts';

export interface BedsideParts {
  readonly store: Store;
  readonly log: Log;
  readonly timers: Timers;
  readonly ports: Ports;
  readonly driverById: (id: string) => Driver | undefined;
  /** What is kept of this PC's clock with what it dates. */
  readonly clockMark: () => 'stale' | 'suspect' | null;
}

const TICK_MS = 250;
/** How often the list of ports is read while a device is not where it was, milliseconds. */
const LIST_MS = 3000;

/** The devices of this PC and the patients who have them: bytes come in here, values, alarms and streams go out. spec: VIT-2 */
export class Bedside {
  readonly values = new LiveValues();
  readonly feed: LiveFeed;
  readonly charting: Charting;
  readonly streams: Streams;
  readonly #parts: BedsideParts;
  readonly #alarms: AlarmWatch;
  readonly #connections = new Map<string, Connection>();
  /** Sensors that send over HTTP: nothing is opened for them. */
  readonly #sensors = new Map<string, { profile: DeviceProfile; driver: Driver; lastHeard: Heard | null }>();
  #uses = new Map<string, OpenUse>();
  /** Those of other PCs' devices too. */
  #allUses: readonly OpenUse[] = [];
  #stopTicking: (() => void) | null = null;
  #ticks = 0;
  #listing = false;
  #listedAt = -Infinity;
  readonly #stopListening: () => void;
  #closed = false;

  constructor(parts: BedsideParts) {
    this.#parts = parts;
    const { store, timers, log, clockMark } = parts;
    const changed = (stayId: string): void => { this.feed.touch(stayId); };
    this.streams = new Streams({ store, timers, log });
    this.charting = new Charting({ store, timers, log, clockMark, sourceOf: (entry) => this.#sourceOf(entry), changed });
    this.#alarms = new AlarmWatch({ store, timers, log, changed });
    this.feed = new LiveFeed({ timers, stayNow: (stayId) => this.stayNow(stayId) });
    for (const profile of listProfiles(store.read)) this.#attach(profile);
    for (const use of this.#usesHere()) {
      this.#uses.set(use.deviceId, use);
      this.streams.gaps.resume(store.read, use);
    }
    this.#stopListening = store.onChange(({ areas }) => { if (areas.has('bedside')) this.#readUses(); });
  }

  /** Opens every device again whose profile is switched on. */
  start(): void {
    for (const connection of this.#connections.values()) connection.open();
    this.#keepTicking();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTicking?.();
    this.#stopListening();
    this.streams.write(true);
    await Promise.all([...this.#connections.values()].map((connection) => connection.stop()));
  }

  connection(deviceId: string): Connection | undefined {
    return this.#connections.get(deviceId);
  }

  useOf(deviceId: string): OpenUse | undefined {
    return this.#uses.get(deviceId);
  }

  /** A profile was added or changed: its line is opened anew. */
  async profileChanged(profile: DeviceProfile): Promise<void> {
    await this.#detach(profile.id);
    if (this.#closed) return;
    this.#attach(profile);
    this.#connections.get(profile.id)?.open();
    this.#keepTicking();
    this.#parts.store.announce('bedside');
  }

  async profileRemoved(deviceId: string): Promise<void> {
    await this.#detach(deviceId);
    this.#parts.store.announce('bedside');
  }

  tell(deviceId: string, command: DeviceCommand): boolean {
    return this.#connections.get(deviceId)?.tell(command) ?? false;
  }

  /** What a sensor sent over HTTP, received now. Returns who has it. */
  sensorSaid(deviceId: string, decoded: Decoded, raw: Uint8Array): OpenUse | undefined {
    const sensor = this.#sensors.get(deviceId);
    if (!sensor) return undefined;
    const heard = { wall: this.#parts.timers.wall(), steady: this.#parts.timers.steady() };
    sensor.lastHeard = heard;
    this.#said(deviceId, sensor.driver, null, decoded, raw, heard);
    return this.#uses.get(deviceId);
  }

  /** Everything about a stay that changes from moment to moment. */
  stayNow(stayId: string): LiveUpdate['stays'][number] {
    const steady = this.#parts.timers.steady();
    return {
      stayId, values: bestOfEach(this.#entriesOf(stayId)).map((entry) => viewOf(entry, steady)),
      devices: this.devicesOf(stayId), alarms: standingAlarms(this.#parts.store.read, stayId),
    };
  }

  /** @param uses of the stay, where they are not those of the last commit */
  devicesOf(stayId: string, uses: readonly OpenUse[] = this.#allUses): StayView['devices'] {
    return uses.filter((use) => use.stayId === stayId).map((use) => {
      const connection = this.#connections.get(use.deviceId);
      const here = connection !== undefined || this.#sensors.has(use.deviceId);
      return {
        deviceId: use.deviceId, name: use.deviceName, here, flags: [...(connection?.flags ?? [])],
        state: connection?.state ?? (here ? (this.#speaks(use.deviceId) ? 'on' : 'silent') : 'elsewhere'),
      };
    });
  }

  /** Current and last values of the devices of a stay that are plugged in here, one a code. */
  entriesOf(stayId: string): Entry[] {
    return bestOfEach(this.#entriesOf(stayId));
  }

  lastHeard(deviceId: string): Heard | null {
    return this.#connections.get(deviceId)?.lastFrame ?? this.#sensors.get(deviceId)?.lastHeard ?? null;
  }

  isSpeaking(deviceId: string): boolean {
    return this.#speaks(deviceId);
  }

  isSteady(entry: Entry): boolean {
    return isSteady(entry, this.#parts.timers.steady());
  }

  sourceOf(entry: Entry): Source | undefined {
    return this.#sourceOf(entry);
  }

  #attach(profile: DeviceProfile): void {
    const known = this.#parts.driverById(profile.driver);
    if (!profile.active || !known) return;
    const driver = (profile.mapping && known.withMapping?.(profile.mapping)) ?? known;
    if (profile.transport === 'http') {
      this.#sensors.set(profile.id, { profile, driver, lastHeard: null });
      return;
    }
    const { ports, timers } = this.#parts;
    this.#connections.set(profile.id, new Connection(profile, {
      ports, timers, driver,
      events: {
        changed: (connection) => { this.#lineChanged(connection); },
        decoded: (connection, decoded, raw, heard) => { this.#said(connection.profile.id, connection.driver, connection, decoded, raw, heard); },
      },
    }));
  }

  async #detach(deviceId: string): Promise<void> {
    this.#sensors.delete(deviceId);
    const connection = this.#connections.get(deviceId);
    this.#connections.delete(deviceId);
    await connection?.stop();
    const use = this.#uses.get(deviceId);
    if (use) this.streams.gaps.fellSilent(use, 'off', this.#parts.timers.wall());
  }

  #keepTicking(): void {
    if (this.#stopTicking || this.#connections.size + this.#sensors.size === 0) return;
    this.#stopTicking = this.#parts.timers.every(TICK_MS, () => { this.#tick(); });
  }

  #driverOf = (deviceId: string): Driver | undefined => this.#connections.get(deviceId)?.driver ?? this.#sensors.get(deviceId)?.driver;

  /** A frame was understood. Whose it is, is whose the device is at this moment. */
  #said(deviceId: string, driver: Driver, connection: Connection | null, decoded: Decoded, raw: Uint8Array, heard: Heard): void {
    const use = this.#uses.get(deviceId);
    if (use) this.streams.gaps.spoke(use, heard.wall);
    const { reading, wave } = decoded;
    if (wave && use) {
      this.streams.wave(use, wave, heard.wall);
      this.feed.wave(use.stayId, wave, heard.wall);
    }
    if (reading) this.#read(deviceId, driver, connection?.asked === 'download', { reading, raw, heard });
  }

  #read(deviceId: string, driver: Driver, downloading: boolean, { reading, raw, heard }: { reading: Reading; raw: Uint8Array; heard: Heard }): void {
    // A memory holds what was measured before, perhaps on others: nothing of it goes anywhere by itself.
    const fromMemory = reading.kind === 'record' && downloading;
    if (fromMemory && (!mayBeCharted(reading.flags) || this.#isOlder(deviceId, reading.deviceTime, reading.measures[0]?.code))) return;
    const entries = this.values.take(deviceId, driver.facts, reading, raw, heard);
    const use = this.#uses.get(deviceId);
    if (!use) return;
    for (const entry of entries) {
      if (fromMemory) entry.waiting = 'from-memory';
      else if (entry.kind === 'record') entry.waiting = null;
      if (entry.value !== null && !fromMemory) this.streams.value(use, entry.code, entry.value, heard.wall);
    }
    if (reading.kind === 'record' && !fromMemory) this.charting.record(use, entries);
    this.feed.touch(use.stayId, heard.wall);
  }

  #isOlder(deviceId: string, deviceTime: string | undefined, code: string | undefined): boolean {
    const shown = code === undefined ? undefined : this.values.entry(deviceId, code);
    return shown?.waiting === 'from-memory' && (deviceTime ?? '') < (shown.deviceTime ?? '');
  }

  #lineChanged(connection: Connection): void {
    const use = this.#uses.get(connection.profile.id);
    if (use) {
      if (isGap(connection.state)) this.streams.gaps.fellSilent(use, connection.state, connection.lastFrame?.wall ?? this.#parts.timers.wall());
      else if (this.#isOpenAndQuiet(connection)) this.streams.gaps.spoke(use, this.#parts.timers.wall());
      this.#age(connection.profile.id);
      this.feed.touch(use.stayId);
    }
    if (!this.#closed) this.#parts.store.announce('bedside');
  }

  /** The line of a device that speaks only now and then is open: that it says nothing is no gap. */
  #isOpenAndQuiet = ({ state, driver }: Connection): boolean => (state === 'listening' || state === 'on') && driver.facts.silentAfterMs === null;

  #speaks(deviceId: string): boolean {
    const connection = this.#connections.get(deviceId);
    if (connection) return connection.state === 'on' || this.#isOpenAndQuiet(connection);
    const sensor = this.#sensors.get(deviceId);
    const allowed = sensor?.driver.facts.silentAfterMs ?? null;
    return sensor !== undefined && (allowed === null || (sensor.lastHeard !== null && this.#parts.timers.steady() - sensor.lastHeard.steady < allowed));
  }

  #age(deviceId: string): boolean {
    const driver = this.#driverOf(deviceId);
    return driver !== undefined && this.values.age(deviceId, driver.facts, this.#speaks(deviceId), this.#parts.timers.steady());
  }

  #tick(): void {
    this.#ticks += 1;
    for (const connection of this.#connections.values()) connection.tick();
    const now: DeviceNow[] = [];
    for (const deviceId of [...this.#connections.keys(), ...this.#sensors.keys()]) {
      const aged = this.#age(deviceId);
      const use = this.#uses.get(deviceId);
      const driver = this.#driverOf(deviceId);
      if (!use || !driver) continue;
      if (aged) this.feed.touch(use.stayId);
      const speaking = this.#speaks(deviceId);
      if (this.#sensors.has(deviceId) && !speaking) this.streams.gaps.fellSilent(use, 'silent', this.lastHeard(deviceId)?.wall ?? this.#parts.timers.wall());
      now.push({ use, code: driver.facts.measures[0] ?? '', streams: driver.facts.silentAfterMs !== null, speaking, entries: [...this.values.of(deviceId)] });
    }
    this.#alarms.tick(now);
    if (this.#ticks % 4 === 0) for (const { use, entries } of now) this.charting.tick(use, entries);
    this.streams.tick();
    void this.#lookForLost();
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
    if (this.#closed) return;
    const taken = new Set([...this.#connections.values()].filter(({ state }) => state !== 'absent').map(({ profile }) => profile.path));
    for (const { profile } of lost) {
      const found = ports.find((port) => isSameCable(profile, port) && !taken.has(port.path));
      if (!found || found.path === profile.path) continue;
      taken.add(found.path);
      const moved = { ...profile, path: found.path };
      this.#parts.store.write({ personId: null, intent: 'devices.moved' }, (tx) => { saveProfile(tx, moved, new Date(this.#parts.timers.wall()).toISOString()); });
      await this.profileChanged(moved);
    }
  }

  *#entriesOf(stayId: string): Generator<Entry> {
    for (const use of this.#uses.values()) if (use.stayId === stayId) yield* this.values.of(use.deviceId);
  }

  /** The later of two PCs' words holds, where both gave one device away. */
  #usesHere(): OpenUse[] {
    this.#allUses = openUses(this.#parts.store.read);
    return this.#allUses.filter(({ deviceId }) => this.#driverOf(deviceId) !== undefined);
  }

  /** Who has which device, read anew after every commit that may have changed it. */
  #readUses(): void {
    this.#alarms.forgetLimits();
    const before = this.#uses;
    const after = new Map(this.#usesHere().map((use) => [use.deviceId, use]));
    this.#uses = after;
    for (const [deviceId, use] of before) if (after.get(deviceId)?.id !== use.id) this.#useEnded(use);
    for (const [deviceId, use] of after) if (before.get(deviceId)?.id !== use.id) this.#useBegan(use);
  }

  #useEnded(use: OpenUse): void {
    const measures = this.#driverOf(use.deviceId)?.facts.measures ?? [];
    this.streams.ended(use, this.#parts.timers.wall());
    this.charting.forget(use);
    this.#alarms.forget(use.stayId, measures);
    this.values.forget(use.deviceId);
    this.#connections.get(use.deviceId)?.handedOver();
    this.feed.touch(use.stayId);
  }

  #useBegan(use: OpenUse): void {
    this.values.forget(use.deviceId);
    const connection = this.#connections.get(use.deviceId);
    connection?.handedOver();
    const wall = this.#parts.timers.wall();
    if (this.#speaks(use.deviceId)) this.streams.gaps.spoke(use, wall);
    else this.streams.gaps.fellSilent(use, connection && isGap(connection.state) ? connection.state : 'silent', wall);
    this.feed.touch(use.stayId);
  }

  #sourceOf(entry: Entry): Source | undefined {
    const use = this.#uses.get(entry.deviceId);
    const driver = this.#driverOf(entry.deviceId);
    const connection = this.#connections.get(entry.deviceId);
    return use && driver && {
      use, driverVersion: driver.facts.version, port: connection?.profile.path ?? 'http', serial: connection?.identity.serial ?? connection?.profile.serialNumber ?? null,
    };
  }
}

const same = (a: string | null, b: string | null): boolean => (a ?? '').toLowerCase() === (b ?? '').toLowerCase();

/** Systems write the ids in capitals or not. A cable without a number of its own is known by its kind alone. */
export const isSameCable = (profile: Pick<DeviceProfile, 'vendorId' | 'productId' | 'serialNumber'>, port: ListedPort): boolean =>
  profile.vendorId !== null && same(profile.vendorId, port.vendorId) && same(profile.productId, port.productId) && same(profile.serialNumber, port.serialNumber);
