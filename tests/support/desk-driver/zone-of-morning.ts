/** UTC−12 is the westernmost zone there is. */
const FARTHEST_WEST = -12;

/**
 * A zone in which it is nine in the morning now (eleven, at the latest) on the day it is in UTC, so that a day's work
 * fits into the day whenever the tests run.
 */
export function zoneOfMorning(instant: Date): string {
  const ahead = Math.max(9 - instant.getUTCHours(), FARTHEST_WEST);
  // These names count westward.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`;
}
