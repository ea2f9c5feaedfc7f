import type { TFunction } from 'i18next';
import { tableById, tables } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { valueWords } from '#renderer/screens/audit/audit-words.ts';
import type { Format } from '#renderer/text/format.ts';

/** More fields than these are not shown of one change. */
const MOST_FIELDS = 6;

/** What a change that was set aside would write, `Name: Amina Yusuf · Phone: …`; nothing where it cannot be read. */
export function contentWords(contents: string | null, t: TFunction, format: Format): string {
  const operation = readOperation(contents);
  if (!operation) return '';
  const name = tableById(operation.table);
  const spec: TableSpec | undefined = name && tables[name];
  const fields = Object.entries(spec?.columns ?? {});
  const words = operation.columns.flatMap(([id, value]) => {
    const field = fields.find(([, column]) => column.id === id)?.[0];
    if (field === undefined || field.endsWith('_id') || value === null || value === '') return [];
    return [`${t(`audit.field.${field}`, { defaultValue: field.replaceAll('_', ' ') })}: ${valueWords(field, String(value), t, format)}`];
  });
  return words.slice(0, MOST_FIELDS).join(' · ') + (words.length > MOST_FIELDS ? ' …' : '');
}

interface Operation { readonly table: number; readonly columns: readonly (readonly [number, unknown])[] }

function readOperation(contents: string | null): Operation | undefined {
  try {
    const read = JSON.parse(contents ?? '') as Partial<Operation>;
    return typeof read.table === 'number' && Array.isArray(read.columns) ? { table: read.table, columns: read.columns } : undefined;
  } catch {
    // Cut off by the server because it was long.
    return undefined;
  }
}
