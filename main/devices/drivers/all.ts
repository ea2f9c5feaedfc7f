import type { Driver } from '../driver.ts';
import { nonin } from './nonin/nonin.ts';

/** Every driver, in the order they are offered. To add one: its folder beside this file, and a line here. */
export const drivers: readonly Driver[] = [
  ...nonin,
];

export const driverById = (id: string): Driver | undefined => drivers.find((each) => each.facts.id === id);
