import type { Wave } from '#domain/devices/reading.ts';
import type { WriteDb } from '#db/door.ts';
import type { Store } from '#db/store.ts';
import { bedsideSettings, type OpenUse } from '#db/queries/bedside.ts';
import { forgetEventsBefore, forgetSensorReadingsBefore } from '#db/queries/devices.ts';
import { forgetBlocks, forgetTrends, someStays } from '#db/queries/streams.ts';
import type { Log } from '../log.ts';
import { Gaps } from './gaps.ts';
import { TrendKeeper } from './keep-trends.ts';
import { WaveKeeper } from './keep-waves.ts';
import { Summaries } from './summaries.ts';
import type { Timers } from './timers.ts';

/** How often what was gathered is written, milliseconds: one commit for all devices together. */
const WRITE_MS = 5000;
const TIDY_MS = 60_000;
/** How much one tidying removes, so that no commit takes long. */
const TIDY_BLOCKS = 500;
const TIDY_STAYS = 20;
const EVENTS_KEPT_MS = 30 * 86_400_000;

interface Parts {
  readonly store: Store;
  readonly timers: Timers;
  readonly log: Log;
}

/** Everything that devices stream, on its way into the store. */
export class Streams {
  readonly gaps = new Gaps();
  readonly #trends = new TrendKeeper();
  readonly #waves = new WaveKeeper();
  readonly #summaries = new Summaries();
  readonly #parts: Parts;
  readonly #ended = new Set<string>();
  #writtenAt = -Infinity;
  #tidiedAt = -Infinity;
  #tidiedTo = '';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  value(use: OpenUse, code: string, value: number, wall: number): void {
    this.#trends.take(use.stayId, code, value, wall);
    this.#summaries.take(use, code, value, wall);
  }

  wave(use: OpenUse, wave: Wave, wall: number): void {
    this.#waves.take(use.stayId, use.deviceId, wave, wall);
  }

  /** The patient has the device no longer: what was gathered is written with the next turn. */
  ended(use: OpenUse, wall: number): void {
    this.gaps.ended(use, wall);
    this.#waves.finish(use.stayId);
    this.#ended.add(use.id);
    this.#writtenAt = -Infinity;
  }

  /** Called a few times a second. */
  tick(): void {
    const now = this.#parts.timers.steady();
    if (now - this.#writtenAt >= WRITE_MS) this.write();
    if (now - this.#tidiedAt >= TIDY_MS) this.#tidy(now);
  }

  /** Writes what was gathered. What cannot be written now is kept, up to a bound, for the next time. */
  write(all = false): void {
    this.#writtenAt = this.#parts.timers.steady();
    if (all) this.#waves.finish();
    const wall = this.#parts.timers.wall();
    const summaryDue = this.#summaries.isDue(wall) || this.#ended.size > 0 || all;
    if (this.#trends.isEmpty && this.#waves.isEmpty && this.gaps.isEmpty && !(summaryDue && !this.#summaries.isEmpty)) {
      this.#ended.clear();
      return;
    }
    const work = (tx: WriteDb): (() => void)[] => [
      this.#trends.write(tx), this.#waves.write(tx), this.gaps.write(tx),
      ...(summaryDue ? [this.#summaries.write(tx, wall, (use) => all || this.#ended.has(use.id))] : []),
    ];
    try {
      for (const committed of this.#parts.store.write({ personId: null, intent: 'bedside.streams' }, work)) committed();
      if (summaryDue) this.#ended.clear();
    } catch (error) {
      this.#parts.log.error('streams-not-written', { problem: error instanceof Error ? error.name : 'unknown' });
    }
  }

  #tidy(now: number): void {
    this.#tidiedAt = now;
    const wall = this.#parts.timers.wall();
    const { waveDays } = bedsideSettings(this.#parts.store.read);
    const stays = someStays(this.#parts.store.read, this.#tidiedTo, TIDY_STAYS);
    this.#tidiedTo = stays.length < TIDY_STAYS ? '' : (stays.at(-1) ?? '');
    try {
      this.#parts.store.write({ personId: null, intent: 'bedside.tidy' }, (tx) => {
        forgetBlocks(tx, wall - waveDays * 86_400_000, TIDY_BLOCKS);
        for (const stay of stays) forgetTrends(tx, stay, wall);
        forgetEventsBefore(tx, wall - EVENTS_KEPT_MS);
        forgetSensorReadingsBefore(tx, wall - EVENTS_KEPT_MS);
      });
    } catch (error) {
      this.#parts.log.error('streams-not-tidied', { problem: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
