import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { noteDose, useLastDose, type LastDose } from './last-dose.ts';
import classes from './vaccinations.module.css';

/** Says which dose was just written down or taken out, and takes it back. */
export function DoseUndo({ patientId }: { readonly patientId: string }) {
  const last = useLastDose((state) => state.last);
  return last?.patientId === patientId ? <Undo key={`${last.id} ${String(last.removed)}`} last={last} /> : null;
}

function Undo({ last: { patientId, id, name, removed } }: { readonly last: LastDose }) {
  const { t } = useTranslation();
  const undo = useCommand(async () => {
    await client.vaccinations.setRemoved({ patientId, vaccinationId: id, removed: !removed });
    noteDose(undefined);
  });
  return (
    <div className={classes.undo} role="status">
      <span>{t(removed ? 'record.taken-out' : 'vaccination.recorded', { name: isolated(name) })}</span>
      <ActionButton
        action={{ id: 'vaccination.undo', title: t(removed ? 'record.put-back' : 'vaccination.undo'), keys: 'Alt+Z', run: () => void undo.run() }} busy={undo.busy} variant="default" size="compact-sm"
        icon={<IconArrowBackUp size={16} aria-hidden />}
      />
      <ProblemNote problem={undo.problem} />
    </div>
  );
}
