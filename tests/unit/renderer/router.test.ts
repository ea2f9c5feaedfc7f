import { expect, onTestFinished, test, vi } from 'vitest';
import { navigate, place } from '#renderer/router.ts';

test('an address that changed is another place only when everybody is told, and a key tells everybody at once', () => {
  const address = { hash: '#/calendar/day' };
  const page = new EventTarget();
  vi.stubGlobal('location', address);
  vi.stubGlobal('window', page);
  onTestFinished(() => { vi.unstubAllGlobals(); });
  const told = vi.fn();
  expect(place.current()).toEqual(['calendar', 'day']);
  onTestFinished(place.subscribe(told));
  address.hash = '#/desk';
  // The calendar is drawn once more before the news comes: it must not think that its own address lacks a part.
  expect(place.current()).toEqual(['calendar', 'day']);
  page.dispatchEvent(new Event('hashchange'));
  expect(place.current()).toEqual(['desk']);
  expect(told).toHaveBeenCalledTimes(1);
  navigate('patients', 'a b');
  expect([address.hash, place.current(), told.mock.calls.length]).toEqual(['#/patients/a%20b', ['patients', 'a b'], 2]);
});
