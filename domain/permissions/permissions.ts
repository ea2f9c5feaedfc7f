/** Everything a person or a token may be allowed to do. Endpoints name exactly one of these. */
export const permissions = [
  'clinic.read', 'clinic.manage', 'users.manage', 'tokens.manage',
  'patients.read', 'patients.write', 'patients.archive', 'patients.merge', 'patients.import', 'patients.export',
  'queue.read', 'queue.issue', 'queue.call', 'queue.report',
  'vitals.read', 'vitals.write', 'vitals.target',
  'bedside.read', 'bedside.write', 'devices.manage', 'sensors.send',
  'record.read', 'record.write', 'record.prescribe', 'mothers.report', 'forms.manage', 'forms.report', 'forms.export',
  'fhir.read',
  'lab.read', 'lab.write', 'lab.order', 'lab.collect', 'lab.verify', 'lab.manage',
  'appointments.read', 'appointments.book', 'appointments.overbook', 'schedules.manage',
  'stock.read', 'stock.dispense', 'stock.move', 'stock.adjust', 'stock.manage',
  'print.use', 'print.manage',
  'billing.read', 'billing.charge', 'billing.pay', 'billing.refund', 'billing.discount', 'billing.claims', 'billing.manage', 'cash.drawer',
  'notifications.read', 'notifications.manage',
  'drafts.use', 'audit.read',
  'sync.manage', 'conflicts.resolve',
] as const;

export type Permission = (typeof permissions)[number];

export const roles = ['manager', 'reception', 'nurse', 'doctor', 'lab', 'pharmacist', 'cashier'] as const;

export type Role = (typeof roles)[number];

/** What every signed-in member of staff needs to find a patient, see the queue and keep a draft. */
const everyone: readonly Permission[] = ['clinic.read', 'patients.read', 'queue.read', 'print.use', 'drafts.use'];

/** The role table. A person with several roles may do what any one of them may. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  manager: permissions,
  reception: [...everyone, 'patients.write', 'patients.archive', 'patients.merge', 'patients.import', 'patients.export',
    'queue.issue', 'queue.call', 'queue.report', 'conflicts.resolve', 'appointments.read', 'appointments.book'],
  nurse: [...everyone, 'patients.write', 'queue.issue', 'queue.call', 'vitals.read', 'vitals.write', 'conflicts.resolve',
    'bedside.read', 'bedside.write', 'devices.manage', 'lab.read', 'lab.order', 'lab.collect', 'record.read', 'record.write',
    'appointments.read', 'appointments.book'],
  doctor: [...everyone, 'patients.write', 'queue.issue', 'queue.call', 'vitals.read', 'vitals.write', 'vitals.target', 'conflicts.resolve',
    'bedside.read', 'bedside.write', 'lab.read', 'lab.write', 'lab.order', 'lab.collect', 'lab.verify', 'record.read', 'record.write', 'record.prescribe', 'mothers.report',
    'appointments.read', 'appointments.book', 'appointments.overbook', 'forms.report'],
  lab: [...everyone, 'queue.call', 'vitals.read', 'record.read', 'lab.read', 'lab.write', 'lab.collect', 'lab.verify', 'lab.manage',
    'devices.manage'],
  pharmacist: [...everyone, 'queue.call', 'vitals.read', 'record.read', 'stock.read', 'stock.dispense', 'stock.move', 'stock.adjust', 'stock.manage'],
  cashier: [...everyone, 'queue.call', 'billing.read', 'billing.charge', 'billing.pay', 'billing.refund', 'billing.claims', 'cash.drawer'],
};

/** The union of what `held` roles may do. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => permissionsOfRole[role]));
}
