import { useComputedColorScheme } from '@mantine/core';
import { memo, useEffect, useRef } from 'react';
import { liveBeds } from '../live/use-live-beds.ts';
import { paintWave, repaintWaves } from '../live/wave-painter.ts';
import classes from './tile.module.css';

/** The waveform of a stay as it comes. React draws the frame once; the samples go past it. */
export const Wave = memo(function Wave({ stayId, label }: { readonly stayId: string; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => (canvas.current ? paintWave(canvas.current, () => liveBeds.track(stayId)) : undefined), [stayId]);
  useEffect(() => { repaintWaves(); }, [scheme]);
  return <canvas ref={canvas} className={classes.wave} role="img" aria-label={label} dir="ltr" />;
});
