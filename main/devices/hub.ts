import type { LiveUpdate, StayView } from '#domain/contract/bedside.ts';
import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Reading } from '#domain/devices/reading.ts';
import { mayBeCharted } from '#domain/devices/stability.ts';
import type { Store } from '#db/store.ts';
import { openUses, standingAlarms, type OpenUse } from '#db/queries/bedside.ts';
import type { Log } from '../log.ts';
import { AlarmWatch, type DeviceNow } from './alarm-watch.ts';
import { Charting } from './charting.ts';
import type { Source } from './chart-values.ts';
import type { Connection, Heard } from './connection.ts';
import { DevicesHere, isOpenAndQuiet } from './devices-here.ts';
import type { Decoded, Driver } from './driver.ts';
import { isGap } from './gaps.ts';
import { LiveFeed } from './live-feed.ts';
import { bestOfEach, isSteady, LiveValues, viewOf, type Entry } from './live-values.ts';
import type { Ports } from './port/line.ts';
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
/** Ticks from one look for values that are due in the chart to the next. */
const CHART_TICKS = 4;

/** The devices of this PC and the patients who have them: bytes come in here, values, alarms and streams go out. spec: VIT-2 */
export class Bedside {
  readonly devices: DevicesHere;
  readonly values = new LiveValues();
  readonly feed: LiveFeed;
  readonly charting: Charting;
  readonly streams: Streams;
  readonly #parts: BedsideParts;
  readonly #alarms: AlarmWatch;
  #uses = new Map<string, OpenUse>();
  /** Those of other PCs' devices too. */
  #allUses: readonly OpenUse[] = [];
  #stopTicking: (() => void) | null = null;
  #ticks = 0;
  readonly #stopListening: () => void;
  /** A program that only reads the record opens no device, and is not to find that they are silent. */
  #started = false;
  #closed = false;

  constructor(parts: BedsideParts) {
    this.#parts = parts;
    const { store, timers, log, ports, clockMark, driverById } = parts;
    const changed = (stayId: string): void => { this.feed.touch(stayId); };
    this.devices = new DevicesHere({
      store, ports, timers, driverById, closed: (deviceId) => { this.#lineClosed(deviceId); },
      events: {
        changed: (connection) => { this.#lineChanged(connection); },
        decoded: (connection, decoded, raw, heard) => { this.#said(connection.profile.id, connection.asked === 'download', decoded, raw, heard); },
      },
    });
    this.streams = new Streams({ store, timers, log });
    this.charting = new Charting({ store, timers, log, clockMark, sourceOf: (entry) => this.sourceOf(entry), changed });
    this.#alarms = new AlarmWatch({ store, timers, log, changed });
    this.feed = new LiveFeed({ timers, stayNow: (stayId) => this.stayNow(stayId) });
    for (const use of this.#usesHere()) {
      this.#uses.set(use.deviceId, use);
      this.streams.gaps.resume(store.read, use);
    }
    this.#stopListening = store.onChange(({ areas }) => {
      if (!areas.has('bedside')) return;
      this.devices.readProfiles();
      this.#readUses();
      this.#keepTicking();
    });
  }

  /** Opens every device again whose profile is switched on. */
  start(): void {
    this.#started = true;
    this.devices.start();
    this.#keepTicking();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTicking?.();
    this.#stopListening();
    if (this.#started) this.streams.write(true);
    await this.devices.stop();
  }

  useOf(deviceId: string): OpenUse | undefined {
    return this.#uses.get(deviceId);
  }

  tell(deviceId: string, command: DeviceCommand): boolean {
    return this.devices.connection(deviceId)?.tell(command) ?? false;
  }

  /** What a sensor sent over HTTP, received now. */
  sensorSaid(deviceId: string, decoded: Decoded, raw: Uint8Array): void {
    const heard = { wall: this.#parts.timers.wall(), steady: this.#parts.timers.steady() };
    this.devices.heardSensor(deviceId, heard);
    this.#said(deviceId, false, decoded, raw, heard);
  }

  /** Everything about a stay that changes from moment to moment. */
  stayNow(stayId: string): LiveUpdate['stays'][number] {
    const steady = this.#parts.timers.steady();
    return {
      stayId, values: this.entriesOf(stayId).map((entry) => viewOf(entry, steady)),
      devices: this.devicesOf(stayId), alarms: standingAlarms(this.#parts.store.read, stayId),
    };
  }

  /** @param uses of the stay, where they are not those of the last commit */
  devicesOf(stayId: string, uses: readonly OpenUse[] = this.#allUses): StayView['devices'] {
    return uses.filter((use) => use.stayId === stayId).map((use) => {
      const connection = this.devices.connection(use.deviceId);
      const here = this.devices.has(use.deviceId);
      const state = connection?.state ?? (here ? (this.devices.isSpeaking(use.deviceId) ? 'on' : 'silent') : 'elsewhere');
      return { deviceId: use.deviceId, name: use.deviceName, here, state, flags: [...(connection?.flags ?? [])] };
    });
  }

  /** Current and last values of the devices of a stay that are plugged in here, one a code. */
  entriesOf(stayId: string): Entry[] {
    const entries: Entry[] = [];
    for (const use of this.#uses.values()) if (use.stayId === stayId) entries.push(...this.values.of(use.deviceId));
    return bestOfEach(entries);
  }

  isSteady(entry: Entry): boolean {
    return isSteady(entry, this.#parts.timers.steady());
  }

  sourceOf(entry: Entry): Source | undefined {
    const use = this.#uses.get(entry.deviceId);
    const driver = this.devices.driverOf(entry.deviceId);
    const profile = this.devices.profile(entry.deviceId);
    if (!use || !driver) return undefined;
    const serial = this.devices.connection(entry.deviceId)?.identity.serial ?? profile?.serialNumber ?? null;
    return { use, driverVersion: driver.facts.version, port: profile?.path ?? 'http', serial };
  }

  #keepTicking(): void {
    if (!this.#started || this.#stopTicking || this.#closed || [...this.devices.ids()].length === 0) return;
    this.#stopTicking = this.#parts.timers.every(TICK_MS, () => { this.#tick(); });
  }

  /** A frame was understood. Whose it is, is whose the device is at this moment. */
  #said(deviceId: string, downloading: boolean, { reading, wave, missed }: Decoded, raw: Uint8Array, heard: Heard): void {
    const use = this.#uses.get(deviceId);
    if (use && missed) this.streams.gaps.missed(use, heard.wall);
    if (use) this.streams.gaps.spoke(use, heard.wall);
    if (wave && use) {
      this.streams.wave(use, wave, heard.wall);
      this.feed.wave(use.stayId, wave, heard.wall);
    }
    if (reading) this.#read(deviceId, downloading, { reading, raw, heard });
  }

  #read(deviceId: string, downloading: boolean, { reading, raw, heard }: { reading: Reading; raw: Uint8Array; heard: Heard }): void {
    const facts = this.devices.driverOf(deviceId)?.facts;
    // A memory holds what was measured before, perhaps on others: nothing of it goes anywhere by itself.
    const fromMemory = reading.kind === 'record' && downloading;
    if (!facts || (fromMemory && (!mayBeCharted(reading.flags) || this.#isOlder(deviceId, reading.deviceTime, reading.measures[0]?.code)))) return;
    const entries = this.values.take(deviceId, facts, reading, raw, heard);
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
    if (this.#closed) return;
    const deviceId = connection.profile.id;
    const use = this.#uses.get(deviceId);
    if (use) {
      if (isGap(connection.state)) this.streams.gaps.fellSilent(use, connection.state, connection.lastFrame?.wall ?? this.#parts.timers.wall());
      else if (isOpenAndQuiet(connection)) this.streams.gaps.spoke(use, this.#parts.timers.wall());
      this.#age(deviceId);
      this.feed.touch(use.stayId);
    }
    this.#parts.store.announce('bedside');
  }

  #lineClosed(deviceId: string): void {
    const use = this.#uses.get(deviceId);
    if (use) this.streams.gaps.fellSilent(use, 'off', this.#parts.timers.wall());
  }

  #age(deviceId: string): boolean {
    const facts = this.devices.driverOf(deviceId)?.facts;
    return facts !== undefined && this.values.age(deviceId, facts, this.devices.isSpeaking(deviceId), this.#parts.timers.steady());
  }

  #tick(): void {
    this.#ticks += 1;
    this.devices.tick();
    const now: DeviceNow[] = [];
    for (const deviceId of this.devices.ids()) {
      const aged = this.#age(deviceId);
      const use = this.#uses.get(deviceId);
      const driver = this.devices.driverOf(deviceId);
      if (!use || !driver) continue;
      if (aged) this.feed.touch(use.stayId);
      now.push(this.#deviceNow(use, driver));
    }
    this.#alarms.tick(now);
    if (this.#ticks % CHART_TICKS === 0) for (const { use, entries } of now) this.charting.tick(use, entries);
    this.streams.tick();
  }

  #deviceNow(use: OpenUse, { facts }: Driver): DeviceNow {
    const speaking = this.devices.isSpeaking(use.deviceId);
    if (!speaking && !this.devices.connection(use.deviceId)) {
      this.streams.gaps.fellSilent(use, 'silent', this.devices.lastHeard(use.deviceId)?.wall ?? this.#parts.timers.wall());
    }
    return { use, code: facts.measures[0] ?? '', streams: facts.silentAfterMs !== null, speaking, entries: [...this.values.of(use.deviceId)] };
  }

  /** The later of two PCs' words holds, where both gave one device away. */
  #usesHere(): OpenUse[] {
    this.#allUses = openUses(this.#parts.store.read);
    return this.#allUses.filter(({ deviceId }) => this.devices.has(deviceId));
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
    const measures = this.devices.driverOf(use.deviceId)?.facts.measures ?? [];
    this.streams.ended(use, this.#parts.timers.wall());
    this.charting.forget(use);
    this.#alarms.forget(use.stayId, measures);
    this.values.forget(use.deviceId);
    this.devices.connection(use.deviceId)?.handedOver();
    this.feed.touch(use.stayId);
  }

  #useBegan(use: OpenUse): void {
    this.values.forget(use.deviceId);
    const connection = this.devices.connection(use.deviceId);
    connection?.handedOver();
    const wall = this.#parts.timers.wall();
    if (this.devices.isSpeaking(use.deviceId)) this.streams.gaps.spoke(use, wall);
    else this.streams.gaps.fellSilent(use, connection && isGap(connection.state) ? connection.state : 'silent', wall);
    this.feed.touch(use.stayId);
  }
}
