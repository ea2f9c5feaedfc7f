import { useEffect } from 'react';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';

/** A running import tells of itself only now and then; in between it is asked this often. */
const ASK_EVERY_MS = 400;

/** One import's report, moving while it runs. */
export function useReport(importId: string): Live<ImportReport> {
  const live = useLive(`exchange.get:${importId}`, () => client.exchange.get({ importId }), ['imports']);
  const running = live.data?.status === 'running';
  const { reload } = live;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(reload, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [running, reload]);
  return live;
}
