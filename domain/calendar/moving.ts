import { refusalsOf, type Booked, type Day, type Refusal, type Wish } from './booking.ts';
import { DAY_MINUTES, type Wall } from './wall.ts';

/** One of several appointments that are to go to somebody else, as that one would take it. */
export interface MoveWish extends Omit<Wish, 'exceptId'> {
  /** The appointment's own. */
  readonly id: string;
}

/** What becomes of it: it goes, or stays where it is for these reasons, the gravest first. */
export interface PlannedMove {
  readonly wish: MoveWish;
  readonly refusals: readonly Refusal[];
}

/** The days around a moment, without who stands there. */
export type DayAt = (at: Wall) => Omit<Day, 'booked'>;

/**
 * Which of several appointments can go together; the earlier among the wishes has the place where two want one. `booked` is everybody,
 * those that are to be moved among them as they stand now. Whatever goes meets nobody who then stands there, and whatever stays could
 * not go besides.
 */
export function planMoves(wishes: readonly MoveWish[], booked: readonly Booked[], dayAt: DayAt): PlannedMove[] {
  const against = (wish: MoveWish, there: Standing): Refusal[] => refusalsOf({ ...wish, exceptId: wish.id }, { ...dayAt(wish.start), booked: there.around(wish.start) });
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
  return wishes.map((wish) => ({ wish, refusals: going.has(wish.id) ? [] : against(wish, there) }));
}

const placed = (wish: MoveWish): Booked => ({ ...wish, overbooked: false });

/** Those that can go if all go at once: they make room for each other, and whoever stays keeps their place against the others. */
function goingTogether(wishes: readonly MoveWish[], booked: readonly Booked[], against: (wish: MoveWish, there: Standing) => Refusal[]): Set<string> {
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

/** Everybody by their day, so that a doctor's whole year is not gone through for each of their appointments. */
class Standing {
  readonly #byDay = new Map<number, Booked[]>();

  constructor(booked: readonly Booked[]) {
    for (const each of booked) this.add(each);
  }

  add(each: Booked): void {
    const there = this.#byDay.get(dayOf(each.start));
    if (there) there.push(each);
    else this.#byDay.set(dayOf(each.start), [each]);
  }

  remove(each: Booked | undefined): void {
    if (each) this.#byDay.set(dayOf(each.start), (this.#byDay.get(dayOf(each.start)) ?? []).filter((other) => other !== each));
  }

  /** Of that day and those beside it: nothing lasts a whole day. */
  around(at: Wall): Booked[] {
    return [-1, 0, 1].flatMap((by) => this.#byDay.get(dayOf(at) + by) ?? []);
  }
}

const dayOf = (at: Wall): number => Math.floor(at / DAY_MINUTES);
