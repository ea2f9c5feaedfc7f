/** A package whose licence field says too little, read by a person once. */
export interface LicenceException {
  readonly name: string;
  /** The exact version that was read; a newer one is read again. */
  readonly version: string;
  readonly reason: string;
}

export const LICENCE_EXCEPTIONS: readonly LicenceException[] = [
  { name: 'png-js', version: '2.0.0', reason: 'its LICENSE file is the MIT licence; only the package.json field is missing' },
];
