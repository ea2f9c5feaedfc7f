import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import type { ClinicSettings, Room, Service } from '#domain/contract/clinic.ts';

const NO_ROOMS: readonly Room[] = [];
const NO_SERVICES: readonly Service[] = [];

/** The clinic's settings, kept current; undefined until they were read. */
export const useClinicSettings = (): ClinicSettings | undefined =>
  useLive('clinic.settings', () => client.clinic.settings({}), ['clinic']).data;

/** Rooms in use. */
export function useRooms(): readonly Room[] {
  const { data } = useLive('clinic.rooms', () => client.clinic.rooms({}), ['clinic']);
  return data?.rooms.filter((room) => room.active) ?? NO_ROOMS;
}

/** Services in use, in the clinic's order. */
export function useServices(): readonly Service[] {
  const { data } = useLive('clinic.services', () => client.clinic.services({}), ['clinic']);
  return data?.services.filter((service) => service.active) ?? NO_SERVICES;
}

/** Services in use, read now: for a key pressed before any screen has them. */
export const readServices = async (): Promise<readonly Service[]> =>
  (await client.clinic.services({})).services.filter((service) => service.active);
