import { OperationKind } from '#domain/sync/operation.ts';
import { addDevice } from '#server/auth/add-device.ts';
import { timelinesOf } from '#server/sync/device-rows.ts';
import { push } from '#server/sync/push.ts';
import { wentBack } from '#server/sync/went-back.ts';
import type { Timeline } from '#domain/sync/timelines.ts';
import { idSource } from '#domain/kit/ids.ts';
import { tables } from '#domain/sync/tables.ts';
import { Pc as WirePc } from '#tests/server/sync/pc.ts';
import { sampleRow, seededRandom } from '#tests/support/store.ts';
import type { Random } from '../random.ts';
import type { Execution } from './context.ts';

/** The number of this PC among the others. */
export const NEWER = -1;
const NOVEL_COLUMN = 99;
const NOVEL_TABLE = 900;

/** A PC of a later version, known by what it sends: columns and tables that nobody else has heard of. */
export class NewerPc {
  readonly #pc: WirePc;
  readonly #newId: () => string;
  /** What the server had of its stream, and in which lives of its log, at the last contact. */
  #acked = 0;
  #timelines: readonly Timeline[] = [];

  private constructor(pc: WirePc, newId: () => string) {
    this.#pc = pc;
    this.#newId = newId;
  }

  static async join(execution: Execution, seed: number): Promise<NewerPc> {
    const { server } = execution;
    const newId = idSource(() => execution.nowMs, seededRandom(seed + 77));
    const pc = new WirePc(server.clinicId, '', newId, execution.nowMs);
    await server.in((tx) => addDevice(tx, server.parts, server.clinicId, {
      deviceId: pc.id, name: 'Newer', role: 'desk', publicKey: pc.publicKey, program: null, schema: 99, actor: 'test',
    }));
    return new NewerPc(pc, newId);
  }

  get opIds(): readonly string[] {
    return this.#pc.stream.map(({ opId }) => opId);
  }

  write(execution: Execution, what: 'unknown-column' | 'unknown-table', random: Random): void {
    const pc = this.#pc;
    pc.nowMs = execution.nowMs;
    const values = Object.entries(sampleRow('room', this.#newId(), random.int(9))).filter(([name]) => name !== 'id');
    const columns = values.map(([name, value]) => [tables.room.columns[name as 'name'].id, value] as const);
    const known = { table: tables.room.id, rowId: this.#newId(), columns };
    const written = what === 'unknown-column'
      ? pc.write({ ...known, columns: [...columns, [NOVEL_COLUMN, random.id()]] }, { ...known, rowId: this.#newId() })
      : pc.write({ table: NOVEL_TABLE, rowId: this.#newId(), kind: OperationKind.insert, columns: [[1, random.id()]] }, { ...known, rowId: this.#newId() });
    execution.remember(NEWER, written);
  }

  /** Sends what the server does not have, as often as its answer asks for it. Like any PC, it first says if that is less than it was. */
  async send({ server }: Execution): Promise<void> {
    const { last, timelines } = await server.in(async (tx) => ({
      last: (await tx.selectFrom('device').select('last_dseq').where('device_id', '=', this.#pc.id).executeTakeFirst())?.last_dseq ?? 0,
      timelines: await timelinesOf(tx, server.clinicId),
    }));
    const present = timelines.at(-1)?.id;
    const isLess = this.#timelines.some(({ id }) => id === present) && (last < this.#acked || this.#timelines.at(-1)?.id !== present);
    this.#timelines = isLess
      ? (await wentBack(server.parts, server.clinicId, this.#pc.id, { v: 1, timelines: [...this.#timelines], cursor: 0, acked: this.#acked, known: [] })).timelines : timelines;
    this.#acked = last;
    if (last >= this.#pc.stream.length) return;
    const answer = await push(server.parts, server.clinicId, () => ({ ...this.#pc.push(last + 1), timeline: this.#timelines.at(-1)?.id ?? '' }));
    if (answer.kind === 'stored') this.#acked = answer.last;
  }
}
