import type { Mapping } from '#domain/devices/mapping.ts';
import type { MeasureCode } from '#domain/devices/reading.ts';
import { unitOfCode } from '../../bedside/measure-units.ts';

/** One column, key or number of a home-made device's lines. */
export interface MappedField {
  /** A column's number from 1, or a key; nothing in a sentence, where the order tells. */
  readonly from: string;
  readonly code: MeasureCode;
  /** The unit that number × factor is in, UCUM. */
  readonly unit: string;
  readonly factor: number;
}

export const SEPARATORS = [',', ';', '\t', ' '] as const;

export interface MappingDraft {
  readonly kind: Mapping['kind'];
  readonly separator: (typeof SEPARATORS)[number];
  /** How many columns a whole line has; null where that was not said. */
  readonly width: number | null;
  /** The line as it is printed, with `#` where a number stands. */
  readonly sentence: string;
  readonly fields: readonly MappedField[];
}

export const emptyMapping: MappingDraft = { kind: 'csv', separator: ',', width: null, sentence: '', fields: [] };

export const newField = (from: string, code: MeasureCode = 'spo2'): MappedField => ({ from, code, unit: unitOfCode(code), factor: 1 });

/** A sentence, with one field for each of its numbers: those there were stay, in their order. */
export function withSentence(draft: MappingDraft, sentence: string): MappingDraft {
  const count = sentence.split('#').length - 1;
  return { ...draft, sentence, fields: Array.from({ length: count }, (_, i) => draft.fields[i] ?? newField('')) };
}

/** Another form of lines. A sentence has as many fields as numbers. */
export const withKind = (draft: MappingDraft, kind: Mapping['kind']): MappingDraft =>
  (kind === 'sentence' ? withSentence({ ...draft, kind }, draft.sentence) : { ...draft, kind });

/** What is kept with a device, to be seen again and changed. */
export function draftOfMapping(mapping: Mapping | null): MappingDraft {
  if (mapping === null) return emptyMapping;
  const field = (from: string, { code, unit, factor }: Omit<MappedField, 'from'>): MappedField => ({ from, code, unit, factor });
  switch (mapping.kind) {
    case 'csv':
      return { ...emptyMapping, kind: 'csv', separator: mapping.separator, width: mapping.width ?? null, fields: mapping.columns.map((one) => field(String(one.index + 1), one)) };
    case 'keys':
      return { ...emptyMapping, kind: 'keys', fields: mapping.pairs.map((one) => field(one.key, one)) };
    case 'sentence':
      return { ...emptyMapping, kind: 'sentence', sentence: mapping.sentence, fields: mapping.values.map((one) => field('', one)) };
  }
}

/** The mapping as the driver takes it; undefined while no field says where it comes from. */
export function mappingToSend({ kind, separator, width, sentence, fields }: MappingDraft): Mapping | undefined {
  const value = ({ code, unit, factor }: MappedField) => ({ code, unit, factor });
  if (kind === 'sentence') {
    const whole = fields.length > 0 && fields.every(({ factor }) => factor !== 0);
    return whole ? { kind, sentence: sentence.trim(), values: fields.map(value) } : undefined;
  }
  const whole = fields.filter(({ from, factor }) => from.trim() !== '' && factor !== 0 && (kind === 'keys' || Number(from) >= 1));
  if (whole.length === 0) return undefined;
  return kind === 'keys'
    ? { kind, pairs: whole.map((field) => ({ ...value(field), key: field.from.trim() })) }
    : { kind, separator, ...(width === null ? {} : { width }), columns: whole.map((field) => ({ ...value(field), index: Math.round(Number(field.from)) - 1 })) };
}
