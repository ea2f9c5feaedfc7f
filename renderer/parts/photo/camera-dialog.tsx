import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../action-button.tsx';
import { AttentionNote } from '../attention-note.tsx';
import { Dialog } from '../dialog.tsx';
import { useCameraPicture } from './camera.ts';
import classes from './photo.module.css';
import { reducePhoto } from './reduce-photo.ts';

interface Props {
  readonly onTaken: (photo: string) => void;
  /** A file instead. */
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

/** The camera's picture, as in a mirror; Enter takes the middle square of it. */
export function CameraDialog({ onTaken, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const [before] = useState(() => document.activeElement);
  // Where the cursor was it is again: the form goes on with Enter.
  useEffect(() => () => { if (before instanceof HTMLElement) before.focus(); }, [before]);
  return <Dialog opened onClose={onClose} title={t('patient.photo.take')} size={420}><Picture onTaken={onTaken} onChoose={onChoose} /></Dialog>;
}

function Picture({ onTaken, onChoose }: Omit<Props, 'onClose'>) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const state = useCameraPicture(video);
  // Whoever is faster than the camera gets its first picture.
  const early = useRef(false);
  const take = async (): Promise<void> => {
    early.current = state === 'opening';
    const photo = state === 'live' && video.current ? await reducePhoto(video.current) : undefined;
    if (photo) onTaken(photo);
  };
  const onLive = useEffectEvent(take);
  useEffect(() => { if (state === 'live' && early.current) void onLive(); }, [state]);
  if (state === 'failed') {
    return (
      <div className={classes.camera}>
        <AttentionNote>{t('patient.photo.no-camera')}</AttentionNote>
        <ActionButton
          key="choose" action={{ id: 'photo.choose', title: t('patient.photo.choose-file'), keys: 'Enter', run: onChoose }}
          icon={<IconPhotoUp size={18} aria-hidden />} autoFocus
        />
      </div>
    );
  }
  return (
    <div className={classes.camera}>
      <video ref={video} className={classes.video} muted playsInline aria-label={t('patient.photo.picture')} />
      <ActionButton
        action={{ id: 'photo.take', title: t('patient.photo.take-now'), keys: 'Enter', run: () => void take() }}
        icon={<IconCamera size={18} aria-hidden />} data-autofocus
      />
    </div>
  );
}
