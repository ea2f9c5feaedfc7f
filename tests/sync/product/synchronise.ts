import { placeOf } from '#db/sync/place.ts';
import { checkIntegrity } from '#main/sync/integrity.ts';
import { contribute } from '#main/sync/steps/contribute.ts';
import { hearDecisions } from '#main/sync/steps/discarded.ts';
import { fork } from '#main/sync/steps/fork.ts';
import { handIn, hasUnsent } from '#main/sync/steps/hand-in.ts';
import { hello } from '#main/sync/steps/hello.ts';
import { offerCopies } from '#main/sync/steps/offer-copies.ts';
import { HistorySplit, OtherTimeline } from '#main/sync/steps/outcome.ts';
import { pullOnce } from '#main/sync/steps/pull.ts';
import { BatchSize, pushOnce } from '#main/sync/steps/push.ts';
import { NetworkFailure, ServerRefusal } from '#main/sync/transport.ts';
import type { Random } from '../random.ts';
import type { Execution } from './context.ts';
import type { Pc } from './pc.ts';

const TO_THE_END = 1 / 3;

/** A batch of a few operations, so that what lies between two batches matters. */
class FewAtOnce extends BatchSize {
  readonly #few: number;

  constructor(few: number) {
    super();
    this.#few = few;
  }

  override get ops(): number {
    return this.#few;
  }

  override took(): void {
    // It stays small.
  }
}

/**
 * One exchange of a PC by the product's own steps, in the order of its engine: greet, notice what happened to the
 * server or to this disk, send, fetch, hand in. It may end anywhere and begins anew from the store. `patient` goes on to the end.
 */
export async function synchronise(execution: Execution, pc: Pc, random: Random, patient: boolean): Promise<void> {
  if (!placeOf(pc.store.read)) return;
  const size = patient ? pc.batch : new FewAtOnce(1 + random.int(12));
  // Some go on to the end, in small batches, so that PCs know of each other's work.
  const most = patient || random.chance(TO_THE_END) ? Infinity : 2;
  for (let run = 0; run < (patient ? 8 : 3); run++) {
    try {
      await exchange(execution, pc, size, most);
      return;
    } catch (error) {
      if (error instanceof OtherTimeline) continue;
      if (error instanceof HistorySplit) {
        if (!(await underNewName(execution, pc))) return;
        continue;
      }
      if (error instanceof ServerRefusal && error.code === 'upgrade') {
        await outdated(pc, size);
        return;
      }
      if (isExpected(error)) return;
      throw error;
    }
  }
}

/** The comparison that the engine makes once a day: what only a copy shows is handed in, nothing else is to differ. */
export async function compareCopy(pc: Pc): Promise<void> {
  try {
    const { tables, handedIn, unfinished } = await checkIntegrity(pc.link);
    pc.isCompared = placeOf(pc.store.read)?.stopped !== '' || (tables > 0 && handedIn === 0 && unfinished.length === 0);
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
}

/** A newer server sends nothing to this program, but takes what it has. */
async function outdated(pc: Pc, size: BatchSize): Promise<void> {
  try {
    await handIn(pc.link, size);
  } catch (error) {
    if (!isExpected(error) && !(error instanceof OtherTimeline) && !(error instanceof HistorySplit)) throw error;
  }
}

async function exchange(execution: Execution, pc: Pc, size: BatchSize, most: number): Promise<void> {
  const { contribute: wanted, status } = await hello(pc.link);
  if (status === 'active') execution.unmet.delete(pc.number);
  if (status !== 'active') {
    await handIn(pc.link, size);
    if (wanted && status === 'revoked') await contribute(pc.link, undefined, size.ops);
    return;
  }
  for (let pushed = 0; pushed < most; pushed++) if (!(await pushOnce(pc.link, size))) break;
  await offerCopies(pc.link);
  let more = true;
  for (let pulled = 0; pulled < most && more; pulled++) ({ more } = await pullOnce(pc.link, 0));
  await hearDecisions(pc.link);
  // The engine hands in only after a page that was the last, and once it has sent all.
  if (wanted && !more && !hasUnsent(pc.link)) await contribute(pc.link, undefined, size.ops);
  if (most < Infinity && !more && execution.copies.has(pc.number)) await compareCopy(pc);
}

async function underNewName(execution: Execution, pc: Pc): Promise<boolean> {
  try {
    await fork(pc.link, `PC ${String(pc.number)}`);
    execution.totals.forks += 1;
    return true;
  } catch (error) {
    if (isExpected(error) || error instanceof HistorySplit) return false;
    throw error;
  }
}

const isExpected = (error: unknown): boolean => error instanceof NetworkFailure || error instanceof ServerRefusal;
