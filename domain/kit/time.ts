/** The only source of time: milliseconds since 1970 UTC. Real in main/compose.ts, simulated in tests. */
export type Clock = () => number;

/** Fills `bytes` with random octets and returns it. Cryptographic in production, seeded in tests. */
export type Random = (bytes: Uint8Array) => Uint8Array;

/** The calendar day (`YYYY-MM-DD`) and wall clock (`HH:MM`) of an instant in an IANA zone. */
export function inZone(instantMs: number, zone: string): DayAndTime {
  // Zones have been whole minutes apart since then.
  if (instantMs < WHOLE_MINUTES_SINCE) return format(instantMs, zone);
  // Nearly all who ask, ask about the present minute; the formatter takes longer than all else they do with it.
  const minute = Math.floor(instantMs / 60_000);
  if (last.minute !== minute || last.zone !== zone) last = { minute, zone, is: format(instantMs, zone) };
  return last.is;
}

/** Liberia was the last to leave seconds out, in January 1972. */
const WHOLE_MINUTES_SINCE = Date.UTC(1972, 1);

interface DayAndTime {
  readonly date: string;
  readonly time: string;
}

let last: { readonly minute: number; readonly zone: string; readonly is: DayAndTime } = { minute: NaN, zone: '', is: { date: '', time: '' } };

function format(instantMs: number, zone: string): DayAndTime {
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

/** The instant at which a clock of the zone shows a day (`YYYY-MM-DD`) and time (`HH:MM`); where the clocks skip that time, one beside it. */
export function instantAt(date: string, time: string, zone: string): number {
  const asUtc = (shown: DayAndTime): number => Date.parse(`${shown.date}T${shown.time}:00Z`);
  const wanted = asUtc({ date, time });
  const first = wanted - (asUtc(inZone(wanted, zone)) - wanted);
  return first - (asUtc(inZone(first, zone)) - wanted);
}
