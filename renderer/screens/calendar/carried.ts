import { create } from 'zustand';
import type { Appointment } from '#domain/contract/calendar.ts';

/** What the next slot that is chosen is for. */
export type Carried =
  | { readonly kind: 'move'; readonly appointment: Appointment }
  /** Without an id it is somebody who has no record. */
  | { readonly kind: 'patient'; readonly patient: { readonly id: string | null; readonly name: string }; readonly phone?: string; readonly followUpId?: string; readonly reason?: string };

export const useCarried = create<{ readonly carried: Carried | undefined }>(() => ({ carried: undefined }));

export const carry = (carried: Carried | undefined): void => useCarried.setState({ carried });
