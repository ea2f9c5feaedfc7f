import { addDays, daysBetween, type CalendarDate } from '../kit/calendar.ts';

/** What moved of an item on one day: the change of the balance, and how much of it patients used. */
export interface DayOfItem {
  readonly day: CalendarDate;
  readonly change: number;
  readonly used: number;
}

/** How many days the average looks back over, today not among them: it is not over. */
export const WINDOW_DAYS = 90;

export interface Consumption {
  readonly used: number;
  /** Days of the window on which there was something to hand out. */
  readonly stockedDays: number;
  /** Base units a stocked day; 0 when nothing was ever there. */
  readonly perDay: number;
}

/**
 * Real consumption: what was used, divided by the days on which there was any. Days without stock do not count, or an item that
 * ran out would seem to be wanted less and be ordered less each time. That is how Management Sciences for Health, MDS-3: Managing
 * Access to Medicines and Health Technologies (2012), corrects monthly averages for months out of stock, here by the day.
 * @param days of the window and of today, in any order; days on which nothing moved may be left out
 * @param onHand the balance now
 */
export function consumption(days: readonly DayOfItem[], onHand: number, today: CalendarDate): Consumption {
  const changes = new Map(days.map((day) => [day.day, day]));
  let evening = onHand - days.filter(({ day }) => day >= today).reduce((sum, { change }) => sum + change, 0);
  let [used, stockedDays] = [0, 0];
  for (let back = 1; back <= WINDOW_DAYS; back += 1) {
    const day = changes.get(addDays(today, -back));
    const morning = evening - (day?.change ?? 0);
    if (evening > 0 || morning > 0 || (day?.used ?? 0) > 0) stockedDays += 1;
    used += day?.used ?? 0;
    evening = morning;
  }
  return { used: Math.max(0, used), stockedDays, perDay: stockedDays === 0 ? 0 : Math.max(0, used) / stockedDays };
}

/** Days: from ordering to the goods, between two orders, and what is kept against surprises. */
export interface ReorderRule {
  readonly leadDays: number;
  readonly reviewDays: number;
  readonly safetyDays: number;
  /** A level set by hand counts instead of the one worked out: for what must be there though it is hardly ever used. */
  readonly reorderAt: number | null;
}

export interface Proposal {
  /** At or below this many base units it is time to order. */
  readonly level: number;
  /** Base units to order, in whole buying packs; 0 while there is enough. */
  readonly order: number;
  readonly state: 'out' | 'low' | 'enough';
  /** Days that what is usable will last; null when nothing is used. */
  readonly lastsDays: number | null;
}

/**
 * When to order and how much, by MDS-3 (as above): level = CA × lead time + safety stock; order = CA × (lead time + time between
 * orders) + safety stock − stock, rounded up to whole packs. The safety stock is CA × safety days, MDS-3 taking the lead time for
 * them. With a level set by hand the order fills up to it and what is used between two orders.
 * @param usable what may still be handed out; below zero counts, for it was used
 * @param pack base units of the pack it is bought in
 */
export function propose({ perDay }: Pick<Consumption, 'perDay'>, usable: number, rule: ReorderRule, pack: number): Proposal {
  const safety = perDay * rule.safetyDays;
  const level = rule.reorderAt ?? Math.ceil(perDay * rule.leadDays + safety);
  const upTo = rule.reorderAt === null ? perDay * (rule.leadDays + rule.reviewDays) + safety : rule.reorderAt + perDay * rule.reviewDays;
  const isLow = usable <= level && level > 0;
  const wanted = isLow ? Math.max(upTo - usable, 1) : 0;
  // Averages are binary fractions: 45 packs must not become 46 by the last of their digits.
  const order = Math.ceil(Math.round(wanted * 1e6) / 1e6 / pack) * pack;
  const state = usable <= 0 ? 'out' : isLow ? 'low' : 'enough';
  return { level, order, state, lastsDays: perDay === 0 ? null : Math.max(0, Math.floor(usable / perDay)) };
}

interface Lying { readonly expiresOn: CalendarDate | null; readonly onHand: number }

/** Base units of each batch that will expire before they are used, when the first expiring go first; in the order given. */
export function wasteOfEach(batches: readonly Lying[], perDay: number, today: CalendarDate): readonly number[] {
  const inOrder = batches.map((batch, place) => ({ ...batch, place })).filter(({ onHand }) => onHand > 0).sort((a, b) => ((a.expiresOn ?? '9999') < (b.expiresOn ?? '9999') ? -1 : (a.expiresOn ?? '9999') > (b.expiresOn ?? '9999') ? 1 : a.place - b.place));
  const waste = batches.map(() => 0);
  let usedBefore = 0;
  for (const { expiresOn, onHand, place } of inOrder) {
    if (expiresOn === null) continue;
    const canUse = Math.max(0, Math.floor(perDay * (daysBetween(today, expiresOn) + 1)) - usedBefore);
    const used = Math.min(onHand, canUse);
    usedBefore += used;
    waste[place] = onHand - used;
  }
  return waste;
}

/** The same of all of them together. */
export const wasteBefore = (batches: readonly Lying[], perDay: number, today: CalendarDate): number => wasteOfEach(batches, perDay, today).reduce((sum, each) => sum + each, 0);
