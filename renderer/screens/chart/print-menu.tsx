import { Button, Menu } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { saveFile } from '#renderer/parts/save-document.ts';
import { useCan } from '#renderer/session/session.ts';
import { usePaper } from '#renderer/parts/use-paper.ts';

const KINDS = ['patient-card', 'wristband', 'label', 'patient-summary'] as const;
type Kind = (typeof KINDS)[number];

/** Card, wristband, label or summary to the printer set for it, where there is none as a PDF; the summary as a file for another program too. */
export function PrintMenu({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  useAction({ id: 'chart.print', title: t('chart.print'), keys: 'p', run: () => setOpened(true) });
  const paper = usePaper({ tells: true });
  const print = useCommand((kind: Kind) => (kind === 'patient-summary'
    ? paper(() => client.printing.summary({ patientId }), () => client.printing.summaryPdf({ patientId }))
    : paper(() => client.printing.card({ patientId, kind }), () => client.printing.cardPdf({ patientId, kind }))));
  const mayTell = useCan()('record.read');
  const tell = useCommand(async () => {
    try {
      const { file, fileName } = await client.fhir.summaryFile({ patientId });
      saveFile(file, fileName);
      toast('done', t('chart.summary-saved', { name: fileName }));
    } catch (error) {
      toast('danger', problemText(problemOf(error), t, format));
    }
  });
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" returnFocus>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} rightSection={<KeyHint keys="p" />} loading={print.busy || tell.busy} aria-keyshortcuts="p">
          {t('chart.print')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.filter((kind) => mayTell || kind !== 'patient-summary').map((kind) => <Menu.Item key={kind} onClick={() => void print.run(kind)}>{t(`chart.document.${kind}`)}</Menu.Item>)}
        {mayTell && <Menu.Item onClick={() => void tell.run()}>{t('chart.summary-fhir')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
