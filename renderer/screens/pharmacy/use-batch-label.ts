import { client } from '#renderer/api/client.ts';
import { usePaper } from '#renderer/parts/use-paper.ts';

/** Prints the label of a batch, or hands it over as PDF. */
export function useBatchLabel(): (batchId: string) => void {
  const paper = usePaper({ tells: false });
  return (batchId) => void paper(() => client.printing.batchLabel({ batchId }), () => client.printing.batchLabelPdf({ batchId }));
}
