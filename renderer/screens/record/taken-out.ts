import { create } from 'zustand';
import type { ListName } from '#domain/contract/record.ts';

export interface TakenOut {
  readonly patientId: string;
  readonly list: ListName;
  readonly id: string;
  readonly name: string;
}

/** The line that was taken out last in this window, until it is put back or another one follows. */
export const useTakenOut = create<{ readonly last: TakenOut | undefined }>(() => ({ last: undefined }));

export const noteTakenOut = (last: TakenOut | undefined): void => useTakenOut.setState({ last });
