import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { useCameraPicture } from '#renderer/parts/photo/camera.ts';
import classes from './papers.module.css';

interface Props {
  readonly onTaken: (file: File) => void;
  /** A file instead. */
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

/** Photographs a paper as the camera sees it, whole and unturned. */
export function PageCamera({ onTaken, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  return <Dialog opened onClose={onClose} title={t('papers.camera')} size={640}><Picture onTaken={onTaken} onChoose={onChoose} /></Dialog>;
}

function Picture({ onTaken, onChoose }: Omit<Props, 'onClose'>) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const state = useCameraPicture(video);
  const take = (): void => {
    const { current } = video;
    if (state !== 'live' || !current) return;
    const canvas = document.createElement('canvas');
    canvas.width = current.videoWidth;
    canvas.height = current.videoHeight;
    canvas.getContext('2d')?.drawImage(current, 0, 0);
    canvas.toBlob((blob) => { if (blob) onTaken(new File([blob], 'page.jpg', { type: 'image/jpeg' })); }, 'image/jpeg', 0.85);
  };
  if (state === 'failed') {
    return (
      <div className={classes.camera}>
        <AttentionNote>{t('patient.photo.no-camera')}</AttentionNote>
        <ActionButton action={{ id: 'papers.choose', title: t('papers.choose'), keys: 'Enter', run: onChoose }} icon={<IconPhotoUp size={18} aria-hidden />} autoFocus />
      </div>
    );
  }
  return (
    <div className={classes.camera}>
      <video ref={video} className={classes.video} muted playsInline aria-label={t('patient.photo.picture')} />
      <ActionButton action={{ id: 'papers.take', title: t('patient.photo.take-now'), keys: 'Enter', run: take }} icon={<IconCamera size={18} aria-hidden />} data-autofocus />
    </div>
  );
}
