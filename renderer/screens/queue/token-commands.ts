import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { withdrawCall } from '#renderer/session/speech.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';

/** Steps of a token that need nothing but the token. */
export type SimpleStep = 'start' | 'skip' | 'hold' | 'resume' | 'noShow' | 'finish' | 'cancel' | 'undo';

const SILENCES: ReadonlySet<SimpleStep> = new Set(['skip', 'noShow', 'cancel', 'undo']);

export interface TokenCommands {
  readonly step: (entry: QueueEntry, step: SimpleStep) => void;
  readonly transfer: (entry: QueueEntry, serviceId: string) => void;
  readonly prioritise: (entry: QueueEntry, priority: QueueEntry['priority']) => void;
}

/** What can be done to a token; a failure is said in passing and the list stays as it is. */
export function useTokenCommands(onDone: (entry: QueueEntry) => void): TokenCommands {
  const { t } = useTranslation();
  const format = useFormat();
  const make = (work: () => Promise<QueueEntry>): void => {
    work().then(onDone).catch((error: unknown) => toast('danger', problemText(problemOf(error), t, format)));
  };
  return {
    step: (entry, step) => make(async () => {
      const after = await client.queue[step]({ tokenId: entry.id });
      if (SILENCES.has(step)) withdrawCall(entry.id);
      return after;
    }),
    transfer: (entry, serviceId) => make(() => client.queue.transfer({ tokenId: entry.id, serviceId, roomId: null })),
    prioritise: (entry, priority) => make(() => client.queue.setPriority({ tokenId: entry.id, priority })),
  };
}
