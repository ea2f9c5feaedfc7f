import { baseOf, readReference } from '#domain/exchange/fhir/reference.ts';

/** What a reference leads to here. */
export interface Target {
  /** FHIR resource type. */
  readonly type: string;
  readonly id: string;
}

const URN = 'urn:uuid:';
const LOCAL = /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,128})$/;

/** What the names that originals use for each other stand for here. Two sources' `Patient/1` stand for nothing. */
export class Names {
  readonly #names = new Map<string, Target | 'ambiguous'>();
  readonly #beyond: Names | undefined;
  /** What was looked for before: all of a record refers to one patient and a few visits. */
  readonly #found = new Map<string, Target | undefined>();

  /** @param beyond asked for what is not here */
  constructor(beyond?: Names) {
    this.#beyond = beyond;
  }

  add(name: string, target: Target): void {
    this.#set(name, target);
    const local = LOCAL.exec(name)?.[1];
    if (local !== undefined && local !== name) this.#set(local, target);
  }

  #set(name: string, target: Target): void {
    this.#found.clear();
    const known = this.#names.get(name);
    this.#names.set(name, known !== undefined && (known === 'ambiguous' || known.id !== target.id) ? 'ambiguous' : target);
  }

  /** @param base server part of the names of the resource the reference stands in */
  find(reference: string, base: string | undefined): Target | undefined {
    const key = `${base ?? ''} ${reference}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#read(reference, base));
    return this.#found.get(key);
  }

  #read(reference: string, base: string | undefined): Target | undefined {
    if (reference.startsWith(URN)) return this.#look(reference.slice(URN.length).toLowerCase());
    if (reference.startsWith('#')) return undefined;
    const target = readReference({ of: { reference } }, 'of', base);
    if (target?.kind !== 'named') return undefined;
    return target.names.map((name) => this.#look(name)).find((found) => found !== undefined);
  }

  #look(name: string): Target | undefined {
    const known = this.#names.get(name);
    return known === undefined || known === 'ambiguous' ? this.#beyond?.find(URN + name, undefined) ?? this.#beyond?.find(name, undefined) : known;
  }
}

/** How references are written. */
export type Form = (target: Target) => string;
/** As a bundle names its own entries. */
export const asUrn: Form = ({ id }) => URN + id;
/** As a server does. */
export const asPath: Form = ({ type, id }) => `${type}/${id}`;

// In JSON without blanks; a quote inside a text is escaped, so this is never found within one.
const REFERENCE = /"reference":"((?:[^"\\]|\\.)*)"/g;

/** JSON (as `JSON.stringify` writes it) with its references as they are here; one that leads nowhere stays as it is. */
export function withReferences(json: string, names: Names, form: Form, name: string | null): string {
  const base = name === null ? undefined : baseOf(name);
  return json.replace(REFERENCE, (whole, reference: string) => {
    const target = names.find(reference, base);
    return target ? `"reference":"${form(target)}"` : whole;
  });
}
