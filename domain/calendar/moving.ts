import { freeSlots, refusalsOf, type Booked, type Day, type Refusal, type Wish } from './booking.ts';
import { DAY_MINUTES, type Wall } from './wall.ts';

/** One of several appointments that are to go to somebody else, as that one would take it. */
export interface MoveWish extends Omit<Wish, 'exceptId'> {
  /** The appointment's own. */
  readonly id: string;
  /** When it is booked now, where another time was chosen for it. */
  readonly before?: Wall;
}

/** So many days after its own are looked through for another time, and so many times are offered. */
export const OFFER_DAYS = 7;
const MOST_OFFERS = 8;

/** What becomes of it: it goes, or stays where it is for these reasons, the gravest first. */
export interface PlannedMove {
  readonly wish: MoveWish;
  readonly refusals: readonly Refusal[];
  /** Other times that are free then, the nearest of its own day first, for one that cannot keep its own. */
  readonly offers: readonly Wall[];
}

/** The days around a moment, without who stands there. */
export type DayAt = (at: Wall) => Omit<Day, 'booked'>;

/**
 * Which of several appointments can go together; the earlier among the wishes has the place where two want one. `booked` is everybody,
 * those that are to be moved among them as they stand now. Whatever goes meets nobody who then stands there, and whatever stays could
 * not go besides.
 */
export function planMoves(wishes: readonly MoveWish[], booked: readonly Booked[], dayAt: DayAt): PlannedMove[] {
  const against = (wish: MoveWish, there: Standing): Refusal[] => refusalsOf({ ...wish, exceptId: wish.id }, { ...dayAt(wish.start), booked: there.around(wish) });
  const going = goingTogether(wishes, booked, against);
  const there = new Standing(booked.filter(({ id }) => !going.has(id)));
  for (const wish of wishes) if (going.has(wish.id)) there.add(placed(wish));
  const before = new Map(booked.map((each) => [each.id, each]));
  // Who was kept away by one that stays in the end may go after all; leaving their place makes room for others again.
  for (let size = -1; size < going.size;) {
    size = going.size;
    for (const wish of wishes) {
      if (going.has(wish.id) || against(wish, there).length > 0) continue;
      going.add(wish.id);
      there.remove(before.get(wish.id));
      there.add(placed(wish));
    }
  }
  const offers = offersIn(there, dayAt, against);
  return wishes.map((wish) => {
    const stays = !going.has(wish.id);
    return { wish, refusals: stays ? against(wish, there) : [], offers: stays || wish.before !== undefined ? offers(wish) : [] };
  });
}

type Against = (wish: MoveWish, there: Standing) => Refusal[];

/** Looks for other times once everybody who goes stands where they go. What is free on a day is worked out once for all. */
function offersIn(there: Standing, dayAt: DayAt, against: Against): (wish: MoveWish) => Wall[] {
  const free = new Map<string, readonly Wall[]>();
  const freeOn = (providerId: string, midnight: Wall): readonly Wall[] => {
    const key = `${providerId} ${String(midnight)}`;
    const known = free.get(key);
    if (known) return known;
    const { openings, now } = dayAt(midnight);
    const theirs = openings.filter((opening) => opening.providerId === providerId);
    const beside = theirs.map(({ roomId }) => there.around({ providerId, roomId, patientId: null, start: midnight }));
    const starts = freeSlots({ openings: theirs, booked: [...new Set(beside.flat())], now }).map(({ start }) => start).filter((start) => dayOf(start) === dayOf(midnight));
    free.set(key, starts);
    return starts;
  };
  return (wish) => {
    const own = wish.before ?? wish.start;
    const found: Wall[] = [];
    for (let day = 0; day <= OFFER_DAYS && found.length < MOST_OFFERS; day += 1) {
      const starts = freeOn(wish.providerId, (dayOf(own) + day) * DAY_MINUTES);
      const near = day === 0 ? starts.toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own)) : starts;
      for (const start of near) if (found.length < MOST_OFFERS && against({ ...wish, start }, there).length === 0) found.push(start);
    }
    return found;
  };
}

const placed = (wish: MoveWish): Booked => ({ ...wish, overbooked: false });

/** Those that can go if all go at once: they make room for each other, and whoever stays keeps their place against the others. */
function goingTogether(wishes: readonly MoveWish[], booked: readonly Booked[], against: Against): Set<string> {
  let hopeful = wishes;
  for (;;) {
    const leaving = new Set(hopeful.map(({ id }) => id));
    const there = new Standing(booked.filter(({ id }) => !leaving.has(id)));
    const going = hopeful.filter((wish) => {
      if (against(wish, there).length > 0) return false;
      there.add(placed(wish));
      return true;
    });
    if (going.length === hopeful.length) return leaving;
    hopeful = going;
  }
}

/** Whom, or what room, a wish may meet. */
type Place = Pick<Booked, 'providerId' | 'roomId' | 'patientId' | 'start'>;

/** Everybody by day and by whom they take up, so that not all of a large clinic is gone through for each of its appointments. */
class Standing {
  readonly #there = new Map<string, Booked[]>();

  constructor(booked: readonly Booked[]) {
    for (const each of booked) this.add(each);
  }

  add(each: Booked): void {
    for (const key of keysOf(each, 0)) {
      const there = this.#there.get(key);
      if (there) there.push(each);
      else this.#there.set(key, [each]);
    }
  }

  remove(each: Booked | undefined): void {
    if (each) for (const key of keysOf(each, 0)) this.#there.set(key, (this.#there.get(key) ?? []).filter((other) => other !== each));
  }

  /** Those of the same provider, room or patient on that day and those beside it: nothing lasts a whole day. */
  around(place: Place): Booked[] {
    return [...new Set([-1, 0, 1].flatMap((by) => keysOf(place, by).flatMap((key) => this.#there.get(key) ?? [])))];
  }
}

const dayOf = (at: Wall): number => Math.floor(at / DAY_MINUTES);

function keysOf({ providerId, roomId, patientId, start }: Place, by: number): string[] {
  const day = String(dayOf(start) + by);
  return [`provider ${providerId} ${day}`, ...(roomId === null ? [] : [`room ${roomId} ${day}`]), ...(patientId === null ? [] : [`patient ${patientId} ${day}`])];
}
