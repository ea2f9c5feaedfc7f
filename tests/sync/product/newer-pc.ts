import { OperationKind } from '#domain/sync/operation.ts';
import { addDevice } from '#server/auth/add-device.ts';
import { push } from '#server/sync/push.ts';
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

  /** Sends what the server does not have, as often as its answer asks for it. */
  async send({ server }: Execution): Promise<void> {
    const { last, timeline } = await server.in(async (tx) => ({
      last: (await tx.selectFrom('device').select('last_dseq').where('device_id', '=', this.#pc.id).executeTakeFirst())?.last_dseq ?? 0,
      timeline: (await tx.selectFrom('clinic_cursor').select('timeline').executeTakeFirst())?.timeline ?? '',
    }));
    if (last >= this.#pc.stream.length) return;
    await push(server.parts, server.clinicId, { ...this.#pc.push(last + 1), timeline });
  }
}
