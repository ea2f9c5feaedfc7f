import { TextInput } from '@mantine/core';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { availableActions, useAction, useActionRegistry, type Action } from '#renderer/parts/actions.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { closeShellDialog, useShellDialogs } from './dialogs.ts';
import { rankActions } from './rank-actions.ts';
import classes from './palette.module.css';

/** Everything that can be done here, by name. */
export function Palette() {
  const { t } = useTranslation();
  const { open } = useShellDialogs();
  useAction({ id: 'shell.palette', title: t('shell.palette.title'), keys: 'Ctrl+K', run: () => useShellDialogs.setState({ open: 'palette' }), silent: true });
  return (
    <Dialog opened={open === 'palette'} onClose={closeShellDialog} title={t('shell.palette.title')}>
      <PaletteList />
    </Dialog>
  );
}

function PaletteList() {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const all = useActionRegistry((state) => state.all);
  const found = rankActions(availableActions(all, 0).filter((action) => action.silent !== true), text);

  const run = (action: Action | undefined): void => {
    if (!action) return;
    closeShellDialog();
    // The dialog gives the focus back first; what runs may then put it elsewhere.
    setTimeout(action.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') run(found[marked]);
    else if (event.key === 'ArrowDown') setMarked(Math.min(found.length - 1, marked + 1));
    else if (event.key === 'ArrowUp') setMarked(Math.max(0, marked - 1));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus autoFocus value={text} placeholder={t('shell.palette.placeholder')} aria-label={t('shell.palette.placeholder')}
        onChange={(event) => { setText(event.currentTarget.value); setMarked(0); }} onKeyDown={onKeyDown}
        role="combobox" aria-expanded aria-controls={listId} aria-activedescendant={`${listId}-${marked}`}
      />
      <div id={listId} role="listbox" aria-label={t('shell.palette.title')} className={classes.list}>
        {found.map((action, index) => (
          <div
            key={action.id} id={`${listId}-${index}`} role="option" tabIndex={-1} aria-selected={index === marked} className={classes.row}
            onClick={() => run(action)} onMouseMove={() => setMarked(index)}
          >
            <span className={classes.title}>{action.title}</span>
            {action.keys === undefined ? null : <KeyHint keys={action.keys} />}
          </div>
        ))}
        {found.length === 0 ? <div role="option" aria-selected={false} tabIndex={-1} className={classes.none}>{t('shell.palette.none')}</div> : null}
      </div>
    </>
  );
}
