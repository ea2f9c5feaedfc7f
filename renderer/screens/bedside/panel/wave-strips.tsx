import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './panel.module.css';
import { drawStrip, stripsOf, STRIP_MS, type Strip } from './wave-strip.ts';

const STRIPS = 6;
/** Stored in blocks, so newer than this there is nothing yet. */
const REFRESH_MS = 15_000;

/** The waveform of the last minutes, a line for each twenty seconds as on paper. */
export function WaveStrips({ stay }: { readonly stay: StayView }) {
  const { t } = useTranslation();
  const to = Math.floor(useNow() / REFRESH_MS) * REFRESH_MS;
  const from = to - STRIPS * STRIP_MS;
  const { data, error } = useLive(
    `bedside.wave:${stay.id}:${to}`,
    () => client.bedside.wave({ patientId: stay.patient.id, stayId: stay.id, code: 'pleth', from: new Date(from).toISOString(), to: new Date(to).toISOString() }), [],
  );
  const strips = useMemo(() => (data ? stripsOf(data.blocks, from, STRIPS).reverse() : undefined), [data, from]);
  return (
    <section className={classes.part}>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {strips?.every(({ points }) => points.length === 0) ? <p className={classes.dim}>{t('bedside.no-wave')}</p> : null}
      {strips?.filter(({ points }) => points.length > 0).map((strip) => <StripPicture key={strip.from} strip={strip} />)}
    </section>
  );
}

function StripPicture({ strip }: { readonly strip: Strip }) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => { if (canvas.current) drawStrip(canvas.current, strip); }, [strip, scheme]);
  const time = format.time(strip.from);
  return (
    <figure className={classes.strip} dir="ltr">
      <figcaption>{time}:{String(Math.floor((strip.from / 1_000) % 60)).padStart(2, '0')}</figcaption>
      <canvas ref={canvas} role="img" aria-label={t('bedside.wave-from', { time })} />
    </figure>
  );
}
