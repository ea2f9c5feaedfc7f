import { networkInterfaces } from 'node:os';
import type { OwnAddress } from '#domain/kit/reachable.ts';

/** What the network cards of this PC are called by others. */
export const ownAddresses = (): OwnAddress[] => Object.values(networkInterfaces()).flatMap((each) => each ?? []);
