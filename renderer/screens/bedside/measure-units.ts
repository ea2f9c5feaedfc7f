import { deviceQuantities } from '#domain/devices/reading.ts';
import { isQuantity, quantityOf } from '#domain/vitals/quantities.ts';

/** The unit a measure is stored in, UCUM; empty for what is none (a device's own alarm). */
export function unitOfCode(code: string): string {
  if (isQuantity(code)) return quantityOf(code).unit;
  return Object.hasOwn(deviceQuantities, code) ? deviceQuantities[code as keyof typeof deviceQuantities].unit : '';
}
