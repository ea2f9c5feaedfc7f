import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from './exchange.module.css';

const FORMATS = [['csv', 'C'], ['excel', 'E'], ['fhir', 'H']] as const;
type Format = (typeof FORMATS)[number][0];

/** All patients as a file. */
export function ExportButtons() {
  const { t } = useTranslation();
  const [format, setFormat] = useState<Format>();
  const [leftOut, setLeftOut] = useState(0);
  const save = useCommand(async (wanted: Format) => {
    setFormat(wanted);
    const { file, fileName, leftOut: without } = await client.exchange.export({ format: wanted });
    saveFile(file, fileName);
    setLeftOut(without);
    toast('done', t('exchange.exported', { name: fileName }));
  });
  return (
    <>
      <span className={classes.dim}>{t('exchange.out-hint')}</span>
      <div className={classes.buttons}>
        {FORMATS.map(([each, keys]) => {
          const name = t(`exchange.format.${each}`);
          return (
            <ActionButton
              key={each} variant="default" icon={<IconDownload size={18} aria-hidden />} label={name} busy={save.busy && format === each}
              action={{ id: `export.${each}`, title: t('exchange.export-as', { format: name }), keys, when: !save.busy || format === each, run: () => void save.run(each) }}
            />
          );
        })}
      </div>
      {leftOut === 0 ? null : <AttentionNote>{t('exchange.left-out', { count: leftOut })}</AttentionNote>}
      <ProblemNote problem={save.problem} />
    </>
  );
}
