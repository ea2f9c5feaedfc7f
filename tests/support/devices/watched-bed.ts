import { saveProfile } from '#db/queries/devices.ts';
import type { WriteDb } from '#db/door.ts';
import { sampleRow } from '../store.ts';

export interface WatchedBed {
  readonly patientId: string;
  readonly stayId: string;
  readonly deviceId: string;
}

/** The clinic that a bedside needs to know its day and its settings by. */
export function addClinic(tx: WriteDb): void {
  tx.insert('clinic', { ...sampleRow('clinic', tx.newId()), zone: 'Africa/Nairobi', languages: '["en"]', announce: '{}', chart_minutes: null, wave_days: null, altitude_m: null, queue_day_set: null });
}

/** A patient who has an oximeter, Nonin's data format 2, at `path`. `number` tells several apart. */
export function addWatchedBed(tx: WriteDb, path: string, at: string, number = 0): WatchedBed {
  const [patientId, stayId, deviceId] = [tx.newId(), tx.newId(), tx.newId()];
  const name = `Oximeter ${number}`;
  tx.insert('patient', {
    ...sampleRow('patient', patientId, number), name: `Patient ${number}`, sex: 'female', birth_date: '1980-01-01', birth_estimated: 0, archived: 0, pregnant: 0, disabled: 0,
  });
  tx.insert('bedside_stay', { ...sampleRow('bedside_stay', stayId), patient_id: patientId, bed_id: null, status: 'open', started_at: at, limits: null, token_id: null });
  saveProfile(tx, {
    id: deviceId, name, driver: 'nonin-df2', transport: 'serial', path, vendorId: null, productId: null, serialNumber: null, settings: null, mapping: null, active: true, tokenId: null,
  }, at);
  tx.insert('device_use', {
    ...sampleRow('device_use', tx.newId()), stay_id: stayId, patient_id: patientId, device_id: deviceId, device_name: name, driver: 'nonin-df2', status: 'open', started_at: at,
  });
  return { patientId, stayId, deviceId };
}
