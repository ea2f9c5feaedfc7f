import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';

export interface ChartNow {
  readonly run: () => void;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** Codes that are unusual: the same key once more confirms them. */
  readonly toConfirm: readonly string[];
}

/** Puts what is steady into the chart. Unusual values are named, and go in when the key is pressed once more. */
export function useChartNow(stay: StayView | undefined): ChartNow {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ readonly stayId: string; readonly codes: readonly string[] }>();
  const toConfirm = asked !== undefined && asked.stayId === stay?.id ? asked.codes : [];
  const command = useCommand(async () => {
    if (!stay) return;
    try {
      const { observations } = await client.bedside.chart({ stayId: stay.id, confirmed: [...toConfirm] });
      setAsked(undefined);
      toast('done', t('bedside.charted', { count: observations.length, name: isolated(stay.patient.name) }));
    } catch (error) {
      const problem = problemOf(error);
      setAsked(problem.code === 'CONFIRM' ? { stayId: stay.id, codes: problem.issues.map(({ field }) => field) } : undefined);
      throw error;
    }
  });
  const isStanding = command.problem?.code !== 'CONFIRM' || toConfirm.length > 0;
  return { run: () => { void command.run(); }, busy: command.busy, problem: isStanding ? command.problem : undefined, toConfirm };
}
