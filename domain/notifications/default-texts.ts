import type { NotificationEvent } from './events.ts';

/** The texts of one event: an e-mail's subject and body, and the short text of everything else. */
export interface EventTexts {
  readonly subject: string;
  readonly body: string;
  readonly short: string;
}

type Texts = Readonly<Record<NotificationEvent, EventTexts>>;

const en: Texts = {
  'appointment-booked': {
    subject: 'Your appointment on {date} at {time}',
    body: 'Dear {patient},\n\nyour appointment with {provider} is on {date} at {time}.\n\nIf you cannot come, please tell us.\n\n{clinic}',
    short: '{clinic}: your appointment with {provider} is on {date} at {time}.',
  },
  'appointment-changed': {
    subject: 'Your appointment is now on {date} at {time}',
    body: 'Dear {patient},\n\nyour appointment was moved. It is now on {date} at {time} with {provider}.\n\n{clinic}',
    short: '{clinic}: your appointment was moved to {date} at {time} with {provider}.',
  },
  'appointment-cancelled': {
    subject: 'Your appointment on {date} is cancelled',
    body: 'Dear {patient},\n\nyour appointment with {provider} on {date} at {time} is cancelled.\n\n{clinic}',
    short: '{clinic}: your appointment on {date} at {time} is cancelled.',
  },
  'appointment-reminder': {
    subject: 'Reminder: {date} at {time}',
    body: 'Dear {patient},\n\nwe expect you on {date} at {time} with {provider}.\n\nIf you cannot come, please tell us.\n\n{clinic}',
    short: '{clinic}: we expect you on {date} at {time} with {provider}.',
  },
  'follow-up-due': {
    subject: 'Time for your next visit',
    body: 'Dear {patient},\n\nyour next visit is due on {date}. Please call us to choose a time.\n\n{clinic}',
    short: '{clinic}: your next visit is due on {date}. Please call us to choose a time.',
  },
  'lab-ready': {
    subject: 'Your results are ready',
    body: 'Dear {patient},\n\nthe results of your tests are ready. Please come and see us.\n\n{clinic}',
    short: '{clinic}: your results are ready. Please come and see us.',
  },
  'vaccination-due': {
    subject: 'A vaccination is due',
    body: 'Dear {patient},\n\ndue on {date}: {vaccines}.\n\n{clinic}',
    short: '{clinic}: vaccination of {patient} due on {date}: {vaccines}.',
  },
  'bill-unpaid': {
    subject: 'Bill {number} of {date}',
    body: 'Dear {patient},\n\n{amount} of bill {number} of {date} is still to be paid. If you have paid meanwhile, thank you.\n\n{clinic}',
    short: '{clinic}: {amount} of bill {number} of {date} is still to be paid.',
  },
};

const es: Texts = {
  'appointment-booked': {
    subject: 'Su cita del {date} a las {time}',
    body: 'Hola, {patient}:\n\nsu cita con {provider} es el {date} a las {time}.\n\nSi no puede venir, avísenos, por favor.\n\n{clinic}',
    short: '{clinic}: su cita con {provider} es el {date} a las {time}.',
  },
  'appointment-changed': {
    subject: 'Su cita es ahora el {date} a las {time}',
    body: 'Hola, {patient}:\n\nsu cita ha cambiado. Ahora es el {date} a las {time} con {provider}.\n\n{clinic}',
    short: '{clinic}: su cita pasa al {date} a las {time} con {provider}.',
  },
  'appointment-cancelled': {
    subject: 'Su cita del {date} queda cancelada',
    body: 'Hola, {patient}:\n\nsu cita con {provider} del {date} a las {time} queda cancelada.\n\n{clinic}',
    short: '{clinic}: su cita del {date} a las {time} queda cancelada.',
  },
  'appointment-reminder': {
    subject: 'Recordatorio: {date} a las {time}',
    body: 'Hola, {patient}:\n\nle esperamos el {date} a las {time} con {provider}.\n\nSi no puede venir, avísenos, por favor.\n\n{clinic}',
    short: '{clinic}: le esperamos el {date} a las {time} con {provider}.',
  },
  'follow-up-due': {
    subject: 'Es hora de su próxima visita',
    body: 'Hola, {patient}:\n\nsu próxima visita corresponde el {date}. Llámenos para elegir la hora.\n\n{clinic}',
    short: '{clinic}: su próxima visita corresponde el {date}. Llámenos para elegir la hora.',
  },
  'lab-ready': {
    subject: 'Sus resultados están listos',
    body: 'Hola, {patient}:\n\nlos resultados de sus análisis están listos. Pase a vernos, por favor.\n\n{clinic}',
    short: '{clinic}: sus resultados están listos. Pase a vernos, por favor.',
  },
  'vaccination-due': {
    subject: 'Toca una vacuna',
    body: 'Hola, {patient}:\n\ncorresponde el {date}: {vaccines}.\n\n{clinic}',
    short: '{clinic}: vacuna de {patient} para el {date}: {vaccines}.',
  },
  'bill-unpaid': {
    subject: 'Factura {number} del {date}',
    body: 'Hola, {patient}:\n\nquedan por pagar {amount} de la factura {number} del {date}. Si ya pagó, gracias.\n\n{clinic}',
    short: '{clinic}: quedan por pagar {amount} de la factura {number} del {date}.',
  },
};

const ar: Texts = {
  'appointment-booked': {
    subject: 'موعدك يوم {date} الساعة {time}',
    body: 'مرحبًا {patient}،\n\nموعدك مع {provider} يوم {date} الساعة {time}.\n\nإذا تعذّر عليك الحضور فأخبرنا من فضلك.\n\n{clinic}',
    short: '{clinic}: موعدك مع {provider} يوم {date} الساعة {time}.',
  },
  'appointment-changed': {
    subject: 'موعدك الآن يوم {date} الساعة {time}',
    body: 'مرحبًا {patient}،\n\nتغيّر موعدك. أصبح يوم {date} الساعة {time} مع {provider}.\n\n{clinic}',
    short: '{clinic}: أصبح موعدك يوم {date} الساعة {time} مع {provider}.',
  },
  'appointment-cancelled': {
    subject: 'أُلغي موعدك يوم {date}',
    body: 'مرحبًا {patient}،\n\nأُلغي موعدك مع {provider} يوم {date} الساعة {time}.\n\n{clinic}',
    short: '{clinic}: أُلغي موعدك يوم {date} الساعة {time}.',
  },
  'appointment-reminder': {
    subject: 'تذكير: {date} الساعة {time}',
    body: 'مرحبًا {patient}،\n\nننتظرك يوم {date} الساعة {time} مع {provider}.\n\nإذا تعذّر عليك الحضور فأخبرنا من فضلك.\n\n{clinic}',
    short: '{clinic}: ننتظرك يوم {date} الساعة {time} مع {provider}.',
  },
  'follow-up-due': {
    subject: 'حان وقت زيارتك القادمة',
    body: 'مرحبًا {patient}،\n\nزيارتك القادمة يوم {date}. اتصل بنا لاختيار الساعة.\n\n{clinic}',
    short: '{clinic}: زيارتك القادمة يوم {date}. اتصل بنا لاختيار الساعة.',
  },
  'lab-ready': {
    subject: 'نتائجك جاهزة',
    body: 'مرحبًا {patient}،\n\nنتائج تحاليلك جاهزة. نرجو زيارتنا.\n\n{clinic}',
    short: '{clinic}: نتائجك جاهزة. نرجو زيارتنا.',
  },
  'vaccination-due': {
    subject: 'حان موعد تطعيم',
    body: 'مرحبًا {patient}،\n\nالمستحق يوم {date}: {vaccines}.\n\n{clinic}',
    short: '{clinic}: تطعيم {patient} المستحق يوم {date}: {vaccines}.',
  },
  'bill-unpaid': {
    subject: 'الفاتورة {number} بتاريخ {date}',
    body: 'مرحبًا {patient}،\n\nبقي {amount} من الفاتورة {number} بتاريخ {date}. إن كنت قد دفعت فشكرًا لك.\n\n{clinic}',
    short: '{clinic}: بقي {amount} من الفاتورة {number} بتاريخ {date}.',
  },
};

const byLanguage: Readonly<Record<string, Texts>> = { en, es, ar };

/** Languages in which there are texts before a clinic writes any. */
export const textLanguages: readonly string[] = Object.keys(byLanguage);

export const defaultTexts = (event: NotificationEvent, language: string): EventTexts | undefined => byLanguage[language]?.[event];

const tests: Readonly<Record<string, EventTexts>> = {
  en: { subject: 'Test message', body: 'This is a test message of {clinic}. Messages to patients will arrive as this one did.', short: '{clinic}: this is a test message.' },
  es: { subject: 'Mensaje de prueba', body: 'Este es un mensaje de prueba de {clinic}. Los mensajes a los pacientes llegarán como este.', short: '{clinic}: este es un mensaje de prueba.' },
  ar: { subject: 'رسالة تجريبية', body: 'هذه رسالة تجريبية من {clinic}. ستصل رسائل المرضى كما وصلت هذه.', short: '{clinic}: هذه رسالة تجريبية.' },
};

/** What says that a channel works, in the first of these languages that has it. */
export function testTexts(languages: readonly string[]): EventTexts & { readonly language: string } {
  const language = languages.find((each) => tests[each] !== undefined) ?? 'en';
  return { language, ...(tests[language] ?? { subject: '', body: '', short: '' }) };
}
