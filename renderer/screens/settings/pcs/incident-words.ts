import type { TFunction } from 'i18next';

/** What was noticed, in words. `detail` is a word or, where rows were compared, JSON that names the table beside both images. */
export function incidentWords({ kind, detail }: { readonly kind: string; readonly detail: string }, t: TFunction): string {
  const table = tableIn(detail) ?? detail;
  const words = t(`audit.record.${table}`, { defaultValue: table });
  return t(`sync.incidents.kind.${kind}`, { detail: words, defaultValue: `${kind} ${words}` });
}

function tableIn(detail: string): string | undefined {
  if (!detail.startsWith('{')) return undefined;
  try {
    const { table } = JSON.parse(detail) as { table?: unknown };
    return typeof table === 'string' ? table : undefined;
  } catch {
    return undefined;
  }
}
