import type { PatientCardLabels, RecoverySheetLabels, TokenSlipLabels } from './documents.ts';

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
    test: { title: 'صفحة اختبار', sentences: ['الطابعة تعمل.', '0123456789'] },
  },
} as const satisfies Readonly<Record<string, PrintLabels>>;

/** The labels of a language, or of English where there are none. */
export function labelsFor(language: string): PrintLabels & { readonly language: string } {
  const known = language.split('-')[0] ?? '';
  return known in printLabels
    ? { ...printLabels[known as keyof typeof printLabels], language: known }
    : { ...printLabels.en, language: 'en' };
}
