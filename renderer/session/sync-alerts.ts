import type { SyncAlert } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCan } from './session.ts';

const NONE: readonly SyncAlert[] = [];

/** What somebody should look at, for those who may do something about it; nothing for others. */
export function useAlerts(): { readonly alerts: readonly SyncAlert[]; readonly reload: () => void } {
  const can = useCan()('sync.manage');
  const { data, reload } = useLive(can ? 'sync.alerts' : null, () => client.sync.alerts({}), ['sync', 'patients']);
  return { alerts: data?.alerts ?? NONE, reload };
}
