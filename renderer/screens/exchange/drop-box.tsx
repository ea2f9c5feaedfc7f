import { Button, FileButton } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './exchange.module.css';
import { ACCEPTED } from './file-kind.ts';

/** Where a file is dropped, or chosen by key. */
export function DropBox({ onFile }: { readonly onFile: (file: File) => void }) {
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
      <FileButton accept={ACCEPTED} onChange={(file) => { if (file) onFile(file); }} inputProps={{ 'aria-label': t('exchange.choose') }}>
        {(props) => <Button {...props}>{t('exchange.choose')}</Button>}
      </FileButton>
      <span className={classes.dim}>{t('exchange.kinds')}</span>
    </div>
  );
}
