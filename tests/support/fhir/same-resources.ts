import { PATIENT_NUMBER } from '#domain/exchange/systems.ts';

export interface Resource { readonly resourceType: string; readonly id?: string; readonly identifier?: readonly { system?: string }[] }
export interface Bundle { readonly entry: readonly { readonly fullUrl?: string; readonly resource: Resource }[] }

const REFERENCE = /"reference":"((?:[^"\\]|\\.)*)"/g;

/**
 * Every resource of some bundles as a text that does not depend on how resources are named: without its id, each of its
 * references the text of what it leads to (whose own references are blank). Sorted, so that two sets can be compared.
 * What an export may change, and nothing else: names of resources with the references to them, and the number this
 * program gives a patient.
 */
export function unnamed(bundles: readonly Bundle[]): string[] {
  const targets = new Map<string, string>();
  const texts = new Map<string, string>();
  for (const { entry } of bundles) {
    for (const { fullUrl, resource } of entry) {
      const { id, ...rest } = withoutNumber(resource);
      const text = JSON.stringify(sorted(rest));
      texts.set(fullUrl ?? String(id), text);
      const bare = text.replace(REFERENCE, '"reference":""');
      if (fullUrl !== undefined) targets.set(fullUrl, bare);
      targets.set(`${resource.resourceType}/${String(id)}`, bare);
    }
  }
  return [...texts.values()].map((text) => text.replace(REFERENCE, (whole, name: string) => targets.get(name) ?? whole)).toSorted();
}

function withoutNumber(resource: Resource): Resource {
  const identifier = resource.identifier?.filter(({ system }) => system !== PATIENT_NUMBER);
  return identifier === undefined || identifier.length === resource.identifier?.length ? resource : { ...resource, identifier };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
