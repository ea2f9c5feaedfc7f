import type { Database } from '../db/database.ts';
import type { DeviceStatus } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';

export interface KnownDevice {
  readonly role: string;
  readonly status: DeviceStatus;
  readonly pubkey: Buffer;
}

/** How long the answer about a device is believed without asking the database. */
const BELIEVED_MS = 5_000;
const MOST = 20_000;

/** What is known of devices, asked at most every five seconds each, so that a request costs no query to let in. */
export class DeviceDirectory {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly device: KnownDevice | undefined; readonly until: number }>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async find(clinicId: string, deviceId: string): Promise<KnownDevice | undefined> {
    const key = `${clinicId}:${deviceId}`;
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#now()) return kept.device;
    const row = await inClinic(this.#database, clinicId, (tx) => tx.selectFrom('device').select(['role', 'status', 'pubkey'])
      .where('clinic_id', '=', clinicId).where('device_id', '=', deviceId).executeTakeFirst());
    if (this.#kept.size >= MOST) this.#kept.clear();
    this.#kept.set(key, { device: row, until: this.#now() + BELIEVED_MS });
    return row;
  }

  /** The next question about it goes to the database. */
  forget(clinicId: string, deviceId: string): void {
    this.#kept.delete(`${clinicId}:${deviceId}`);
  }
}
