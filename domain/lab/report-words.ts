/** Words of the laboratory report, in each language of the program: paper must not depend on a window. */
export interface ReportWords {
  readonly title: string;
  readonly test: string;
  readonly result: string;
  readonly unit: string;
  readonly range: string;
  readonly flag: string;
  readonly page: string;
  readonly patient: string;
  readonly number: string;
  readonly born: string;
  readonly ordered: string;
  readonly specimen: string;
  readonly collected: string;
  readonly verified: string;
  readonly printed: string;
  readonly pending: string;
  readonly notCalculated: string;
  readonly corrected: (before: string, reason: string) => string;
  readonly status: Readonly<Record<'preliminary' | 'final' | 'amended', string>>;
  readonly flags: Readonly<Record<'low' | 'high' | 'critical-low' | 'critical-high' | 'abnormal' | 'needs-confirmation', string>>;
  readonly specimens: Readonly<Record<'blood' | 'serum' | 'plasma' | 'urine' | 'stool' | 'sputum' | 'swab' | 'csf' | 'other', string>>;
  readonly remark: string;
}

export const reportWords = {
  en: {
    title: 'Laboratory report', test: 'Test', result: 'Result', unit: 'Unit', range: 'Reference range', flag: 'Note', page: 'Page', patient: 'Patient', number: 'Patient number',
    born: 'Born, sex', ordered: 'Ordered', specimen: 'Specimen', collected: 'Collected', verified: 'Verified', printed: 'Printed', pending: 'not ready', notCalculated: 'not calculated',
    corrected: (before, reason) => `Corrected. Before: ${before}. Reason: ${reason}`,
    status: { preliminary: 'PRELIMINARY', final: 'Final', amended: 'AMENDED' },
    flags: { low: 'low', high: 'high', 'critical-low': 'CRITICALLY LOW', 'critical-high': 'CRITICALLY HIGH', abnormal: 'abnormal', 'needs-confirmation': 'needs confirmation' },
    specimens: { blood: 'Blood', serum: 'Serum', plasma: 'Plasma', urine: 'Urine', stool: 'Stool', sputum: 'Sputum', swab: 'Swab', csf: 'Cerebrospinal fluid', other: 'Other' },
    remark: 'Ranges are those in force when each result was entered.',
  },
  es: {
    title: 'Informe de laboratorio', test: 'Prueba', result: 'Resultado', unit: 'Unidad', range: 'Referencia', flag: 'Nota', page: 'Página', patient: 'Paciente', number: 'Número de paciente',
    born: 'Nacimiento, sexo', ordered: 'Solicitado', specimen: 'Muestra', collected: 'Tomada', verified: 'Verificado', printed: 'Impreso', pending: 'pendiente', notCalculated: 'no calculado',
    corrected: (before, reason) => `Corregido. Antes: ${before}. Motivo: ${reason}`,
    status: { preliminary: 'PRELIMINAR', final: 'Definitivo', amended: 'CORREGIDO' },
    flags: { low: 'bajo', high: 'alto', 'critical-low': 'CRÍTICAMENTE BAJO', 'critical-high': 'CRÍTICAMENTE ALTO', abnormal: 'anormal', 'needs-confirmation': 'requiere confirmación' },
    specimens: { blood: 'Sangre', serum: 'Suero', plasma: 'Plasma', urine: 'Orina', stool: 'Heces', sputum: 'Esputo', swab: 'Hisopado', csf: 'Líquido cefalorraquídeo', other: 'Otra' },
    remark: 'Los valores de referencia son los vigentes al escribir cada resultado.',
  },
  ar: {
    title: 'تقرير المختبر', test: 'الفحص', result: 'النتيجة', unit: 'الوحدة', range: 'المجال المرجعي', flag: 'ملاحظة', page: 'صفحة', patient: 'المريض', number: 'رقم المريض',
    born: 'الميلاد والجنس', ordered: 'الطلب', specimen: 'العينة', collected: 'أُخذت', verified: 'التحقق', printed: 'طُبع في', pending: 'غير جاهز', notCalculated: 'لم يُحسب',
    corrected: (before, reason) => `صُحّح. سابقًا: ${before}. السبب: ${reason}`,
    status: { preliminary: 'أولي', final: 'نهائي', amended: 'مصحَّح' },
    flags: { low: 'منخفض', high: 'مرتفع', 'critical-low': 'منخفض بشكل حرج', 'critical-high': 'مرتفع بشكل حرج', abnormal: 'غير طبيعي', 'needs-confirmation': 'يحتاج إلى تأكيد' },
    specimens: { blood: 'دم', serum: 'مصل', plasma: 'بلازما', urine: 'بول', stool: 'براز', sputum: 'قشع', swab: 'مسحة', csf: 'سائل دماغي شوكي', other: 'أخرى' },
    remark: 'المجالات المرجعية هي السارية عند إدخال كل نتيجة.',
  },
} as const satisfies Readonly<Record<string, ReportWords>>;

/** The words of a language, or of English where there are none. */
export function reportWordsFor(language: string): ReportWords & { readonly language: string } {
  const known = language.split('-')[0] ?? '';
  return known in reportWords ? { ...reportWords[known as keyof typeof reportWords], language: known } : { ...reportWords.en, language: 'en' };
}

/** Whether all of an order is verified, and whether any of it was corrected. */
export function reportStatus(lines: readonly { readonly status: string; readonly amended: boolean }[]): 'preliminary' | 'final' | 'amended' {
  const counted = lines.filter(({ status }) => status !== 'cancelled');
  if (counted.some(({ amended }) => amended)) return 'amended';
  return counted.length > 0 && counted.every(({ status }) => status === 'verified') ? 'final' : 'preliminary';
}
