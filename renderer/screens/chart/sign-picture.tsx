import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Line } from './line.ts';
import type { Band } from './signs.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly band: Band | undefined;
}

/** The line of a vital sign. The drawing library is loaded after the first numbers stand on the screen. */
export function SignPicture({ lines, band }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    let remove: (() => void) | undefined;
    let gone = false;
    import('./draw-lines.ts').then(({ drawLines }) => {
      if (!gone && canvas.current) remove = drawLines(canvas.current, lines, band);
    }).catch(() => undefined);
    return () => {
      gone = true;
      remove?.();
    };
  }, [lines, band, scheme]);
  return <canvas ref={canvas} />;
}
