import { client } from '#renderer/api/client.ts';
import { usePaper } from '#renderer/screens/cashier/use-receipt.ts';

/** Prints the label of a batch, or hands it over as PDF. */
export function useBatchLabel(): (batchId: string) => void {
  const paper = usePaper();
  return (batchId) => void paper(() => client.printing.batchLabel({ batchId }), () => client.printing.batchLabelPdf({ batchId }));
}
