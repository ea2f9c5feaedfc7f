import type { TokenStatus } from '../queue/state.ts';
import { err, ok, type Result } from '../kit/result.ts';

export const appointmentStatuses = ['pending', 'confirmed', 'arrived', 'completed', 'cancelled', 'no-show'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

export const appointmentSteps = ['confirm', 'arrive', 'complete', 'cancel', 'miss', 'reopen', 'move'] as const;
export type AppointmentStep = (typeof appointmentSteps)[number];

interface Rule {
  readonly from: readonly AppointmentStatus[];
  /** The status afterwards; undefined leaves it as it is. */
  readonly to?: AppointmentStatus;
}

/** Every allowed step. spec: APT-3 */
export const appointmentRules: Readonly<Record<AppointmentStep, Rule>> = {
  confirm: { from: ['pending'], to: 'confirmed' },
  // Who was thought absent may still come.
  arrive: { from: ['pending', 'confirmed', 'no-show'], to: 'arrived' },
  complete: { from: ['arrived'], to: 'completed' },
  cancel: { from: ['pending', 'confirmed', 'no-show'], to: 'cancelled' },
  miss: { from: ['pending', 'confirmed'], to: 'no-show' },
  reopen: { from: ['cancelled', 'no-show'], to: 'pending' },
  move: { from: ['pending', 'confirmed'] },
};

export function nextAppointmentStatus(status: AppointmentStatus, step: AppointmentStep): Result<AppointmentStatus, 'not-from-this-status'> {
  const rule = appointmentRules[step];
  return rule.from.includes(status) ? ok(rule.to ?? status) : err('not-from-this-status');
}

/** Whether it takes its place: nobody else may have it. */
export const takesPlace = (status: AppointmentStatus): boolean => status !== 'cancelled' && status !== 'no-show';

/** Whether the person is still expected. */
export const isExpected = (status: AppointmentStatus): boolean => status === 'pending' || status === 'confirmed';

/** What an appointment is once its patient holds a token of this status; a token taken back means they have not come. */
export function statusByToken(status: TokenStatus): AppointmentStatus {
  switch (status) {
    case 'done': return 'completed';
    case 'no-show': return 'no-show';
    case 'cancelled': return 'confirmed';
    case 'waiting': case 'called': case 'serving': case 'held': case 'skipped': return 'arrived';
  }
}
