import { create } from 'zustand';

export interface TakenOut {
  readonly patientId: string;
  readonly id: string;
  readonly name: string;
  readonly putBack: () => Promise<unknown>;
}

/** The line that was taken out last in this window, until it is put back or another one follows. */
export const useTakenOut = create<{ readonly last: TakenOut | undefined }>(() => ({ last: undefined }));

export const noteTakenOut = (last: TakenOut | undefined): void => useTakenOut.setState({ last });
