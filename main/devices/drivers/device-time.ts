interface Moment { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second?: number }

const two = (part: number): string => String(part).padStart(2, '0');

/** What a device's clock said as `YYYY-MM-DDTHH:MM:SS`, or undefined where that is no moment a calendar has. */
export function deviceTime({ year, month, day, hour, minute, second = 0 }: Moment): string | undefined {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const sound = year >= 1990 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= days && hour <= 23 && minute <= 59 && second <= 59;
  return sound ? `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}` : undefined;
}

/** From digits written without anything between, `YYMMDDhhmm` or `YYMMDDhhmmss`; years are of this century. */
export function deviceTimeOfDigits(digits: string): string | undefined {
  if (!/^(\d{10}|\d{12})$/.test(digits)) return undefined;
  const [year, month, day, hour, minute, second] = digits.match(/\d\d/g)!.map(Number);
  return deviceTime({ year: 2000 + year!, month: month!, day: day!, hour: hour!, minute: minute!, second });
}

/** The clock of a simulated device at a moment of the simulation: it began at a fixed instant. */
export const simulatedClock = (ms: number): Date => new Date(Date.UTC(2026, 0, 5, 8, 0, 0) + ms);

/** `YYMMDDhhmmss` of a simulated clock. */
export const clockDigits = (at: Date): string =>
  [at.getUTCFullYear() % 100, at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join('');
