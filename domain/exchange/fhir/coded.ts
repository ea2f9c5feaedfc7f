import { objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';

export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
/** Says that a required code is not known. */
export const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';
/** This program's own names of measures. */
export const OWN_VITAL = 'urn:daybook:fhir:vital';

/** What a person reads for a CodeableConcept: its text, else the display of a coding. */
export function conceptText(concept: JsonObject | undefined): string | undefined {
  if (!concept) return undefined;
  const text = textAt(concept, 'text');
  if (text !== undefined) return text;
  for (const coding of objectsAt(concept, 'coding')) {
    const display = textAt(coding, 'display');
    if (display !== undefined) return display;
  }
  return undefined;
}

/** Some write a system with a slash at its end. */
const isSystem = (text: string | undefined, system: string): boolean => text === system || (text?.endsWith('/') === true && text.slice(0, -1) === system);

/** Codes of a CodeableConcept in one system, in the source's order. */
export function codesOf(concept: JsonObject | undefined, system: string): readonly string[] {
  if (!concept) return [];
  return objectsAt(concept, 'coding').flatMap((coding) => (isSystem(textAt(coding, 'system'), system) ? (textAt(coding, 'code') ?? []) : []));
}

/** Codes of a CodeableConcept, whatever their system. */
export const allCodesOf = (concept: JsonObject | undefined): readonly string[] =>
  concept ? objectsAt(concept, 'coding').map((coding) => textAt(coding, 'code')).filter((code) => code !== undefined) : [];
