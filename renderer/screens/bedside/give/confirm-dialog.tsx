import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from './give.module.css';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly question: string;
  /** Word on the button. */
  readonly action: string;
  /** What is said when it is done. */
  readonly done: string;
  readonly run: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks once more before something ends; Enter does it, Escape leaves it. */
export function ConfirmDialog({ opened, title, question, action, done, run, onClose }: Props) {
  const command = useCommand(async () => {
    await run();
    toast('done', done);
    onClose();
  });
  return (
    <Dialog opened={opened} onClose={() => { command.clear(); onClose(); }} title={title}>
      <div className={classes.question}>
        <p>{question}</p>
        <ProblemNote problem={command.problem} />
        <ActionButton data-autofocus busy={command.busy} action={{ id: 'bedside.confirm', title: action, keys: 'Enter', run: () => { void command.run(); } }} />
      </div>
    </Dialog>
  );
}
