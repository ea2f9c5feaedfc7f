import { useTranslation } from 'react-i18next';
import { toast } from '../toasts.tsx';
import { reducePhoto } from './reduce-photo.ts';

export interface PhotoFile {
  /** Opens the system's choice of a file. Only at once on a key or click: browsers refuse it later. */
  readonly choose: () => void;
  /** Makes a picture file small; says so when it is none. */
  readonly read: (file: Blob | undefined) => void;
}

/** A photo from a file: `onPhoto` gets a small square JPEG as a `data:` URL. */
export function usePhotoFile(onPhoto: (photo: string) => void): PhotoFile {
  const { t } = useTranslation();
  const read = (file: Blob | undefined): void => {
    if (!file) return;
    void reducePhoto(file).then((photo) => {
      if (photo === undefined) toast('danger', t('patient.photo.unreadable'));
      else onPhoto(photo);
    });
  };
  const choose = (): void => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.onchange = () => read(input.files?.[0]);
    input.click();
  };
  return { choose, read };
}
