/** The only source of time: milliseconds since 1970 UTC. Real in main/compose.ts, simulated in tests. */
export type Clock = () => number;

/** Fills `bytes` with random octets and returns it. Cryptographic in production, seeded in tests. */
export type Random = (bytes: Uint8Array) => Uint8Array;

/** The calendar day (`YYYY-MM-DD`) and wall clock (`HH:MM`) of an instant in an IANA zone. */
export function inZone(instantMs: number, zone: string): { readonly date: string; readonly time: string } {
  const parts = formatterFor(zone).formatToParts(instantMs);
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

/** Formatters are slow to build and there is one zone per clinic, so they are kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    timeZone: zone, hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}
