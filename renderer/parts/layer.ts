import { createContext, useContext, useLayoutEffect, useState } from 'react';
import { create } from 'zustand';

/** 0 is the desk itself; each open dialog lies one higher, and only the highest layer's keys work. */
const LayerContext = createContext(0);
export const LayerProvider = LayerContext.Provider;
export const useLayer = (): number => useContext(LayerContext);

const useOpenLayers = create<{ readonly open: readonly number[] }>(() => ({ open: [] }));

/** The highest open layer. */
export const topLayer = (): number => Math.max(0, ...useOpenLayers.getState().open);

/** Claims the layer above this one while `opened`, for a dialog. */
export function useNextLayer(opened: boolean): number {
  const layer = useLayer() + 1;
  const [stable] = useState(layer);
  // Before the dialog is painted: a key pressed from then on is meant for it.
  useLayoutEffect(() => {
    if (!opened) return undefined;
    useOpenLayers.setState(({ open }) => ({ open: [...open, stable] }));
    return () => useOpenLayers.setState(({ open }) => {
      const at = open.indexOf(stable);
      return { open: open.filter((_, index) => index !== at) };
    });
  }, [opened, stable]);
  return stable;
}
