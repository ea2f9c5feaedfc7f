import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand, type Command } from '#renderer/api/use-command.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { create } from 'zustand';
import type { Service } from '#domain/contract/clinic.ts';
import type { IssuedToken } from '#domain/contract/queue.ts';
import { readServices, useServices } from './clinic.ts';
import { setWindowPlace, useWindowPlace } from './window-place.ts';

/** A token just given at this window, and whose. */
export interface Given {
  readonly token: IssuedToken;
  readonly patientName: string;
  readonly slip: 'printing' | 'printed' | 'no-printer' | 'failed';
}

export const useGiven = create<{ readonly given: readonly Given[] }>(() => ({ given: [] }));
const KEPT = 5;

export interface ServiceChoice {
  /** Undefined while the services are not read yet, or where there are none. */
  readonly serviceId: string | undefined;
  readonly name: string;
  /** The same, for who was faster than the reading: waits for it. Empty where there are none. */
  readonly settled: () => Promise<string>;
  readonly choose: (id: string) => void;
  readonly next: () => void;
}

const pick = (services: readonly Service[], lastUsed: string | null): Service | undefined =>
  services.find(({ id }) => id === lastUsed) ?? services[0];

/** The service the next token is for: the last one used here, else the first. */
export function useServiceChoice(): ServiceChoice {
  const services = useServices();
  const { lastServiceId } = useWindowPlace();
  const chosen = pick(services, lastServiceId);
  return {
    serviceId: chosen?.id, name: chosen?.name ?? '',
    settled: async () => chosen?.id ?? pick(await readServices(), lastServiceId)?.id ?? '',
    choose: (id) => setWindowPlace({ lastServiceId: id }),
    next: () => {
      const following = services[(services.findIndex(({ id }) => id === chosen?.id) + 1) % Math.max(1, services.length)];
      if (following) setWindowPlace({ lastServiceId: following.id });
    },
  };
}

/** Shows a token large at the desk and prints its slip, where there is a printer for slips. */
export function showGiven(token: IssuedToken, patientName: string): void {
  useGiven.setState(({ given }) => ({ given: [{ token, patientName, slip: 'printing' as const }, ...given].slice(0, KEPT) }));
  void printSlip(token.id);
}

export async function printSlip(tokenId: string): Promise<void> {
  mark(tokenId, 'printing');
  try {
    await client.printing.token({ tokenId });
    mark(tokenId, 'printed');
  } catch (error) {
    const problem = problemOf(error);
    mark(tokenId, problem.code === 'CONFLICT' && problem.reason === 'no-printer' ? 'no-printer' : 'failed');
  }
}

function mark(tokenId: string, slip: Given['slip']): void {
  useGiven.setState(({ given }) => ({ given: given.map((each) => (each.token.id === tokenId ? { ...each, slip } : each)) }));
}

/** Gives a known patient a token of the chosen service. */
export function useGiveToken(): Command<[patient: { id: string; name: string }], IssuedToken> {
  const { t } = useTranslation();
  const service = useServiceChoice();
  return useCommand(async (patient: { id: string; name: string }) => {
    const token = await client.queue.issue({ patientId: patient.id, serviceId: await service.settled() });
    showGiven(token, patient.name);
    toast('done', t('desk.token-given', { label: token.label, name: isolated(patient.name) }));
    return token;
  });
}
