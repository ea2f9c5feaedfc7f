import { addDays } from '#domain/kit/calendar.ts';

/** The day last asked about, which is the same for all of an import, and the one after it. */
let [known, after] = ['', ''];

/** Whether a day or an instant lies after today; zones are at most a day apart. */
export function isStillToCome(moment: string, today: string): boolean {
  if (today !== known) [known, after] = [today, addDays(today, 1)];
  return moment.slice(0, 10) > after;
}
