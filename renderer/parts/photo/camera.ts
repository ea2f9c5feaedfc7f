import { useEffect, useState, type RefObject } from 'react';

/** Asked of the camera; it gives what it has nearest. The photo itself is made smaller still. */
const WANTED: MediaStreamConstraints = { audio: false, video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' } };

/** Missing on pages that came neither over TLS nor from this PC. */
const mediaDevices = (): MediaDevices | undefined => navigator.mediaDevices as MediaDevices | undefined;

/** Chromium alone says beforehand whether the host keeps cameras from its pages; elsewhere it shows on opening one. */
interface WithPolicy {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Whether this PC has a camera that pages may use. False where the browser or the host keeps it from them. */
export async function hasCamera(): Promise<boolean> {
  if ((document as WithPolicy).featurePolicy?.allowsFeature('camera') === false) return false;
  const all = await mediaDevices()?.enumerateDevices().catch(() => []);
  return all?.some(({ kind }) => kind === 'videoinput') ?? false;
}

/** The same, followed as cameras come and go. */
export function useHasCamera(): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => {
    const look = (): void => void hasCamera().then(setHas);
    look();
    const devices = mediaDevices();
    devices?.addEventListener('devicechange', look);
    return () => devices?.removeEventListener('devicechange', look);
  }, []);
  return has;
}

export type CameraState = 'opening' | 'live' | 'failed';

/** Shows the camera in a video element as long as the caller is there; its light goes out afterwards. */
export function useCameraPicture(video: RefObject<HTMLVideoElement | null>): CameraState {
  const [state, setState] = useState<CameraState>('opening');
  useEffect(() => {
    let gone = false;
    let stream: MediaStream | undefined;
    const end = (): void => stream?.getTracks().forEach((track) => track.stop());
    navigator.mediaDevices.getUserMedia(WANTED).then(async (opened) => {
      stream = opened;
      const shown = video.current;
      if (gone || !shown) {
        end();
        return;
      }
      shown.srcObject = opened;
      await shown.play();
      setState('live');
    }).catch(() => { if (!gone) setState('failed'); });
    return () => {
      gone = true;
      end();
    };
  }, [video]);
  return state;
}
