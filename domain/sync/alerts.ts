/** How long an alert about something that happened once is kept up, unless somebody says it was seen. */
export const EVENT_LASTS_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A PC that reports every few minutes is missed after this. */
const SILENT_MS = 30 * MINUTE_MS;
/** Work that exists on one disk only for longer than this is in danger. */
const UNSENT_MS = DAY_MS;
/** An exchange that breaks off so often in an hour does not come through by itself. */
const MANY_RESTARTS = 5;
/** A choice that a person must make is to be made within this. */
const UNDECIDED_MS = DAY_MS;
const SKEW_MS = 5 * MINUTE_MS;

/** What somebody should look at (sync design 2.20). */
export type AlertKind = 'silent' | 'unsent' | 'restarts' | 'split' | 'differs' | 'set-aside' | 'undecided' | 'clock' | 'put-back' | 'server-back';

export interface Alert {
  readonly kind: AlertKind;
  /** `attention`: somebody should do something soon. `notice`: it is worth knowing. */
  readonly weight: 'attention' | 'notice';
  /** The PC it is about; null where it is about the clinic. */
  readonly deviceId: string | null;
  /** Changes, choices or restarts, as the kind has it; 0 where nothing is counted. */
  readonly count: number;
  /** Since when, or when it happened; milliseconds since 1970. */
  readonly since: number | null;
  /** How far ahead a clock is (negative: behind), milliseconds; null for other kinds. */
  readonly skewMs: number | null;
  /** Letters that a store which was put back numbers on with; empty for other kinds. */
  readonly detail: string;
}

/** Something that happened at a PC once. `at` is milliseconds since 1970. */
export interface PcEvent {
  readonly kind: string;
  readonly at: number;
  readonly detail: string;
}

/** How one PC does, told by itself or, of another, by the server. */
export interface PcFacts {
  readonly deviceId: string;
  readonly here: boolean;
  /** When the server last heard of it; null where that does not matter, as for this PC. */
  readonly lastSeen: number | null;
  readonly unsent: number;
  readonly oldestUnsent: number | null;
  /** Times within the last hour that its exchange broke off and began anew. */
  readonly restarts: number;
  readonly skewMs: number | null;
  readonly events: readonly PcEvent[];
}

export interface ClinicFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When the clinic's day began. */
  readonly dayBegan: number;
  /** PCs that take part: none that were suspended, taken out or replaced. */
  readonly pcs: readonly PcFacts[];
  /** Changes that the server put aside for a person. */
  readonly setAside: number;
  /** When each choice that a person must make was opened. */
  readonly mustChooseSince: readonly number[];
  /** What happened up to then was seen by somebody who may do something about it. */
  readonly seenUpTo: number;
}

/** Everything that somebody should look at, what is urgent first. */
export function alertsOf(facts: ClinicFacts): Alert[] {
  const alerts = [...facts.pcs.flatMap((pc) => alertsOfPc(pc, facts)), ...alertsOfClinic(facts)];
  return alerts.sort((a, b) => rank(a) - rank(b));
}

const rank = ({ weight }: Alert): number => (weight === 'attention' ? 0 : 1);

const alert = (kind: AlertKind, part: Partial<Alert> = {}): Alert =>
  ({ kind, weight: 'attention', deviceId: null, count: 0, since: null, skewMs: null, detail: '', ...part });

function alertsOfPc(pc: PcFacts, { now, dayBegan, seenUpTo }: ClinicFacts): Alert[] {
  const { deviceId, lastSeen, oldestUnsent, skewMs } = pc;
  const alerts: Alert[] = [];
  if (!pc.here && lastSeen !== null && now - lastSeen > SILENT_MS) {
    // One that was in use today, or that holds work nobody else has, is missed; another may simply be switched off.
    alerts.push(alert('silent', { deviceId, since: lastSeen, weight: lastSeen >= dayBegan || pc.unsent > 0 ? 'attention' : 'notice' }));
  }
  if (oldestUnsent !== null && pc.unsent > 0 && now - oldestUnsent > UNSENT_MS) alerts.push(alert('unsent', { deviceId, count: pc.unsent, since: oldestUnsent }));
  if (pc.restarts >= MANY_RESTARTS) alerts.push(alert('restarts', { deviceId, count: pc.restarts }));
  if (skewMs !== null && Math.abs(skewMs) > SKEW_MS) alerts.push(alert('clock', { deviceId, skewMs }));
  return [...alerts, ...eventAlerts(pc, now, seenUpTo)];
}

const KIND_OF_EVENT: Readonly<Record<string, AlertKind>> = {
  'fork': 'split', 'sum-mismatch': 'differs', 'row-only-here': 'differs', 'row-unfit': 'differs', 'chain-broken': 'differs', 'store-damaged': 'differs', 'copy-wanted': 'differs',
  'store-rolled-back': 'put-back', 'store-moved': 'put-back',
};

/** A PC found that the server holds less than it once did: what that PC writes down, and the server of it. */
export const SERVER_WENT_BACK = 'log-went-back';

/** The newest of each kind: ten rows that were repaired at one time are one thing to look at. */
function eventAlerts({ deviceId, events }: PcFacts, now: number, seenUpTo: number): Alert[] {
  const newest = new Map<AlertKind, PcEvent>();
  for (const event of events) {
    const kind = KIND_OF_EVENT[event.kind];
    if (kind === undefined || !isToTell(event, now, seenUpTo)) continue;
    if (event.at > (newest.get(kind)?.at ?? 0)) newest.set(kind, event);
  }
  return [...newest].map(([kind, { at, detail }]) => alert(kind, { deviceId, since: at, detail: kind === 'put-back' ? detail : '' }));
}

const isToTell = ({ at }: PcEvent, now: number, seenUpTo: number): boolean => at > seenUpTo && now - at <= EVENT_LASTS_MS;

/** Whichever PC found it, and however many: it is the server that went back. */
function serverAlerts({ now, pcs, seenUpTo }: ClinicFacts): Alert[] {
  const found = pcs.flatMap(({ events }) => events.filter((event) => event.kind === SERVER_WENT_BACK && isToTell(event, now, seenUpTo)));
  return found.length > 0 ? [alert('server-back', { since: Math.max(...found.map(({ at }) => at)) })] : [];
}

function alertsOfClinic(facts: ClinicFacts): Alert[] {
  const { now, setAside, mustChooseSince } = facts;
  const waiting = mustChooseSince.filter((since) => now - since > UNDECIDED_MS);
  return [
    ...serverAlerts(facts),
    ...(setAside > 0 ? [alert('set-aside', { count: setAside })] : []),
    ...(waiting.length > 0 ? [alert('undecided', { count: waiting.length, since: Math.min(...waiting) })] : []),
  ];
}
