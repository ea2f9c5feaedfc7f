import type { PatientCardLabels, RecoverySheetLabels, TokenSlipLabels } from './documents.ts';

/** The words of a prescription and of a summary. */
export interface RecordLabels {
  readonly prescription: string;
  readonly summary: string;
  readonly medicines: string;
  readonly problems: string;
  readonly measures: string;
  readonly visits: string;
  readonly forms: string;
  readonly answer: { readonly yes: string; readonly no: string };
  readonly noMedicines: string;
  readonly noProblems: string;
  readonly noMeasures: string;
  readonly noVisits: string;
  readonly noAllergies: string;
  readonly signature: string;
  readonly asNeeded: string;
  readonly inAll: (amount: string) => string;
  readonly aDay: (times: string) => string;
  readonly days: (count: string) => string;
  readonly since: (date: string) => string;
  readonly units: Readonly<Record<string, string>>;
  readonly signs: Readonly<Record<string, string>>;
}

/** Every word that is printed, in one language. Screens have their own texts; paper must not depend on a window. */
export interface PrintLabels {
  readonly direction: 'ltr' | 'rtl';
  readonly slip: TokenSlipLabels;
  readonly card: PatientCardLabels;
  readonly recovery: RecoverySheetLabels;
  readonly sexes: Readonly<Record<'female' | 'male' | 'other' | 'unknown', string>>;
  readonly allergies: string;
  readonly estimated: (year: string) => string;
  readonly unknownBirth: string;
  readonly record: RecordLabels;
  readonly test: { readonly title: string; readonly sentences: readonly string[] };
}

export const printLabels = {
  en: {
    direction: 'ltr',
    slip: { token: 'Token', room: 'Room', waiting: 'Waiting before you', issued: 'Issued', footer: 'Please keep this slip and listen for your token.' },
    card: { number: 'Patient number', birth: 'Born', sex: 'Sex' },
    recovery: {
      title: 'Recovery key', purpose: 'This key opens the clinic\'s records on another PC if this one is lost or broken.',
      key: 'Key', made: 'Printed', steps: [
        'Keep this sheet locked away from the PC. Whoever holds it and a copy of the records can read them.',
        'To use it: install Daybook on another PC, copy the records there and type the key when asked.',
        'Capitals do not matter; O is read as 0, I and L as 1.',
      ], blanks: ['Kept by', 'Place', 'Date'],
    },
    sexes: { female: 'Female', male: 'Male', other: 'Other', unknown: 'Unknown' },
    allergies: 'ALLERGY', estimated: (year) => `about ${year}`, unknownBirth: 'unknown',
    record: {
      prescription: 'Prescription', summary: 'Patient summary', medicines: 'Medicines', problems: 'Problems', measures: 'Last measures', visits: 'Last visits', forms: 'Forms', answer: { yes: 'yes', no: 'no' }, noMedicines: 'No medicines', noProblems: 'No problems recorded', noMeasures: 'Nothing measured', noVisits: 'No visits', noAllergies: 'No allergies recorded', signature: 'Signature', asNeeded: 'when needed',
      inAll: (amount) => `${amount} in all`, aDay: (times) => `${times} a day`, days: (count) => `${count} days`, since: (date) => `since ${date}`,
      units: { tablet: 'tab.', capsule: 'cap.', drop: 'drops', puff: 'puffs', sachet: 'sachet', ampoule: 'amp.', vial: 'vial', suppository: 'supp.', pessary: 'pess.', patch: 'patch', application: 'appl.', lozenge: 'loz.', ug: 'µg', IU: 'IU', piece: 'piece' },
      signs: { systolic: 'Blood pressure', 'heart-rate': 'Pulse', temperature: 'Temperature', spo2: 'SpO₂', 'respiratory-rate': 'Breathing rate', weight: 'Weight', height: 'Height', glucose: 'Glucose', haemoglobin: 'Haemoglobin' },
    },
    test: { title: 'Test page', sentences: ['The printer works.', 'Áéñ ç ü 0123456789'] },
  },
  es: {
    direction: 'ltr',
    slip: { token: 'Turno', room: 'Sala', waiting: 'Personas antes', issued: 'Emitido', footer: 'Conserve este papel y escuche su turno.' },
    card: { number: 'Número de paciente', birth: 'Nacimiento', sex: 'Sexo' },
    recovery: {
      title: 'Clave de recuperación', purpose: 'Esta clave abre los registros de la clínica en otra PC si esta se pierde o se daña.',
      key: 'Clave', made: 'Impresa', steps: [
        'Guarde esta hoja bajo llave, lejos de la PC. Quien la tenga junto con una copia de los registros podrá leerlos.',
        'Para usarla: instale Daybook en otra PC, copie allí los registros y escriba la clave cuando se pida.',
        'No importan las mayúsculas; la O se lee como 0, la I y la L como 1.',
      ], blanks: ['Guardada por', 'Lugar', 'Fecha'],
    },
    sexes: { female: 'Femenino', male: 'Masculino', other: 'Otro', unknown: 'Desconocido' },
    allergies: 'ALERGIA', estimated: (year) => `hacia ${year}`, unknownBirth: 'desconocido',
    record: {
      prescription: 'Receta', summary: 'Resumen del paciente', medicines: 'Medicamentos', problems: 'Problemas', measures: 'Últimas mediciones', visits: 'Últimas consultas', forms: 'Formularios', answer: { yes: 'sí', no: 'no' }, noMedicines: 'Sin medicamentos', noProblems: 'Sin problemas registrados', noMeasures: 'Nada medido', noVisits: 'Sin consultas', noAllergies: 'Sin alergias registradas', signature: 'Firma', asNeeded: 'si es necesario',
      inAll: (amount) => `${amount} en total`, aDay: (times) => `${times} al día`, days: (count) => `${count} días`, since: (date) => `desde ${date}`,
      units: { tablet: 'comp.', capsule: 'cáps.', drop: 'gotas', puff: 'inhal.', sachet: 'sobre', ampoule: 'amp.', vial: 'vial', suppository: 'sup.', pessary: 'óvulo', patch: 'parche', application: 'aplic.', lozenge: 'past.', ug: 'µg', IU: 'UI', piece: 'unidad' },
      signs: { systolic: 'Presión arterial', 'heart-rate': 'Pulso', temperature: 'Temperatura', spo2: 'SpO₂', 'respiratory-rate': 'Frecuencia respiratoria', weight: 'Peso', height: 'Talla', glucose: 'Glucosa', haemoglobin: 'Hemoglobina' },
    },
    test: { title: 'Página de prueba', sentences: ['La impresora funciona.', 'Áéñ ç ü 0123456789'] },
  },
  ar: {
    direction: 'rtl',
    slip: { token: 'الرقم', room: 'الغرفة', waiting: 'قبلك في الانتظار', issued: 'صدر في', footer: 'يرجى الاحتفاظ بهذه الورقة وانتظار النداء.' },
    card: { number: 'رقم المريض', birth: 'الميلاد', sex: 'الجنس' },
    recovery: {
      title: 'مفتاح الاسترداد', purpose: 'يفتح هذا المفتاح سجلات العيادة على حاسوب آخر إذا فُقد هذا الحاسوب أو تعطّل.',
      key: 'المفتاح', made: 'طُبع في', steps: [
        'احفظ هذه الورقة في مكان مقفل بعيدًا عن الحاسوب. من يملكها مع نسخة من السجلات يستطيع قراءتها.',
        'للاستخدام: ثبّت Daybook على حاسوب آخر، وانسخ السجلات إليه، ثم اكتب المفتاح عندما يُطلب.',
        'لا فرق بين الأحرف الكبيرة والصغيرة؛ يُقرأ الحرف O صفرًا، والحرفان I وL واحدًا.',
      ], blanks: ['حفظها', 'المكان', 'التاريخ'],
    },
    sexes: { female: 'أنثى', male: 'ذكر', other: 'آخر', unknown: 'غير معروف' },
    allergies: 'حساسية', estimated: (year) => `نحو ${year}`, unknownBirth: 'غير معروف',
    record: {
      prescription: 'وصفة طبية', summary: 'ملخص المريض', medicines: 'الأدوية', problems: 'المشكلات', measures: 'آخر القياسات', visits: 'آخر الزيارات', forms: 'النماذج', answer: { yes: 'نعم', no: 'لا' }, noMedicines: 'لا أدوية', noProblems: 'لا مشكلات مسجلة', noMeasures: 'لا قياسات', noVisits: 'لا زيارات', noAllergies: 'لا حساسيات مسجلة', signature: 'التوقيع', asNeeded: 'عند الحاجة',
      inAll: (amount) => `${amount} في المجموع`, aDay: (times) => `${times} في اليوم`, days: (count) => `${count} يومًا`, since: (date) => `منذ ${date}`,
      units: { tablet: 'قرص', capsule: 'كبسولة', drop: 'قطرة', puff: 'بخة', sachet: 'كيس', ampoule: 'أمبولة', vial: 'قارورة', suppository: 'تحميلة', pessary: 'تحميلة مهبلية', patch: 'لصقة', application: 'دهنة', lozenge: 'قرص مص', ug: 'مكغ', IU: 'وحدة دولية', piece: 'قطعة' },
      signs: { systolic: 'ضغط الدم', 'heart-rate': 'النبض', temperature: 'الحرارة', spo2: 'تشبع الأكسجين', 'respiratory-rate': 'معدل التنفس', weight: 'الوزن', height: 'الطول', glucose: 'السكر', haemoglobin: 'الهيموغلوبين' },
    },
    test: { title: 'صفحة اختبار', sentences: ['الطابعة تعمل.', '0123456789'] },
  },
} as const satisfies Readonly<Record<string, PrintLabels>>;

/** Whether paper speaks a language. */
export const hasLabels = (language: string): boolean => (language.split('-')[0] ?? '') in printLabels;

/** The labels of a language, or of English where there are none. */
export function labelsFor(language: string): PrintLabels & { readonly language: string } {
  const known = language.split('-')[0] ?? '';
  return known in printLabels
    ? { ...printLabels[known as keyof typeof printLabels], language: known }
    : { ...printLabels.en, language: 'en' };
}
