/** Body mass index in kg/m2, unrounded: classes are decided on the unrounded value, the display shows one decimal. */
export function bodyMassIndex(weightKg: number, heightCm: number): number {
  if (!(weightKg > 0) || !(heightCm > 0)) throw new RangeError('Weight and height are positive');
  return weightKg / (heightCm / 100) ** 2;
}
