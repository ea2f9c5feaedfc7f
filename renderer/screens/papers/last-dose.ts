import { create } from 'zustand';

/** The dose that was last written down or taken out in this window. */
export interface LastDose {
  readonly patientId: string;
  readonly id: string;
  readonly name: string;
  /** It was taken out; else it was written down. */
  readonly removed: boolean;
}

export const useLastDose = create<{ readonly last: LastDose | undefined }>(() => ({ last: undefined }));

export const noteDose = (last: LastDose | undefined): void => useLastDose.setState({ last });
