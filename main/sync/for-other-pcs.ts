import { isThisPc, reachableAt, type OwnAddress } from '#domain/kit/reachable.ts';
import { shownCertificate } from './shown-certificate.ts';

/**
 * The addresses by which another PC finds a server, best first. One that runs on this PC may be known here by an address that leads no
 * further: then those of this PC count under which the same server answers. None where it listens on this PC alone.
 */
export async function addressesForOthers(server: string, own: readonly OwnAddress[]): Promise<string[]> {
  const { protocol, hostname, port } = new URL(server);
  if (!isThisPc(hostname)) return [server];
  // Without encryption no other PC would come in.
  if (protocol !== 'https:') return [];
  const possible = reachableAt('::', port === '' ? 443 : Number(port), true, own).filter((address) => !isThisPc(new URL(address).hostname));
  const [known, ...shown] = await Promise.all([server, ...possible].map(shownCertificate));
  return known ? possible.filter((_, at) => shown[at]?.certificate === known.certificate) : [];
}
