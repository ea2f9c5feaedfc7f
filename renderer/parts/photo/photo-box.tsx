import { Button } from '@mantine/core';
import { IconCamera, IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../actions.ts';
import { ariaKeys } from '../keys.ts';
import { useHasCamera } from './camera.ts';
import { Face } from './face.tsx';
import classes from './photo.module.css';
import { usePhotoFile } from './use-photo-file.ts';

const CameraDialog = lazy(() => import('./camera-dialog.tsx').then((m) => ({ default: m.CameraDialog })));

interface Props {
  readonly name: string;
  readonly photo: string | null;
  /** Gets a small square JPEG as a `data:` URL, or null when the photo is not wanted any more. */
  readonly onPhoto: (photo: string | null) => void;
  readonly busy?: boolean;
  /** The key for the camera was pressed before the box was shown: it begins at once. */
  readonly startNow?: boolean;
  /** Beside the buttons. */
  readonly children?: ReactNode;
}

/** Takes a photo, or chooses a file where there is no camera. */
export const PHOTO_KEYS = 'Alt+P';

/** A patient's photo: taken here, chosen, or dropped; made small at once. */
export function PhotoBox({ name, photo, onPhoto, busy = false, startNow = false, children }: Props) {
  const { t } = useTranslation();
  const camera = useHasCamera();
  const { choose, read } = usePhotoFile(onPhoto);
  const [over, setOver] = useState(false);
  const [filming, setFilming] = useState(startNow);
  const take = (): void => setFilming(true);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    read(event.dataTransfer.files[0]);
  };
  useAction({ id: 'photo.add', title: t('patient.photo.add'), keys: PHOTO_KEYS, run: camera ? take : choose });
  const look = { variant: 'default', size: 'compact-xs' } as const;
  return (
    <div
      className={classes.box} data-over={over || undefined} onDrop={drop}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
    >
      <Face name={name} photo={photo} size={72} />
      <div className={classes.buttons}>
        {camera ? (
          <Button {...look} loading={busy} aria-label={t('patient.photo.take')} title={t('patient.photo.take')} aria-keyshortcuts={ariaKeys(PHOTO_KEYS)} onClick={take}>
            <IconCamera size={16} aria-hidden />
          </Button>
        ) : null}
        <Button {...look} loading={busy} aria-label={t('patient.photo.choose')} title={t('patient.photo.choose')} onClick={choose}>
          <IconPhotoUp size={16} aria-hidden />
        </Button>
        {photo === null ? null : (
          <Button {...look} aria-label={t('patient.photo.remove')} title={t('patient.photo.remove')} onClick={() => onPhoto(null)}>
            <IconTrash size={16} aria-hidden />
          </Button>
        )}
      </div>
      {children}
      {filming ? (
        <Suspense fallback={null}>
          <CameraDialog
            onClose={() => setFilming(false)} onChoose={() => { setFilming(false); choose(); }}
            onTaken={(taken) => { setFilming(false); onPhoto(taken); }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
