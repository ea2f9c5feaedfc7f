import { isUtf8 } from 'node:buffer';
import { isObject, objectAt, objectsAt, textAt } from '#domain/exchange/fhir/json.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { PATIENT_TYPES, SHARED_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import type { Problem, ProblemReason } from '#domain/exchange/problem.ts';
import { EntrySplitter } from '../json-entries.ts';
import type { SplitEvent } from '../json-entries.ts';
import { plainBytes, SourceFault } from '../source-file.ts';
import type { SourceFile } from '../source-file.ts';

/** What a FHIR file holds, one resource at a time. `ordinal` numbers the items of a file, the same at every reading. */
export type FhirItem =
  | { readonly kind: 'resource'; readonly ordinal: number; readonly place: string; readonly fullUrl: string | undefined; readonly resource: JsonObject }
  | { readonly kind: 'other'; readonly ordinal: number; readonly type: string }
  | { readonly kind: 'refused'; readonly ordinal: number; readonly place: string; readonly problem: Problem };

/** Resource types that are read or kept; others are counted without being parsed. */
const isKept = (type: string): boolean => PATIENT_TYPES.has(type) || SHARED_TYPES.has(type);

/** Whether a top-level object or an entry of this type must be parsed. */
const isWanted = (type: string): boolean => type === 'Bundle' || isKept(type);

/** Largest entry taken, in bytes. A resource of this size is a scanned document, not a visit. */
const LONGEST_ENTRY = 32 * 1024 * 1024;

export interface ReadOptions {
  readonly onRead: (bytes: number) => void;
  /** Only these ordinals are parsed and given; undefined for all. */
  readonly only?: ReadonlySet<number>;
}

/** Items of a FHIR R4 JSON file in any of its forms, a list for each chunk read. */
export async function* readFhirFile(source: SourceFile, options: ReadOptions): AsyncGenerator<readonly FhirItem[]> {
  const lines = /\.(ndjson|jsonl)(\.gz)?$/i.test(source.name);
  const splitter = new EntrySplitter({ lines, longest: LONGEST_ENTRY, wanted: isWanted });
  const reader = new ItemReader(lines, options.only);
  try {
    for await (const chunk of plainBytes(source, options.onRead)) yield reader.items(splitter.push(chunk));
    yield reader.items(splitter.end());
    yield reader.ended();
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    yield reader.failed(error.reason);
  }
}

class ItemReader {
  readonly #lines: boolean;
  readonly #only: ReadonlySet<number> | undefined;
  #ordinal = 0;
  #any = false;
  #out: FhirItem[] = [];

  constructor(lines: boolean, only: ReadonlySet<number> | undefined) {
    this.#lines = lines;
    this.#only = only;
  }

  items(events: readonly SplitEvent[]): readonly FhirItem[] {
    this.#out = [];
    for (const event of events) this.#event(event);
    return this.#out;
  }

  ended(): readonly FhirItem[] {
    return this.#any ? [] : this.failed('empty-file');
  }

  /** The one refusal that stands for the rest of a file; what came before it is kept. */
  failed(reason: ProblemReason): readonly FhirItem[] {
    this.#out = [];
    this.#refuse('file', reason, this.#ordinal === 0 ? '' : `entries-read=${this.#ordinal}`);
    return this.#out;
  }

  #event(event: SplitEvent): void {
    this.#any = true;
    switch (event.kind) {
      case 'broken': {
        const place = event.index === undefined && !this.#lines ? 'file' : this.#place(event.document, event.index);
        const rest = event.reason === 'entry-too-large' || this.#lines ? '' : `entries-read=${this.#ordinal}`;
        return this.#refuse(place, event.reason, rest);
      }
      case 'entry':
        if (event.type !== undefined && !isWanted(event.type)) return this.#other(event.type);
        return this.#parse(event.bytes, this.#place(event.document, event.index), (json, place) => { this.#entry(json, place); });
      case 'document':
        if (event.type !== undefined && !isWanted(event.type)) return this.#other(event.type);
        return this.#parse(event.bytes, this.#place(event.document, undefined), (json, place) => { this.#document(json, place, event.entries); });
    }
  }

  #place(document: number, index: number | undefined): string {
    // Nearly every place is one of these, and is only needed where something is refused.
    if (!this.#lines && document === 0 && index !== undefined) return `entry ${index + 1}`;
    const parts = [
      ...(this.#lines ? [`line ${document + 1}`] : document > 0 ? [`resource ${document + 1}`] : []),
      ...(index === undefined ? [] : [`entry ${index + 1}`]),
    ];
    return parts.length === 0 ? 'resource 1' : parts.join(' ');
  }

  #parse(bytes: Buffer, place: string, use: (json: unknown, place: string) => void): void {
    if (this.#only && !this.#only.has(this.#ordinal) && !bytes.includes('"Bundle"')) {
      this.#ordinal += 1;
      return undefined;
    }
    if (!isUtf8(bytes)) return this.#refuse(place, 'not-utf8', '');
    let json: unknown;
    try {
      json = JSON.parse(bytes.toString());
    } catch {
      return this.#refuse(place, 'invalid-json', '');
    }
    return use(json, place);
  }

  #entry(json: unknown, place: string): void {
    if (!isObject(json)) return this.#refuse(place, 'not-a-resource', '');
    const resource = objectAt(json, 'resource');
    if (resource) return this.#resource(resource, textAt(json, 'fullUrl', 2000), place);
    // A deletion, or the answer to a request, carries no resource and is not a loss.
    const request = objectAt(json, 'request') ?? objectAt(json, 'response');
    return request ? this.#other('entry-without-resource') : this.#refuse(place, 'no-resource', 'resource');
  }

  /** A top-level object; a Bundle's entries have been given already, but for one that came as a single object. */
  #document(json: unknown, place: string, entries: number): void {
    if (!isObject(json)) return this.#refuse(place, 'not-a-resource', '');
    if (json['resourceType'] !== 'Bundle') return entries > 0 && json['resourceType'] === undefined
      ? this.#refuse(place, 'not-a-resource', 'resourceType') : this.#resource(json, undefined, place);
    for (const entry of objectsAt(json, 'entry')) this.#entry(entry, place);
    return undefined;
  }

  #resource(resource: JsonObject, fullUrl: string | undefined, place: string): void {
    const type = resource['resourceType'];
    if (typeof type !== 'string') return this.#refuse(place, 'not-a-resource', 'resourceType');
    if (type === 'Bundle') {
      for (const [index, entry] of objectsAt(resource, 'entry').entries()) this.#entry(entry, `${place} entry ${index + 1}`);
      return undefined;
    }
    if (!isKept(type)) return this.#other(type);
    const ordinal = this.#next();
    if (ordinal !== undefined) this.#out.push({ kind: 'resource', ordinal, place, fullUrl, resource });
    return undefined;
  }

  #other(type: string): void {
    const ordinal = this.#next();
    if (ordinal !== undefined) this.#out.push({ kind: 'other', ordinal, type: /^[A-Za-z-]{1,40}$/.test(type) ? type : 'unknown-type' });
  }

  #refuse(place: string, reason: ProblemReason, detail: string): void {
    const ordinal = this.#next();
    if (ordinal !== undefined) this.#out.push({ kind: 'refused', ordinal, place, problem: { reason, detail } });
  }

  /** The next ordinal, or undefined when that item was not asked for. */
  #next(): number | undefined {
    const ordinal = this.#ordinal;
    this.#ordinal += 1;
    return this.#only && !this.#only.has(ordinal) ? undefined : ordinal;
  }
}
