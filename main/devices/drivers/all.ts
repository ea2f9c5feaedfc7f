import type { Driver } from '../driver.ts';

/** Every driver, in the order they are offered. To add one: its folder beside this file, and a line here. */
export const drivers: readonly Driver[] = [];

export const driverById = (id: string): Driver | undefined => drivers.find((each) => each.facts.id === id);
