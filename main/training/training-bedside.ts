import type { WriteDb } from '#db/door.ts';
import { listBeds } from '#db/queries/bedside.ts';
import { listProfiles, saveProfile } from '#db/queries/devices.ts';
import { trainingPath } from '../devices/port/simulated-ports.ts';

/** Devices of the training ward: the bed each stands at, by place in the list of patients; null stands by for whoever practises. */
const DEVICES: readonly (readonly [name: string, driver: string, patient: number | null])[] = [
  ['Oximeter 1', 'nonin-df2', 0], ['Oximeter 2', 'contec-v7', 1], ['Oximeter 3', 'masimo-ascii', 2], ['Cuff 1', 'and-tm2655', 0], ['Oximeter 4', 'nonin-ascii', null],
];
const YEAR_MS = 365.25 * 24 * 60 * 60_000;
const BEDS = ['Bed 1', 'Bed 2', 'Bed 3', 'Bed 4'];

/** Gives a training clinic a ward with simulated devices, once. What somebody changed there stays as it is. */
export function addTrainingBedside(tx: WriteDb, now: number, isKnown: (driver: string) => boolean): void {
  if (listProfiles(tx).length > 0 || listBeds(tx).length > 0) return;
  const at = new Date(now).toISOString();
  const beds = BEDS.map((name, position) => {
    const id = tx.newId();
    tx.insert('bed', { id, name, room_id: null, position, active: 1 });
    return id;
  });
  // The simulated bodies are those of grown-ups.
  const grownUp = new Date(now - 30 * YEAR_MS).toISOString().slice(0, 10);
  const patients = tx.statement('SELECT id FROM patient WHERE archived = 0 AND birth_date < ? ORDER BY number LIMIT 3 OFFSET 5').all(grownUp) as { id: string }[];
  const nurse = (tx.statement("SELECT id FROM person WHERE roles LIKE '%nurse%' LIMIT 1").get() as { id: string } | undefined)?.id ?? null;
  const stays = patients.map(({ id: patientId }, i) => {
    const id = tx.newId();
    tx.insert('bedside_stay', {
      id, patient_id: patientId, bed_id: beds[i] ?? null, status: 'open', started_at: at, started_by: nurse, ended_at: null, ended_by: null, end_reason: null,
      limits: null, token_id: null,
    });
    return { id, patientId };
  });
  DEVICES.filter(([, driver]) => isKnown(driver)).forEach(([name, driver, place], i) => {
    const id = tx.newId();
    saveProfile(tx, {
      id, name, driver, transport: 'serial', path: trainingPath(driver, i + 1), vendorId: null, productId: null, serialNumber: null, settings: null, mapping: null,
      active: true, tokenId: null,
    }, at);
    const stay = place === null ? undefined : stays[place];
    if (!stay) return;
    tx.insert('device_use', {
      id: tx.newId(), stay_id: stay.id, patient_id: stay.patientId, device_id: id, device_name: name, driver, status: 'open', started_at: at, started_by: nurse,
      ended_at: null, ended_by: null, end_reason: null,
    });
  });
}
