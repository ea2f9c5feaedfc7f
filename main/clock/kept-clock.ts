import { keptQuality } from '#domain/sync/clock-guard.ts';
import type { DeskParts } from '../desk.ts';

/** What a row that is dated now keeps of this PC's clock: null while nothing speaks against it. */
export const keptClock = ({ clock, sync }: Pick<DeskParts, 'clock' | 'sync'>): 'stale' | 'suspect' | null => keptQuality(clock.quality(), sync.link !== undefined);
