/**
 * The change between two results of a laboratory test that is more than chance, in percent. Sources: Harris EK, Yasaka T, Clin Chem
 * 1983;29:25; Fraser CG, Biological Variation, 2001. Both in percent: `analytical`, the laboratory's own coefficient of variation, and
 * `withinPerson`, from the database of the EFLM.
 */
export const referenceChange = (analytical: number, withinPerson: number): number => Math.SQRT2 * 1.96 * Math.hypot(analytical, withinPerson);
