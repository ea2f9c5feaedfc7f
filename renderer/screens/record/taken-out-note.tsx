import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './record.module.css';
import { noteTakenOut, useTakenOut, type TakenOut } from './taken-out.ts';

/** Says what was just taken out of this patient's lists, and puts it back. */
export function TakenOutNote({ patientId }: { readonly patientId: string }) {
  const last = useTakenOut((state) => state.last);
  return last?.patientId === patientId ? <Undo key={last.id} taken={last} /> : null;
}

function Undo({ taken: { name, putBack } }: { readonly taken: TakenOut }) {
  const { t } = useTranslation();
  const undo = useCommand(async () => {
    await putBack();
    noteTakenOut(undefined);
  });
  return (
    <div className={classes.adder} role="status">
      <span>{t('record.taken-out', { name: isolated(name) })}</span>
      <ActionButton
        action={{ id: 'record.put-back', title: t('record.put-back'), keys: 'Alt+Z', run: () => void undo.run() }} busy={undo.busy} variant="default" size="compact-sm"
        icon={<IconArrowBackUp size={16} aria-hidden />}
      />
      <ProblemNote problem={undo.problem} />
    </div>
  );
}
