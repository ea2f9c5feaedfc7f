import { Button } from '@mantine/core';
import { IconPrinter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveDocument } from '#renderer/parts/save-document.ts';
import classes from './pharmacy.module.css';

/** What can be done with a stocktake whichever step it is at: its sheet on paper, and calling it off. */
export function CountTools({ stocktakeId, expected }: { readonly stocktakeId: string; readonly expected: boolean }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const sheet = useCommand(async () => saveDocument(await client.printing.countSheetPdf({ stocktakeId, expected })));
  const callOff = useCommand(() => client.stocktakes.become({ stocktakeId, status: 'cancelled' }));
  return (
    <>
      <ActionButton variant="default" action={{ id: 'stocktake.sheet', title: t('pharmacy.stocktake.sheet'), keys: 'Alt+P', run: () => void sheet.run() }} busy={sheet.busy} icon={<IconPrinter size={16} aria-hidden />} />
      <ActionButton variant="subtle" action={{ id: 'stocktake.call-off', title: t('pharmacy.stocktake.call-off'), keys: 'Alt+X', run: () => setAsking(true) }} icon={<IconX size={16} aria-hidden />} />
      <ProblemNote problem={sheet.problem} />
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('pharmacy.stocktake.call-off')}>
        <div className={classes.ask}>
          <p className={classes.note}>{t('pharmacy.stocktake.call-off-question')}</p>
          <ProblemNote problem={callOff.problem} />
          <Button data-autofocus color="red" loading={callOff.busy} onClick={() => void callOff.run()}>{t('pharmacy.stocktake.call-off')}</Button>
        </div>
      </Dialog>
    </>
  );
}
