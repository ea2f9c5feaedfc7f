import { create } from 'zustand';

/** What this window at this PC is used for; remembered here, not in the clinic's records. */
export interface WindowPlace {
  /** Patients are called to this room. */
  readonly roomId: string | null;
  /** Only this service's patients are called and listed; null for all. */
  readonly serviceId: string | null;
  /** The last service a token was given for. */
  readonly lastServiceId: string | null;
}

const KEY = 'daybook-window-place';
const EMPTY: WindowPlace = { roomId: null, serviceId: null, lastServiceId: null };

export const useWindowPlace = create<WindowPlace>(() => ({ ...EMPTY, ...remembered() }));

export function setWindowPlace(change: Partial<WindowPlace>): void {
  useWindowPlace.setState(change);
  localStorage.setItem(KEY, JSON.stringify(useWindowPlace.getState()));
}

function remembered(): Partial<WindowPlace> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<WindowPlace>;
  } catch {
    return {};
  }
}
