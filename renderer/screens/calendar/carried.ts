import { create } from 'zustand';
import type { Appointment } from '#domain/contract/calendar.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';

/** What the next slot that is chosen is for. */
export type Carried =
  | { readonly kind: 'move'; readonly appointment: Appointment }
  | { readonly kind: 'patient'; readonly patient: Pick<PatientBrief, 'id' | 'name'>; readonly followUpId?: string; readonly reason?: string };

export const useCarried = create<{ readonly carried: Carried | undefined }>(() => ({ carried: undefined }));

export const carry = (carried: Carried | undefined): void => useCarried.setState({ carried });
