import type { MeasureCode, MissingReason } from '#domain/devices/reading.ts';
import type { Decoded, Driver } from '#main/devices/driver.ts';
import { driverById } from '#main/devices/drivers/all.ts';

/** The registered driver of this id; a test that names another has a slip. */
export function driverOf(id: string): Driver {
  const driver = driverById(id);
  if (!driver) throw new Error(`There is no driver ${id}.`);
  return driver;
}

/** The measures of a reading by code: the number, or why there is none. */
export function measuresOf(decoded: Decoded | null | undefined): Partial<Record<MeasureCode, number | MissingReason>> {
  return Object.fromEntries((decoded?.reading?.measures ?? []).map(({ code, value, missing }) => [code, value ?? missing]));
}

export const flagsOf = (decoded: Decoded | null | undefined): readonly string[] => decoded?.reading?.flags ?? [];
