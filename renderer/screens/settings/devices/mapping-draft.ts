import type { Mapping } from '#domain/devices/mapping.ts';
import type { MeasureCode } from '#domain/devices/reading.ts';
import { unitOfCode } from '../../bedside/measure-units.ts';

/** One column or key of a home-made device's lines, in the unit its measure is stored in. */
export interface MappedField {
  /** A column's number from 1, or a key. */
  readonly from: string;
  readonly code: MeasureCode;
  readonly factor: number;
}

export const SEPARATORS = [',', ';', '\t', ' '] as const;

export interface MappingDraft {
  readonly kind: 'csv' | 'keys';
  readonly separator: (typeof SEPARATORS)[number];
  readonly fields: readonly MappedField[];
}

export const emptyMapping: MappingDraft = { kind: 'csv', separator: ',', fields: [] };

/** The mapping as the driver takes it; undefined while no field says where it comes from. */
export function mappingToSend({ kind, separator, fields }: MappingDraft): Mapping | undefined {
  const whole = fields.filter(({ from, factor }) => from.trim() !== '' && factor !== 0 && (kind === 'keys' || Number(from) >= 1));
  if (whole.length === 0) return undefined;
  const value = ({ code, factor }: MappedField) => ({ code, unit: unitOfCode(code), factor });
  return kind === 'keys'
    ? { kind, pairs: whole.map((field) => ({ ...value(field), key: field.from.trim() })) }
    : { kind, separator, columns: whole.map((field) => ({ ...value(field), index: Math.round(Number(field.from)) - 1 })) };
}
