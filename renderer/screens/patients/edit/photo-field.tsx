import { Button } from '@mantine/core';
import { IconCamera, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { Face } from '../face.tsx';
import classes from './edit.module.css';
import { reducePhoto } from './reduce-photo.ts';

interface Props {
  readonly patientId: string;
  readonly name: string;
  readonly photo: string | null;
}

/** The photo: a file chosen or dropped here is made small and stored at once, apart from the form. */
export function PhotoField({ patientId, name, photo }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(photo);
  const [over, setOver] = useState(false);
  const store = useCommand(async (file: Blob | null) => {
    const next = file === null ? null : await reducePhoto(file);
    if (next === undefined) {
      toast('danger', t('patients.photo.unreadable'));
      return;
    }
    await client.patients.setPhoto({ patientId, photo: next });
    setShown(next);
  });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void store.run(file);
  };
  return (
    <div
      className={classes.photo} data-over={over || undefined} onDrop={drop}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
    >
      <Face name={name} photo={shown} size={72} />
      <input
        ref={input} type="file" accept="image/*" hidden tabIndex={-1} aria-hidden
        onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) void store.run(file); }}
      />
      <div className={classes.photoKeys}>
        <Button variant="default" size="compact-xs" loading={store.busy} aria-label={t('patients.photo.choose')} title={t('patients.photo.choose')} onClick={() => input.current?.click()}>
          <IconCamera size={16} aria-hidden />
        </Button>
        {shown === null ? null : (
          <Button variant="default" size="compact-xs" aria-label={t('patients.photo.remove')} title={t('patients.photo.remove')} onClick={() => void store.run(null)}>
            <IconTrash size={16} aria-hidden />
          </Button>
        )}
      </div>
      {store.problem ? <span className={classes.photoProblem} role="alert">{problemText(store.problem, t, format)}</span> : null}
    </div>
  );
}
