export interface FlowHour {
  readonly hour: number;
  readonly people: number;
  readonly steps: readonly { readonly step: string; readonly count: number; readonly median: number; readonly p90: number }[];
}

/** Minutes from arrival to the call, for people who came in one hour. */
export interface HourWait {
  readonly hour: number;
  readonly people: number;
  readonly median: number;
  readonly p90: number;
}

const WAIT = 'arrived-called';

/** The wait before the first call by hour of arrival; hours in which nobody was called yet are left out. */
export function waitsByHour(hours: readonly FlowHour[]): HourWait[] {
  return hours.flatMap(({ hour, people, steps }) => {
    const wait = steps.find(({ step }) => step === WAIT);
    return wait ? [{ hour, people, median: wait.median, p90: wait.p90 }] : [];
  });
}

export const hourLabel = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
