import { failBusy } from './errors.ts';
import { QUEUES, type Queue } from './route.ts';

/** How many calls of a kind may work at once, and how many more may wait. */
export interface QueueLimit {
  readonly active: number;
  readonly waiting: number;
}

export interface AdmissionLimits {
  /** Calls at work over all queues; fewer than the database has connections. */
  readonly active: number;
  readonly queues: Readonly<Record<Queue, QueueLimit>>;
  /** A call that waits longer than this is told to come back. */
  readonly waitMs: number;
}

/** Pulls always find a place: pushes and bootstraps together leave some free. */
export const USUAL_LIMITS: AdmissionLimits = {
  active: 12,
  queues: {
    control: { active: 12, waiting: 200 },
    pull: { active: 12, waiting: 400 },
    push: { active: 8, waiting: 200 },
    bootstrap: { active: 2, waiting: 40 },
  },
  waitMs: 7500,
};

/** Holds a place until `leave` is called; calling it twice does no harm. */
export interface Place {
  leave(): void;
}

interface Waiting {
  admit(): void;
}

/** Load shedding by queue: the most urgent waiting call goes first, and a full line answers at once instead of growing. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #active: Record<Queue, number> = { control: 0, pull: 0, push: 0, bootstrap: 0 };
  readonly #waiting: Record<Queue, Waiting[]> = { control: [], pull: [], push: [], bootstrap: [] };

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  active(): number {
    return QUEUES.reduce((sum, queue) => sum + this.#active[queue], 0);
  }

  waiting(queue: Queue): number {
    return this.#waiting[queue].length;
  }

  /** Waits for a place. Throws `busy` with Retry-After when the line is full or the wait too long. */
  enter(queue: Queue): Promise<Place> {
    const line = this.#waiting[queue];
    if (line.length === 0 && this.#hasRoom(queue)) return Promise.resolve(this.#take(queue));
    if (line.length >= this.#limits.queues[queue].waiting) throw failBusy(this.#retryAfter(queue), line.length);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        admit: () => {
          clearTimeout(timer);
          resolve(this.#take(queue));
        },
      };
      const timer = setTimeout(() => {
        const at = line.indexOf(waiting);
        line.splice(at, 1);
        reject(failBusy(this.#retryAfter(queue), at));
      }, this.#limits.waitMs);
      line.push(waiting);
    });
  }

  #hasRoom(queue: Queue): boolean {
    return this.active() < this.#limits.active && this.#active[queue] < this.#limits.queues[queue].active;
  }

  #take(queue: Queue): Place {
    this.#active[queue] += 1;
    let held = true;
    return {
      leave: () => {
        if (!held) return;
        held = false;
        this.#active[queue] -= 1;
        this.#admitNext();
      },
    };
  }

  #admitNext(): void {
    for (const queue of QUEUES) {
      while (this.#waiting[queue].length > 0 && this.#hasRoom(queue)) this.#waiting[queue].shift()?.admit();
    }
  }

  /** Seconds: the longer the line, the later; bootstraps can wait longest. */
  #retryAfter(queue: Queue): number {
    const base = queue === 'bootstrap' ? 30 : queue === 'push' ? 5 : 2;
    return base + Math.ceil(this.#waiting[queue].length / this.#limits.queues[queue].active / 2);
  }
}
