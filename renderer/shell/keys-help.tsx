import { useTranslation } from 'react-i18next';
import { availableActions, useAction, useActionRegistry } from '#renderer/parts/actions.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { keyCaps } from '#renderer/parts/keys.ts';
import { closeShellDialog, useShellDialogs } from './dialogs.ts';
import classes from './palette.module.css';

/** All keys that work on this screen. */
export function KeysHelp() {
  const { t } = useTranslation();
  const { open } = useShellDialogs();
  const all = useActionRegistry((state) => state.all);
  useAction({ id: 'shell.keys', title: t('shell.keys'), keys: '?', run: () => useShellDialogs.setState({ open: 'keys' }) });
  useAction({ id: 'shell.keys-anywhere', title: t('shell.keys'), keys: 'F1', run: () => useShellDialogs.setState({ open: 'keys' }), silent: true });
  const keyed = availableActions(all, 0).filter((action) => action.keys !== undefined && action.silent !== true);
  return (
    <Dialog opened={open === 'keys'} onClose={closeShellDialog} title={t('shell.keys')} size="xl">
      <ul className={classes.keys}>
        {keyed.map((action) => (
          <li key={action.id}>
            <span>{action.title}</span>
            {action.keys === undefined ? null : (
              <>
                <span className="db-hidden">{keyCaps(action.keys, false).join(' ')}</span>
                <KeyHint keys={action.keys} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
