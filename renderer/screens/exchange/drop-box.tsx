import { FileButton } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import classes from './exchange.module.css';

interface Props {
  /** Endings the dialog of files offers, as `.csv,.xlsx`. */
  readonly accept: string;
  /** Says which files are taken. */
  readonly kinds: string;
  readonly onFile: (file: File) => void;
  /** The cursor goes to the button when it appears, so that Enter chooses. */
  readonly autoFocus?: boolean;
}

/** Where a file is dropped, or chosen by key. */
export function DropBox({ accept, kinds, onFile, autoFocus = false }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <div
      className={classes.drop} data-over={over || undefined} onDrop={drop} onDragLeave={() => setOver(false)}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
    >
      <IconFileUpload size={32} stroke={1.4} aria-hidden />
      <span>{t('exchange.drop')}</span>
      <FileButton accept={accept} onChange={(file) => { if (file) onFile(file); }} inputProps={{ 'aria-label': t('exchange.choose') }}>
        {({ onClick }) => <ActionButton action={{ id: 'exchange.choose', title: t('exchange.choose'), keys: 'f', run: onClick }} autoFocus={autoFocus} />}
      </FileButton>
      <span className={classes.dim}>{kinds}</span>
    </div>
  );
}
