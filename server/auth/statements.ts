/** What devices sign. Each names its purpose, clinic and device, so that no signature serves for anything else. */

export const tokenStatement = (clinicId: string, deviceId: string, nonce: string): string => `daybook-token:${clinicId}:${deviceId}:${nonce}`;

export interface ForkNames {
  readonly device: string;
  readonly newDevice: string;
  readonly from: number;
  readonly chain: string;
  readonly publicKey: string;
}

export const forkStatement = (clinicId: string, { device, newDevice, from, chain, publicKey }: ForkNames): string =>
  `daybook-fork:${clinicId}:${device}:${newDevice}:${String(from)}:${chain}:${publicKey}`;
