import type { PaymentShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { usePaper } from '#renderer/parts/use-paper.ts';

/** The receipt of a payment on paper. The money is taken whether or not the printer works. */
export function useReceipt(): (payment: Pick<PaymentShape, 'id' | 'patientId'>) => Promise<void> {
  const paper = usePaper({ tells: false });
  return ({ id: paymentId, patientId }) => paper(() => client.printing.receipt({ patientId, paymentId }), () => client.printing.receiptPdf({ patientId, paymentId }));
}

/** A closed bill on paper, to take along or to send. */
export function useBillPaper(): (bill: { readonly patientId: string; readonly invoiceId: string }) => Promise<void> {
  const paper = usePaper({ tells: false });
  return (bill) => paper(() => client.printing.bill(bill), () => client.printing.billPdf(bill));
}

export function useCreditNotePaper(): (note: { readonly patientId: string; readonly invoiceId: string; readonly number: string }) => Promise<void> {
  const paper = usePaper({ tells: false });
  return (note) => paper(() => client.printing.creditNote(note), () => client.printing.creditNotePdf(note));
}
