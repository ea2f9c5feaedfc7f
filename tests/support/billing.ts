import { testDesk, type Client, type DeskUnderTest } from './desk.ts';

export interface ClinicWithPrices {
  readonly desk: DeskUnderTest;
  readonly manager: Client;
  readonly cashier: Client;
  readonly reception: Client;
  readonly doctor: Client;
  readonly services: Readonly<Record<'consultation' | 'laboratory', string>>;
  /** The insurer that pays 80 %. */
  readonly insurer: string;
}

/** Sets up prices in Kenyan shillings: 5-cent coins, 16 % tax on the potassium, small children free at the doctor's. */
export async function priceList(manager: Client): Promise<Pick<ClinicWithPrices, 'services' | 'insurer'>> {
  const { services } = await manager.clinic.services({});
  const idOf = (name: string): string => services.find((service) => service.name === name)?.id ?? '';
  const { consultation, laboratory } = { consultation: idOf('Consultation'), laboratory: idOf('Laboratory') };
  await manager.billing.saveSettings({ currency: 'KES', cashStep: 5, denominations: [100_000, 50_000, 20_000, 10_000, 5000, 1000, 500, 100, 5], taxes: [{ code: 'VAT', name: 'VAT', rate: 1600, included: false }], chargeFrom: '2026-03-01' });
  const { id: insurer } = await manager.billing.savePayer({ name: 'SHA', code: 'sha', share: 8000, active: true });
  const price = { code: '', payerId: null, ageFrom: null, ageBefore: null, tax: null, active: true };
  await manager.billing.savePrice({ ...price, itemKey: `service:${consultation}`, name: 'Consultation', amount: 50_000 });
  await manager.billing.savePrice({ ...price, itemKey: `service:${consultation}`, name: 'Consultation, under 5', amount: 0, ageBefore: 5 });
  await manager.billing.savePrice({ ...price, itemKey: 'lab:potassium', name: 'Potassium', amount: 40_001, tax: 'VAT' });
  await manager.billing.savePrice({ ...price, itemKey: 'other:', name: 'Dressing', code: 'dr', amount: 12_500 });
  return { services: { consultation, laboratory }, insurer };
}

export async function clinicWithPrices(): Promise<ClinicWithPrices> {
  const desk = await testDesk();
  const manager = desk.as('manager');
  return { desk, manager, cashier: desk.as('cashier'), reception: desk.as('reception'), doctor: desk.as('doctor'), ...await priceList(manager) };
}

let people = 0;

/** Somebody who was given a token for the doctor, and perhaps a test. */
export async function seen({ reception, doctor, services }: Pick<ClinicWithPrices, 'reception' | 'doctor' | 'services'>, tests: readonly string[] = [], more: { ageOrBirth?: string; payer?: string } = {}): Promise<string> {
  people += 1;
  const { id: patientId } = await reception.patients.create({ name: `Wanjiru ${String(people)}`, ageOrBirth: '34', sex: 'female', ...more });
  await reception.queue.issue({ patientId, serviceId: services.consultation });
  if (tests.length > 0) await doctor.laboratory.order({ patientId, tests: [...tests] });
  return patientId;
}
