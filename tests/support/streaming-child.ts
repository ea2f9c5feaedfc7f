/** A program that streams one oximeter into a store until it is killed, told on standard output what it was sent. Argument: the store's folder. */
import { idSource } from '#domain/kit/ids.ts';
import { openUses } from '#db/queries/bedside.ts';
import { openStore } from '#db/store.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { Bedside } from '#main/devices/hub.ts';
import { withSimulatedPorts } from '#main/devices/port/simulated-ports.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { systemTimers } from '#main/devices/timers.ts';
import { addClinic, addWatchedBed } from './devices/watched-bed.ts';
import { systemRandom, testKey } from './store.ts';

const now = (): number => Date.now();
const newId = idSource(now, systemRandom);
const store = openStore({ folder: process.argv[2] ?? '', key: testKey, now, newId });
if (openUses(store.read).length === 0) {
  store.write({ personId: null, intent: 'test' }, (tx) => {
    addClinic(tx);
    addWatchedBed(tx, 'training:nonin-df2:1', new Date(now()).toISOString());
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
