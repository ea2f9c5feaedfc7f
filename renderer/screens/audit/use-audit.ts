import { useState } from 'react';
import type { AuditEntry } from '#domain/contract/desk.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';
import { useCan } from '#renderer/session/session.ts';

export interface AuditFilter {
  readonly personId: string | null;
  readonly patientId: string | null;
}

export interface AuditList {
  readonly live: Live<{ entries: readonly AuditEntry[]; next: string | null; earlierOnServer: boolean }>;
  /** Entries after the first page, as far as they were asked for. */
  readonly older: readonly AuditEntry[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly failed: unknown;
  readonly showMore: () => void;
}

const PAGE = 50;
const AREAS = ['clinic', 'users', 'patients', 'queue', 'vitals', 'printing', 'imports', 'sync'] as const;

interface Person { readonly id: string; readonly name: string }
const NOBODY: readonly Person[] = [];

/** Who works here; with the right to it, who did as well. */
export function useStaff(): readonly Person[] {
  const manage = useCan()('users.manage');
  return useLive('session.people.all', async () => (manage ? client.users.list({}) : client.session.people({})), ['users']).data?.people ?? NOBODY;
}

/** The log, newest first; the first page follows what happens, older ones never change and are read once. */
export function useAudit({ personId, patientId }: AuditFilter): AuditList {
  const filter = { ...(personId === null ? {} : { personId }), ...(patientId === null ? {} : { patientId }) };
  const live = useLive(`audit.list:${personId}:${patientId}`, () => client.audit.list({ ...filter, limit: PAGE }), AREAS);
  const [pages, setPages] = useState<{ entries: readonly AuditEntry[]; next: string | null }>();
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const first = live.data?.entries ?? [];
  // Entries slide from the first page onto older ones as new ones come: none may be shown twice or be lost between.
  const onFirst = new Set(first.map(({ id }) => id));
  const next = pages ? pages.next : (live.data?.next ?? null);
  const showMore = (): void => {
    if (next === null || loading) return;
    setLoading(true);
    setFailed(undefined);
    // From the first page's own start on the first time, so that nothing falls between the two.
    client.audit.list({ ...filter, before: next, limit: PAGE })
      .then((page) => setPages((known) => ({ entries: [...(known?.entries ?? first), ...page.entries], next: page.next })))
      .catch(setFailed)
      .finally(() => setLoading(false));
  };
  const older = (pages?.entries ?? []).filter(({ id }) => !onFirst.has(id));
  return { live, older, more: next !== null, loading, failed, showMore };
}
