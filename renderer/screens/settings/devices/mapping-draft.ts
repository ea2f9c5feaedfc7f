/** One column or key of a home-made device's lines. */
export interface MappedField {
  /** A column's number from 1, or a key. */
  readonly from: string;
  readonly code: string;
  readonly factor: number;
}

export interface MappingDraft {
  readonly form: 'csv' | 'key-value';
  readonly separator: string;
  readonly fields: readonly MappedField[];
}

export const emptyMapping: MappingDraft = { form: 'csv', separator: ',', fields: [] };

/** The mapping as the driver takes it: fields without a source say nothing. */
export function mappingToSend({ form, separator, fields }: MappingDraft): Record<string, unknown> {
  return { form, separator, fields: fields.filter(({ from }) => from.trim() !== '').map(({ from, code, factor }) => ({ from: form === 'csv' ? Number(from) : from.trim(), code, factor })) };
}
