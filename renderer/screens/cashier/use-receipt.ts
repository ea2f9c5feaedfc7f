import type { PaymentShape } from '#domain/contract/billing-shapes.ts';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { saveDocument } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';

type Pdf = Parameters<typeof saveDocument>[0];

/** Prints on the printer that is set for receipts; where there is none, hands over a PDF. */
export function usePaper(): (print: () => Promise<unknown>, pdf: () => Promise<Pdf>) => Promise<void> {
  const { t } = useTranslation();
  const format = useFormat();
  return async (print, pdf) => {
    try {
      await print();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'CONFLICT' && problem.reason === 'no-printer') saveDocument(await pdf());
      else toast('danger', problemText(problem, t, format));
    }
  };
}

/** The receipt of a payment on paper. The money is taken whether or not the printer works. */
export function useReceipt(): (payment: Pick<PaymentShape, 'id' | 'patientId'>) => Promise<void> {
  const paper = usePaper();
  return ({ id: paymentId, patientId }) => paper(() => client.printing.receipt({ patientId, paymentId }), () => client.printing.receiptPdf({ patientId, paymentId }));
}

/** A closed bill on paper, to take along or to send. */
export function useBillPaper(): (bill: { readonly patientId: string; readonly invoiceId: string }) => Promise<void> {
  const paper = usePaper();
  return (bill) => paper(() => client.printing.bill(bill), () => client.printing.billPdf(bill));
}

export function useCreditNotePaper(): (note: { readonly patientId: string; readonly invoiceId: string; readonly number: string }) => Promise<void> {
  const paper = usePaper();
  return (note) => paper(() => client.printing.creditNote(note), () => client.printing.creditNotePdf(note));
}
