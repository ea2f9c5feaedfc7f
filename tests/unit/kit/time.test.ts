import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inZone } from '#domain/kit/time.ts';

const zones = ['Africa/Nairobi', 'Asia/Kathmandu', 'America/St_Johns', 'Africa/Monrovia', 'Pacific/Kiritimati', 'UTC'];

/** Day and minute straight from the system, each time anew. */
function straight(instant: number, zone: string): { date: string; time: string } {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(instant);
  const [date = '', time = ''] = text.split(' ');
  return { date, time };
}

test('day and wall clock are those of the zone, whatever was asked before', () => {
  // Close to one another, so that what was kept is asked for; and in a year when some zones were seconds apart.
  const asked = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 2, maxLength: 12 });
  fc.assert(fc.property(fc.constantFrom(...zones), fc.constantFrom(Date.UTC(2026, 10, 29), Date.UTC(1965, 3, 2)), asked, (zone, from, list) => {
    for (const ms of list) expect(inZone(from + ms, zone)).toEqual(straight(from + ms, zone));
  }));
});
