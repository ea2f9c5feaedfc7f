import type { Simulator } from '../simulator.ts';
import { noninSimulators } from './nonin/simulate.ts';

/** Makes the simulator of a driver, by the driver's id. Each driver has one. */
export const simulators: Readonly<Record<string, () => Simulator>> = {
  ...noninSimulators,
};
