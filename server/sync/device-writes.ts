import { DeviceStatus } from '../db/schema.ts';
import type { ServerWrite } from './server-stream.ts';

export type StatusWord = 'active' | 'suspended' | 'revoked';

const WORDS: Readonly<Record<DeviceStatus, StatusWord>> = { 1: 'active', 2: 'suspended', 3: 'revoked' };

export const statusWord = (status: DeviceStatus): StatusWord => WORDS[status];

export interface DeviceFacts {
  readonly deviceId: string;
  readonly name: string;
  readonly slot: string;
  readonly letter: string;
  readonly status: DeviceStatus;
  /** Milliseconds since 1970. */
  readonly joinedAt: number;
}

/** What every PC of the clinic is told of a new device: a row of the synced table `device`. */
export const deviceWrite = ({ deviceId, name, slot, letter, status, joinedAt }: DeviceFacts): ServerWrite => ({
  table: 'device', rowId: deviceId, values: { name, slot, letter, status: statusWord(status), joined_at: new Date(joinedAt).toISOString(), replaced_by: null },
});

export const statusWrite = (deviceId: string, status: DeviceStatus): ServerWrite => ({ table: 'device', rowId: deviceId, values: { status: statusWord(status) } });

/** The PC was restored and goes on under another identity. */
export const replacedWrite = (deviceId: string, replacedBy: string): ServerWrite => ({ table: 'device', rowId: deviceId, values: { replaced_by: replacedBy } });
