import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { usePaper } from '#renderer/parts/use-paper.ts';

/** What was prescribed in a visit, on paper to take along. */
export function PrintPrescription({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const { t } = useTranslation();
  const paper = usePaper({ tells: true });
  const print = useCommand(() => paper(() => client.printing.prescription({ patientId, encounterId }), () => client.printing.prescriptionPdf({ patientId, encounterId })));
  return (
    <ActionButton
      action={{ id: 'visit.print-prescription', title: t('visit.print-prescription'), keys: 'Alt+J', run: () => void print.run() }} busy={print.busy} variant="subtle" size="compact-sm"
      icon={<IconPrinter size={16} aria-hidden />}
    />
  );
}
