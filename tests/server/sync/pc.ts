import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { hlcFromMs } from '#domain/sync/clock.ts';
import { OperationKind, tieOf, type ColumnValue, type Operation, type Previous } from '#domain/sync/operation.ts';
import type { Infer, PushRequest } from '#domain/sync/wire/messages.ts';
import { pack } from '#domain/sync/wire/pack.ts';
import { nextLink, pushStatement } from '#server/sync/chain.ts';

type Push = Infer<typeof PushRequest>;

export interface Writing {
  readonly table?: number;
  readonly rowId: string;
  readonly kind?: OperationKind;
  readonly columns: readonly ColumnValue[];
  readonly previous?: readonly Previous[];
  readonly hlc?: number;
  readonly opId?: string;
  readonly schemaVersion?: number;
  readonly intent?: string;
}

export interface Written extends Operation {
  readonly chain: Buffer;
}

/** A PC as the protocol sees it: a key, a chained stream, and messages about it. */
export class Pc {
  id: string;
  readonly clinicId: string;
  readonly timeline: string;
  privateKey: KeyObject;
  publicKey: string;
  readonly stream: Written[] = [];
  nowMs: number;
  readonly #newId: () => string;

  constructor(clinicId: string, timeline: string, newId: () => string, nowMs: number) {
    this.clinicId = clinicId;
    this.timeline = timeline;
    this.#newId = newId;
    this.nowMs = nowMs;
    this.id = newId();
    const pair = generateKeyPairSync('ed25519');
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? '';
  }

  /** One transaction of this PC. */
  write(...writings: readonly Writing[]): Written[] {
    const group = this.stream.length + 1;
    return writings.map((writing) => {
      const last = this.stream.at(-1);
      const operation: Operation = {
        dseq: this.stream.length + 1, group, opId: writing.opId ?? this.#newId(), table: writing.table ?? 10, rowId: writing.rowId,
        kind: writing.kind ?? (writing.previous ? OperationKind.set : OperationKind.insert), hlc: writing.hlc ?? Math.max(hlcFromMs(this.nowMs), (last?.hlc ?? 0) + 1),
        schemaVersion: writing.schemaVersion ?? 20, personId: null, at: this.nowMs, intent: writing.intent ?? 'test.write', batch: null, columns: writing.columns, previous: writing.previous ?? [],
      };
      const written = { ...operation, chain: nextLink(last?.chain ?? Buffer.alloc(16), operation) };
      this.stream.push(written);
      return written;
    });
  }

  /** A push of the stream from a number on, up to another. */
  push(from = 1, to = this.stream.length): Push {
    const operations = this.stream.slice(from - 1, to);
    const chain = (operations.at(-1)?.chain ?? Buffer.alloc(16)).toString('base64url');
    return {
      v: 1, device: this.id, timeline: this.timeline, from, previousChain: (this.stream[from - 2]?.chain ?? Buffer.alloc(16)).toString('base64url'),
      packed: pack(operations.map((operation) => ({ ...operation, origin: this.id }))) as unknown as Push['packed'], chain,
      signature: this.sign(pushStatement(this.clinicId, this.id, from - 1 + operations.length, chain)),
    };
  }

  sign(statement: string): string {
    return sign(null, Buffer.from(statement), this.privateKey).toString('base64url');
  }

  /** A copy of its disk: the same identity and stream, that go different ways from here. */
  clone(): Pc {
    const copy = new Pc(this.clinicId, this.timeline, this.#newId, this.nowMs);
    copy.id = this.id;
    copy.privateKey = this.privateKey;
    copy.publicKey = this.publicKey;
    copy.stream.push(...this.stream);
    return copy;
  }
}

/** The version an operation gives to a column, as another names it. */
export const seen = (operation: Operation, ...columns: number[]): Previous[] => columns.map((column) => [column, operation.hlc, tieOf(operation.opId)]);
