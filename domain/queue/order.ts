/** Who goes first, from the most urgent. spec: QUE-2 */
export const priorityClasses = ['emergency', 'triage', 'pregnant', 'elderly', 'disabled', 'ordinary'] as const;
export type PriorityClass = (typeof priorityClasses)[number];

/** What decides a place in the queue. Instants are ISO text in UTC. */
export interface Waiting {
  readonly id: string;
  readonly priority: PriorityClass;
  /** Booked time, or null for a walk-in. */
  readonly bookedAt: string | null;
  readonly arrivedAt: string;
}

/** Facts about a person that give a class of their own accord. */
export interface PriorityFacts {
  readonly ageYears: number | null;
  readonly elderlyAge: number;
  readonly pregnant: boolean;
  readonly disabled: boolean;
}

/** The class a person has unless the desk says otherwise. */
export function priorityOf(facts: PriorityFacts): PriorityClass {
  if (facts.pregnant) return 'pregnant';
  if (facts.ageYears !== null && facts.ageYears >= facts.elderlyAge) return 'elderly';
  return facts.disabled ? 'disabled' : 'ordinary';
}

/**
 * Orders the waiting: class first; within a class a booked person whose time has come goes before walk-ins, earlier
 * bookings first; then whoever came earlier; the id settles what is still equal, so the order is total.
 * A higher class always goes first: nobody in a class waits for somebody who came later in the same class.
 * @param now milliseconds since 1970
 */
export function compareWaiting(a: Waiting, b: Waiting, now: number): number {
  return (
    priorityClasses.indexOf(a.priority) - priorityClasses.indexOf(b.priority)
    || dueRank(a, now) - dueRank(b, now)
    || turnOf(a, now) - turnOf(b, now)
    || Date.parse(a.arrivedAt) - Date.parse(b.arrivedAt)
    || compareText(a.id, b.id)
  );
}

/** Codes of the reasons for a place, most important first, for the screen to say. */
export function whyThisPlace(token: Waiting, now: number): string[] {
  const reasons: string[] = token.priority === 'ordinary' ? [] : [token.priority];
  if (isDue(token, now)) reasons.push('booked-time-come');
  else if (token.bookedAt !== null) reasons.push('booked-later');
  return [...reasons, 'waiting-since'];
}

const isDue = (token: Waiting, now: number): boolean => token.bookedAt !== null && Date.parse(token.bookedAt) <= now;

const dueRank = (token: Waiting, now: number): number => (isDue(token, now) ? 0 : 1);

/** The instant from which a person's turn counts: the booked time once it has come, else the arrival. */
const turnOf = (token: Waiting, now: number): number =>
  Date.parse(token.bookedAt !== null && isDue(token, now) ? token.bookedAt : token.arrivedAt);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
