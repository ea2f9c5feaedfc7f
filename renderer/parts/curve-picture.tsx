import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { CurvePicture as Picture } from './draw-curves.ts';
import classes from './curve-picture.module.css';

/** A picture with axes, for people who look; what it shows stands in a table beside it, so it is silent for screen readers. */
export function CurvePicture({ picture }: { readonly picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    let remove: (() => void) | undefined;
    let gone = false;
    import('./draw-curves.ts').then(({ drawCurves }) => {
      if (!gone && canvas.current) remove = drawCurves(canvas.current, picture);
    }).catch(() => undefined);
    return () => {
      gone = true;
      remove?.();
    };
  }, [picture, scheme]);
  return <div className={classes.frame} aria-hidden><canvas ref={canvas} /></div>;
}
