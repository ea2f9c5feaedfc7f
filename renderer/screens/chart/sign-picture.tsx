import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Line } from './line.ts';
import type { Band } from './signs.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly band: Band | undefined;
  /** Another measure over the same time. */
  readonly beside?: readonly Line[];
}

const NOTHING: readonly Line[] = [];

/** The line of a vital sign. The drawing library is loaded after the first numbers stand on the screen. */
export function SignPicture({ lines, band, beside = NOTHING }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    let remove: (() => void) | undefined;
    let gone = false;
    import('./draw-lines.ts').then(({ drawLines }) => {
      if (!gone && canvas.current) remove = drawLines(canvas.current, lines, band, beside);
    }).catch(() => undefined);
    return () => {
      gone = true;
      remove?.();
    };
  }, [lines, band, beside, scheme]);
  return <canvas ref={canvas} />;
}
