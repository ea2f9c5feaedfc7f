/** What a patient can be told of without anybody doing something for it. spec: NTF-1, APT-4 */
export const notificationEvents = [
  'appointment-booked', 'appointment-changed', 'appointment-cancelled', 'appointment-reminder', 'follow-up-due', 'lab-ready', 'vaccination-due', 'bill-unpaid',
] as const;
export type NotificationEvent = (typeof notificationEvents)[number];

export const isNotificationEvent = (text: string): text is NotificationEvent => (notificationEvents as readonly string[]).includes(text);

/** Whether a rule says a span, and on which side of the moment that the event is about. */
export type LeadKind = 'none' | 'before' | 'days-before' | 'days-after';

interface EventSpec {
  readonly lead: LeadKind;
  /** Variables that its texts may name. Those in `perhaps` have no value now and then: a text that names one is not sent without it. */
  readonly always: readonly string[];
  readonly perhaps: readonly string[];
}

const appointment: Omit<EventSpec, 'lead'> = { always: ['patient', 'clinic', 'date', 'time', 'provider'], perhaps: ['room', 'service'] };

export const eventSpecs: Readonly<Record<NotificationEvent, EventSpec>> = {
  'appointment-booked': { lead: 'none', ...appointment },
  'appointment-changed': { lead: 'none', ...appointment },
  'appointment-cancelled': { lead: 'none', ...appointment },
  'appointment-reminder': { lead: 'before', ...appointment },
  'follow-up-due': { lead: 'days-before', always: ['patient', 'clinic', 'date'], perhaps: ['provider', 'service'] },
  // Never which test or what came of it: a telephone is read by others, too.
  'lab-ready': { lead: 'none', always: ['patient', 'clinic'], perhaps: [] },
  'vaccination-due': { lead: 'days-before', always: ['patient', 'clinic', 'date', 'vaccines'], perhaps: [] },
  'bill-unpaid': { lead: 'days-after', always: ['patient', 'clinic', 'date', 'amount', 'number'], perhaps: [] },
};

export const variablesOf = (event: NotificationEvent): readonly string[] => [...eventSpecs[event].always, ...eventSpecs[event].perhaps];

export const HOUR_MINUTES = 60;
export const DAY_MINUTES = 1440;
/** Nobody is reminded earlier: two months. */
export const MOST_LEAD_MINUTES = 60 * DAY_MINUTES;

/** A rule's span in minutes as this event takes it: 0 where it takes none; undefined when it cannot be. */
export function leadFor(event: NotificationEvent, minutes: number): number | undefined {
  const { lead } = eventSpecs[event];
  if (lead === 'none') return 0;
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > MOST_LEAD_MINUTES) return undefined;
  if (lead === 'before') return minutes >= 15 ? minutes : undefined;
  return minutes % DAY_MINUTES === 0 ? minutes : undefined;
}
