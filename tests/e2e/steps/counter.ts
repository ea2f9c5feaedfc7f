import type { Locator, Page } from '@playwright/test';
import { clockText, minuteOfWall, wallAt, weekdayOf } from '#domain/calendar/wall.ts';
import { CLINIC } from '#tests/support/desk-driver/prepared-stores.ts';
import { openWindow, type Window, type WindowClient } from '#tests/support/desk-driver/window-client.ts';
import { expect } from '../fixtures.ts';

const PARACETAMOL = {
  name: 'Paracetamol', form: 'tablet', strength: '500 mg', unit: 'tablet', packs: [{ name: 'box', size: 100 }], barcodes: [], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null, active: true,
};

/** What the counter needs to work with: ids of what was set up. */
export interface Counter {
  readonly consultation: string;
  readonly doctor: string;
  readonly item: string;
  readonly store: string;
}

/** One more window of the program that serves this page, without a screen and with nobody at it. */
export async function windowBeside(page: Page): Promise<Window> {
  const cookies = await page.context().cookies();
  return openWindow(page.url(), cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
}

/** An area by its key, then one of its pages by its number. */
export async function openPage(page: Page, area: string, pages: string, key: string): Promise<void> {
  await page.keyboard.press(area);
  const tabs = page.getByRole('navigation', { name: pages, exact: true });
  await expect(tabs).toBeVisible();
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
  await page.keyboard.press(key);
  await expect(tabs.getByRole('link').nth(Number(key) - 1)).toHaveAttribute('aria-current', 'page');
}

export const bill = (page: Page, name: string): Locator => page.getByRole('region', { name: `Bill of ${name}`, exact: true });

/** Somebody for each place, with the PIN of the first manager. */
export async function hire(manager: WindowClient, people: Readonly<Record<string, 'reception' | 'doctor' | 'pharmacist' | 'cashier'>>): Promise<void> {
  for (const [name, role] of Object.entries(people)) await manager.users.save({ name, roles: [role], language: null, active: true, pin: CLINIC.pin });
}

/** Hours of one doctor until the evening, prices in shillings with coins of five cents, an insurer of 80 %, and one medicine. */
export async function openCounter({ clinic, billing, providers, schedules, stock, appointments }: WindowClient, tablets: number): Promise<Counter> {
  const consultation = (await clinic.services({})).services.find(({ name }) => name === 'Consultation')?.id ?? '';
  const { id: item } = await stock.saveItem({ item: PARACETAMOL });
  await billing.saveSettings({
    currency: 'KES', cashStep: 5, denominations: [100_000, 50_000, 20_000, 10_000, 5000, 1000, 500, 100, 5], taxes: [{ code: 'VAT', name: 'VAT', rate: 1600, included: false }], chargeFrom: '2020-01-01',
  });
  await billing.savePayer({ name: 'SHA', code: 'sha', share: 8000, active: true });
  const price = { code: '', payerId: null, ageFrom: null, ageBefore: null, tax: null, active: true };
  await billing.savePrice({ ...price, itemKey: `service:${consultation}`, name: 'Consultation', amount: 50_000 });
  await billing.savePrice({ ...price, itemKey: `stock:${item}`, name: 'Paracetamol', amount: 333, tax: 'VAT' });
  const store = (await stock.catalogue({})).stores[0]?.id ?? '';
  await stock.receive({ itemId: item, storeId: store, quantity: String(tablets), lot: 'T1', expiry: '12/2031', cost: '400' });
  const { id: doctor } = await providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  const { now } = await appointments.attention({});
  const weekday = weekdayOf(dayOf(now));
  await schedules.saveShift({ providerId: doctor, weekday, startMinute: 8 * 60, endMinute: 20 * 60, roomId: null, serviceId: consultation, slotMinutes: 20, capacity: 1, validFrom: null, validUntil: null });
  return { consultation, doctor, item, store };
}

const dayOf = (wall: number): string => new Date(wall * 60_000).toISOString().slice(0, 10);

/** Registers somebody who is booked: into the slot that runs now, and those after it. */
export async function bookAll({ appointments, patients }: WindowClient, providerId: string, names: readonly string[]): Promise<{ appointmentId: string; patientId: string; name: string }[]> {
  const { now } = await appointments.attention({});
  const first = minuteOfWall(Math.floor(now / 20) * 20);
  const booked = [];
  for (const [index, name] of names.entries()) {
    const { id: patientId } = await patients.create({ name, ageOrBirth: '34', sex: 'female' });
    // The first lasts twice as long, so that its time is not over while the others are booked.
    const minute = index === 0 ? first : first + 20 + index * 20;
    const { appointment } = await appointments.book({ providerId, patientId, starts: `${dayOf(wallAt(dayOf(now), 0))}T${clockText(minute)}`, ...(index === 0 ? { minutes: 40 } : {}) });
    booked.push({ appointmentId: appointment.id, patientId, name });
  }
  return booked;
}

/** Calls whoever is next until nobody waits, and sees each: with a medicine, or without. */
export async function seeEverybody({ queue, prescriptions, encounters, clinic }: WindowClient, getsMedicine: (name: string) => boolean): Promise<number> {
  const roomId = (await clinic.rooms({})).rooms[0]?.id ?? '';
  for (let seen = 0; ; seen += 1) {
    const { entry } = await queue.callNext({ roomId });
    if (!entry) return seen;
    const { id: patientId, name } = entry.patient;
    const { encounterId } = await encounters.start({ patientId });
    if (getsMedicine(name)) await prescriptions.add({ patientId, inVisit: true, drug: 'Paracetamol 500 mg', dose: '1', doseUnit: 'tablet', timing: '3', days: '5' });
    await encounters.finish({ patientId, encounterId, outcome: 'treated' });
  }
}

/** Hands out all that is owed to those who are here. */
export async function handOutAll({ dispensing }: WindowClient, { item: itemId, store: storeId }: Counter): Promise<number> {
  const { patients } = await dispensing.waiting({ storeId });
  for (const { patient, prescriptions: owed } of patients) {
    for (const { id: prescriptionId, choices } of owed) await dispensing.dispense({ patientId: patient.id, prescriptionId, itemId, storeId, quantity: String(choices[0]?.quantity ?? 0) });
  }
  return patients.length;
}
