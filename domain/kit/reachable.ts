/** An address of this machine, as `os.networkInterfaces()` of Node tells it. */
export interface OwnAddress {
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
  /** It leads no further than this machine. */
  readonly internal: boolean;
}

const EVERY_IPV4 = '0.0.0.0';
const EVERY_ADDRESS = new Set(['::', '::0', '0:0:0:0:0:0:0:0']);

/** Whether a name or address, as it stands in a URL, leads no further than the machine it is used on. */
export const isThisPc = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host);

/** Whether a program that listens on `host` listens on every address of its machine. */
export const listensEverywhere = (host: string): boolean => host === EVERY_IPV4 || EVERY_ADDRESS.has(host);

/**
 * The addresses to type on a PC for a program that listens on `host`. One that listens on everything has no address of its
 * own: then they are the machine's, IPv4 first, or the loopback one while it has no network.
 */
export function reachableAt(host: string, port: number, isSecure: boolean, own: readonly OwnAddress[]): string[] {
  if (!listensEverywhere(host)) return [urlOf(host, port, isSecure)];
  const usable = own.filter(({ address, internal }) => !internal && !isLinkLocal(address));
  const ipv4 = usable.filter(({ family }) => family === 'IPv4');
  const ipv6 = EVERY_ADDRESS.has(host) ? usable.filter(({ family }) => family === 'IPv6') : [];
  const found = [...ipv4, ...ipv6].map(({ address }) => address);
  return (found.length === 0 ? ['127.0.0.1'] : found).map((address) => urlOf(address, port, isSecure));
}

/** Means something only together with the name of a network card: 169.254.0.0/16 and fe80::/10. */
const isLinkLocal = (address: string): boolean => /^(169\.254\.|fe[89ab])/i.test(address);

export const urlOf = (host: string, port: number, isSecure: boolean): string => `${isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
