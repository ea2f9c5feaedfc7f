import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { PhotoBox } from '#renderer/parts/photo/photo-box.tsx';
import { problemText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './edit.module.css';

interface Props {
  readonly patientId: string;
  readonly name: string;
  readonly photo: string | null;
}

/** The photo of a stored patient: stored at once, apart from the form. */
export function PhotoField({ patientId, name, photo }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState(photo);
  const store = useCommand(async (next: string | null) => {
    await client.patients.setPhoto({ patientId, photo: next });
    setShown(next);
  });
  return (
    <PhotoBox name={name} photo={shown} busy={store.busy} onPhoto={(next) => void store.run(next)}>
      {store.problem ? <span className={classes.photoProblem} role="alert">{problemText(store.problem, t, format)}</span> : null}
    </PhotoBox>
  );
}
