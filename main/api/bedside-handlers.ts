import type { Contract } from '#domain/contract/contract.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import { drivers } from '../devices/drivers/all.ts';
import { httpSensor } from '../devices/http-sensor.ts';
import { Bedside } from '../devices/hub.ts';
import { serialPorts } from '../devices/port/serial-ports.ts';
import { withSimulatedPorts } from '../devices/port/simulated-ports.ts';
import { systemTimers } from '../devices/timers.ts';
import type { Handlers } from '../dispatch/router.ts';
import { bedsideHandlers } from './bedside.ts';
import { deviceHandlers } from './devices.ts';
import { sensorHandlers } from './sensors.ts';

interface BedsideArea {
  readonly handlers: { readonly [A in 'devices' | 'sensors' | 'bedside']: Handlers<Contract[A]> };
  readonly close: () => Promise<void>;
}

/** Devices, the patients who have them, and sensors. `close` writes what was gathered and closes every line. */
export function bedsideArea(desk: DeskParts): BedsideArea {
  const timers = systemTimers(desk.now);
  const ports = desk.training ? withSimulatedPorts(serialPorts, timers) : serialPorts;
  const all = [...drivers, httpSensor];
  const bedside = new Bedside({
    store: desk.store, log: desk.log, timers, ports, driverById: (id) => all.find(({ facts }) => facts.id === id), clockMark: () => keptClock(desk),
  });
  if (desk.devices === 'opened') bedside.start();
  return {
    handlers: {
      devices: deviceHandlers({ bedside, ports, timers, drivers, allDrivers: all, sensorDriver: httpSensor.facts.id }), sensors: sensorHandlers(bedside, timers),
      bedside: bedsideHandlers(desk, bedside),
    },
    close: () => bedside.close(),
  };
}
