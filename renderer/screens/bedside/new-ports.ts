import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { PortView, Recognised } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { certaintyOf } from './certainty.ts';

/** What listening to a port came to. Nothing is written to it. */
export type Hearing =
  | { readonly state: 'listening' }
  | { readonly state: 'heard'; readonly result: Recognised }
  | { readonly state: 'failed'; readonly problem: Problem };

interface Ports {
  readonly ports: readonly PortView[];
  /** Ports cannot be listed on this PC: paths have to be typed. */
  readonly listing: 'ok' | 'not-possible' | undefined;
  readonly hearings: Readonly<Record<string, Hearing>>;
}

export const useNewPorts = create<Ports>(() => ({ ports: [], listing: undefined, hearings: {} }));

const LOOK_MS = 3_000;

/** Listens to a port for some seconds. Asked for by a person, or because something was just plugged in. */
export async function listen(path: string): Promise<Recognised | undefined> {
  const set = (hearing: Hearing): void => useNewPorts.setState(({ hearings }) => ({ hearings: { ...hearings, [path]: hearing } }));
  if (useNewPorts.getState().hearings[path]?.state === 'listening') return undefined;
  set({ state: 'listening' });
  try {
    const result = await client.devices.recognise({ path });
    set({ state: 'heard', result });
    return result;
  } catch (error) {
    set({ state: 'failed', problem: problemOf(error) });
    return undefined;
  }
}

export function forgetHearing(path: string): void {
  useNewPorts.setState(({ hearings }) => ({ hearings: Object.fromEntries(Object.entries(hearings).filter(([other]) => other !== path)) }));
}

/**
 * Looks for ports that no device of this PC has, while a screen is open that shows them. What is plugged in meanwhile is listened
 * to at once; what was there before waits to be asked, since it may be a printer.
 */
export function useLookingForPorts(enabled: boolean): void {
  const { t } = useTranslation();
  const [known] = useState(() => new Set<string>());
  useEffect(() => {
    if (!enabled) return undefined;
    let gone = false;
    let first = true;
    const look = async (): Promise<void> => {
      const { ports, listing } = await client.devices.ports({ all: false });
      if (gone) return;
      const free = ports.filter(({ deviceId }) => deviceId === null);
      useNewPorts.setState({ ports: free, listing });
      const came = free.filter(({ path }) => !known.has(path));
      known.clear();
      for (const { path } of ports) known.add(path);
      if (!first) for (const { path } of came) void greet(path);
      first = false;
    };
    const greet = async (path: string): Promise<void> => {
      toast('info', t('bedside.plugged-in', { path }));
      const best = (await listen(path))?.candidates[0];
      if (best && !gone) toast('info', t('bedside.recognised', { certainty: t(`bedside.certainty.${certaintyOf(best.confidence)}`), name: `${best.driver.maker} ${best.driver.models[0] ?? ''}`.trim() }));
    };
    const again = (): void => { look().catch(() => undefined); };
    again();
    const timer = setInterval(again, LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [enabled, known, t]);
}
