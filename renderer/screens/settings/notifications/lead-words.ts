import type { TFunction } from 'i18next';
import type { Rule } from '#domain/contract/notifications.ts';
import { DAY_MINUTES, eventSpecs, HOUR_MINUTES } from '#domain/notifications/events.ts';

export type LeadUnit = 'hours' | 'days';

/** A span in the largest unit that it is a whole number of. */
export const unitOf = (minutes: number): LeadUnit => (minutes % DAY_MINUTES === 0 ? 'days' : 'hours');

export const minutesIn = (unit: LeadUnit): number => (unit === 'days' ? DAY_MINUTES : HOUR_MINUTES);

/** `2 days before`, `14 days after`, `when it happens`. */
export function leadWords({ event, leadMinutes }: Pick<Rule, 'event' | 'leadMinutes'>, t: TFunction): string {
  const { lead } = eventSpecs[event];
  if (lead === 'none') return t('notify.lead.at-once');
  const unit = unitOf(leadMinutes);
  if (leadMinutes === 0) return t('notify.lead.same-day');
  return t(`notify.lead.${unit}-${lead === 'days-after' ? 'after' : 'before'}`, { count: Math.round(leadMinutes / minutesIn(unit)) });
}
