/** A program that streams one oximeter into a store until it is killed, told on standard output what it was sent. Argument: the store's folder. */
import { idSource } from '#domain/kit/ids.ts';
import { saveProfile } from '#db/queries/devices.ts';
import { openUses } from '#db/queries/bedside.ts';
import { openStore } from '#db/store.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { Bedside } from '#main/devices/hub.ts';
import { withSimulatedPorts } from '#main/devices/port/simulated-ports.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { systemTimers } from '#main/devices/timers.ts';
import { sampleRow, systemRandom, testKey } from './store.ts';

const now = (): number => Date.now();
const newId = idSource(now, systemRandom);
const store = openStore({ folder: process.argv[2] ?? '', key: testKey, now, newId });
if (openUses(store.read).length === 0) {
  store.write({ personId: null, intent: 'test' }, (tx) => {
    const [patient, stay, device, at] = [tx.newId(), tx.newId(), tx.newId(), new Date(now()).toISOString()];
    tx.insert('clinic', { ...sampleRow('clinic', tx.newId()), zone: 'Africa/Nairobi', languages: '["en"]', announce: '{}', chart_minutes: null, wave_days: null, altitude_m: null, queue_day_set: null });
    tx.insert('patient', { ...sampleRow('patient', patient), birth_date: '1980-01-01' });
    tx.insert('bedside_stay', { ...sampleRow('bedside_stay', stay), patient_id: patient, status: 'open', started_at: at, limits: null, token_id: null });
    saveProfile(tx, {
      id: device, name: 'Oximeter', driver: 'nonin-df2', transport: 'serial', path: 'training:nonin-df2:1', vendorId: null, productId: null, serialNumber: null, settings: null,
      mapping: null, active: true, tokenId: null,
    }, at);
    tx.insert('device_use', {
      ...sampleRow('device_use', tx.newId()), stay_id: stay, patient_id: patient, device_id: device, device_name: 'Oximeter', driver: 'nonin-df2', status: 'open', started_at: at,
    });
  });
}
const timers = systemTimers(now);
const bedside = new Bedside({
  store, timers, ports: withSimulatedPorts(serialPorts, timers), driverById, clockMark: () => null, log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
bedside.start();
let last = 0;
setInterval(() => {
  for (const id of bedside.devices.ids()) {
    const heard = bedside.devices.lastHeard(id)?.wall ?? 0;
    if (heard > last) {
      last = heard;
      process.stdout.write(`${heard}\n`);
    }
  }
}, 50);
