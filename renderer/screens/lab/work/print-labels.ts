import { client } from '#renderer/api/client.ts';
import { useCommand, type Command } from '#renderer/api/use-command.ts';
import { usePaper } from '#renderer/parts/use-paper.ts';

/** Sends labels of specimens to the printer set for them; where there is none they are kept as PDF. */
export function usePrintLabels(): Command<[readonly string[]], void> {
  const paper = usePaper({ tells: true });
  return useCommand(async (specimenIds: readonly string[]) => paper(
    async () => { for (const specimenId of specimenIds) await client.printing.specimen({ specimenId }); },
    async () => Promise.all(specimenIds.map(async (specimenId) => client.printing.specimenPdf({ specimenId }))),
  ));
}
