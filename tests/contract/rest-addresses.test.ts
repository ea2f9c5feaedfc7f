import { expect, test } from 'vitest';
import { priceList } from '#tests/support/billing.ts';
import { manager } from '#tests/support/desk.ts';
import { serveDesk } from '#tests/support/served-desk.ts';

// The desk's clock shows Saturday 2026-03-14, 12:00 in Nairobi.
const TODAY = '2026-03-14';
const PASSWORD = 'a quiet room with a view';
const PERSON = { name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female' };
const HOURS = { weekday: 6, startMinute: 9 * 60, endMinute: 17 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null };

// spec: API-1
test('every address and verb of the interface answers over HTTP, with what the one before it made', async () => {
  const { rest, desk } = await serveDesk();
  const window = desk.as('manager');
  const { services } = await priceList(window);
  const seen: string[] = [];
  const held: { token?: string } = {};
  /** Asks and notes verb and address with their status; returns what was answered. */
  const ask = async (method: string, path: string, body?: unknown, pattern = path): Promise<Record<string, never> & { id: string; token: string; appointment: { id: string }; bill: { id: string } }> => {
    const answer = await rest(method, path, held.token, body);
    seen.push(`${method} ${pattern} ${String(answer.status)}`);
    return answer.body as never;
  };
  held.token = (await ask('POST', '/auth/login', { name: manager.name, password: manager.password })).token;
  const { id: staffId } = await ask('POST', '/auth/register', { name: 'Halima Said', roles: ['doctor'], password: PASSWORD });
  await ask('GET', '/staff');
  await ask('GET', `/staff/${staffId}`, undefined, '/staff/{staff_id}');
  await ask('PUT', `/staff/${staffId}`, { name: 'Halima Said Omar' }, '/staff/{staff_id}');

  const { id: doctorId } = await window.providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  await window.schedules.saveShift({ ...HOURS, providerId: doctorId });
  await ask('GET', '/doctors');
  await ask('GET', `/doctors/${doctorId}`, undefined, '/doctors/{doctor_id}');
  await ask('PUT', `/doctors/${doctorId}`, { speciality: 'Children' }, '/doctors/{doctor_id}');

  const { id: patientId } = await ask('POST', '/patients', PERSON);
  await ask('GET', '/patients');
  await ask('GET', `/patients/${patientId}`, undefined, '/patients/{patient_id}');
  await ask('PUT', `/patients/${patientId}`, { phone: '0700 111 222' }, '/patients/{patient_id}');

  const { appointment } = await ask('POST', '/appointments', { providerId: doctorId, starts: `${TODAY}T14:00`, patientId });
  await ask('GET', '/appointments');
  await ask('GET', `/appointments/${appointment.id}`, undefined, '/appointments/{appointment_id}');
  await ask('PUT', `/appointments/${appointment.id}/cancel`, { reason: 'Rain' }, '/appointments/{appointment_id}/cancel');

  await window.queue.issue({ patientId, serviceId: services.consultation });
  const { bill } = await ask('POST', '/billing', { patientId });
  await ask('GET', `/billing/${patientId}`, undefined, '/billing/{patient_id}');
  await ask('POST', `/billing/pay/${bill.id}`, { method: 'card' }, '/billing/pay/{billing_id}');
  await ask('GET', '/billing/transactions');
  await ask('DELETE', `/patients/${patientId}?reason=twice`, undefined, '/patients/{patient_id}');
  await ask('DELETE', `/doctors/${doctorId}`, undefined, '/doctors/{doctor_id}');
  await ask('DELETE', `/staff/${staffId}`, undefined, '/staff/{staff_id}');

  expect(seen).toEqual([
    'POST /auth/login 200', 'POST /auth/register 201', 'GET /staff 200', 'GET /staff/{staff_id} 200', 'PUT /staff/{staff_id} 200',
    'GET /doctors 200', 'GET /doctors/{doctor_id} 200', 'PUT /doctors/{doctor_id} 200',
    'POST /patients 201', 'GET /patients 200', 'GET /patients/{patient_id} 200', 'PUT /patients/{patient_id} 200',
    'POST /appointments 201', 'GET /appointments 200', 'GET /appointments/{appointment_id} 200', 'PUT /appointments/{appointment_id}/cancel 200',
    'POST /billing 200', 'GET /billing/{patient_id} 200', 'POST /billing/pay/{billing_id} 200', 'GET /billing/transactions 200',
    'DELETE /patients/{patient_id} 200', 'DELETE /doctors/{doctor_id} 200', 'DELETE /staff/{staff_id} 200',
  ]);
  // What they left behind: nothing is erased.
  expect(await window.patients.get({ patientId })).toMatchObject({ phone: '0700 111 222', archived: true });
  expect(await window.providers.get({ providerId: doctorId })).toMatchObject({ speciality: 'Children', active: false });
  expect(await window.staff.get({ personId: staffId })).toMatchObject({ name: 'Halima Said Omar', active: false });
  expect(await window.appointments.get({ appointmentId: appointment.id })).toMatchObject({ status: 'cancelled', cancelReason: 'Rain' });
  expect((await window.billing.account({ patientId })).bills).toMatchObject([{ status: 'paid', sums: { due: 0 } }]);
});
