/** A bedside in virtual time: real hub, real store, real handlers. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { permissions } from '#domain/permissions/permissions.ts';
import { saveProfile } from '#db/queries/devices.ts';
import { bedsideHandlers } from '#main/api/bedside.ts';
import type { DeskParts } from '#main/desk.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { Bedside } from '#main/devices/hub.ts';
import type { Ports } from '#main/devices/port/line.ts';
import type { Call } from '#main/dispatch/call.ts';
import type { Client } from '#tests/support/desk.ts';
import { VirtualPorts, VirtualTimers } from './virtual-time.ts';
import { addClinic } from './watched-bed.ts';
import { sampleRow, tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

/** A folder in memory where there is one: a day of commits is not to wait for a disk. */
function quickFolder(): string {
  if (!existsSync('/dev/shm')) return tempFolder();
  const folder = mkdtempSync(join('/dev/shm', 'daybook-test-'));
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}

const MORNING = Date.UTC(2026, 2, 14, 6, 0);
export const NURSE = '0198c1de-0000-7000-8000-0000000000aa';

type Verb = 'assign' | 'release' | 'discharge' | 'stays' | 'chart' | 'ringing' | 'acknowledge' | 'setLimits' | 'trends' | 'wave';
type Answer<K extends Verb> = Awaited<ReturnType<Client['bedside'][K]>>;

export class Ward<P extends Ports> {
  readonly timers: VirtualTimers;
  readonly ports: P;
  readonly store: StoreUnderTest;
  readonly problems: string[] = [];
  bedside!: Bedside;
  #handlers!: ReturnType<typeof bedsideHandlers>;

  /** @param settled waits until what was begun at the ports has come to rest */
  constructor(ports: P, settled?: () => Promise<void>) {
    const timers = new VirtualTimers(MORNING, settled);
    this.timers = timers;
    this.ports = ports;
    this.store = testStore({ folder: quickFolder(), clock: { get ms() { return timers.now; }, set ms(_) { /* time passes by itself */ } } });
    this.store.change((tx) => {
      tx.insert('person', { id: NURSE, name: 'Nurse', roles: '["nurse"]', language: null, color: '#000000', active: 1 });
      addClinic(tx);
    });
    this.start();
  }

  /** Starts the program; call it again after `stop` or `kill`. */
  start({ devices = 'opened' }: { readonly devices?: 'opened' | 'closed' } = {}): void {
    const keep = (event: string): void => { this.problems.push(event); };
    const { store, timers, ports } = this;
    this.bedside = new Bedside({ store, timers, ports, driverById, clockMark: () => null, log: { info: () => undefined, warn: keep, error: keep } });
    this.#handlers = bedsideHandlers({ store, now: timers.wall, newId: store.newId, clock: { quality: () => 'good' }, sync: {} } as unknown as DeskParts, this.bedside);
    if (devices === 'opened') this.bedside.start();
  }

  async stop(): Promise<void> {
    await this.bedside.close();
    this.timers.killAll();
  }

  patient(name: string): string {
    const id = this.store.newId();
    this.store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id), name, birth_date: '1985-05-05', archived: 0, pregnant: 0, disabled: 0, birth_estimated: 0 }); });
    return id;
  }

  device(name: string, driver: string, path: string): string {
    const id = this.store.newId();
    this.store.change((tx) => {
      saveProfile(tx, {
        id, name, driver, transport: 'serial', path, vendorId: null, productId: null, serialNumber: null, settings: null, mapping: null, active: true, tokenId: null,
      }, new Date(this.timers.now).toISOString());
    });
    return id;
  }

  call<K extends Verb>(verb: K, input: object): Answer<K> {
    const handler = this.#handlers[verb] as unknown as (call: Call, input: object) => Answer<K>;
    return handler(this.#call(`bedside.${verb}`), input);
  }

  assign(deviceId: string, patientId: string): void {
    this.call('assign', { deviceId, patientId, bedId: null, takeOver: true });
  }

  rows<T>(sql: string, ...values: (string | number)[]): T[] {
    return this.store.read.statement(sql).all(...values) as T[];
  }

  #call(endpoint: string): Call {
    const caller = { personId: NURSE, permissions: new Set(permissions) };
    return {
      caller, endpoint, origin: { via: 'script' }, now: this.timers.now, read: this.store.read,
      write: (work) => this.store.write({ personId: NURSE, intent: endpoint }, work as never),
      writeAndTell: (work, tell) => this.store.write({ personId: NURSE, intent: endpoint }, (tx) => tell(work(tx), tx) as never),
    };
  }
}

/** Its lines are byte pipes, and nothing waits. */
export class VirtualWard extends Ward<VirtualPorts> {
  constructor() {
    super(new VirtualPorts());
  }
}
