import type { ColumnMeaning } from '../../contract/exchange.ts';

/** Header spellings by meaning, folded as `foldHeader` does: English, Spanish, Arabic and what programs export. */
const spellings: Readonly<Partial<Record<ColumnMeaning, readonly string[]>>> = {
  'name': ['name', 'full name', 'patient', 'patient name', 'nombre completo', 'nombre y apellido', 'nombre y apellidos', 'paciente', 'nombre del paciente', 'الاسم', 'اسم المريض', 'الاسم الكامل', 'اسم', 'jina'],
  'given-name': ['given name', 'given names', 'given', 'first name', 'firstname', 'forename', 'nombre', 'nombres', 'nombre de pila', 'الاسم الاول', 'الاسم الأول'],
  'family-name': ['family name', 'family', 'last name', 'lastname', 'surname', 'apellido', 'apellidos', 'اسم العائلة', 'العائلة', 'اللقب', 'الكنية'],
  'age-or-birth': ['age', 'birth', 'dob', 'd o b', 'date of birth', 'birth date', 'birthdate', 'birthday', 'age or birth date', 'age or dob', 'year of birth', 'edad', 'fecha de nacimiento', 'nacimiento', 'f nacimiento', 'fecha nac', 'العمر', 'تاريخ الميلاد', 'السن', 'umri'],
  'sex': ['sex', 'gender', 'm f', 'f m', 'sexo', 'genero', 'الجنس', 'النوع', 'jinsia'],
  'phone': ['phone', 'phone number', 'telephone', 'tel', 'mobile', 'mobile number', 'mobile phone', 'cell', 'cell phone', 'contact number', 'telefono', 'movil', 'celular', 'الهاتف', 'رقم الهاتف', 'الجوال', 'هاتف', 'simu'],
  'email': ['email', 'e mail', 'email address', 'mail', 'correo', 'correo electronico', 'البريد الالكتروني', 'البريد الإلكتروني', 'البريد'],
  'address': ['address', 'street', 'street address', 'address 1', 'direccion', 'domicilio', 'calle', 'العنوان'],
  'district': ['district', 'city', 'town', 'village', 'ward', 'municipality', 'distrito', 'ciudad', 'municipio', 'localidad', 'المنطقة', 'المدينة', 'الحي', 'wilaya'],
  'state': ['state', 'province', 'region', 'county', 'estado', 'provincia', 'departamento', 'المحافظة', 'الولاية', 'mkoa'],
  'language': ['language', 'preferred language', 'lang', 'idioma', 'lengua', 'اللغة', 'lugha'],
  'payer': ['payer', 'insurer', 'insurance', 'insurance company', 'aseguradora', 'seguro', 'شركة التأمين', 'التأمين'],
  'policy-number': ['policy', 'policy number', 'policy no', 'insurance number', 'member id', 'member number', 'poliza', 'numero de poliza', 'رقم الوثيقة', 'رقم التأمين'],
  'external-id': ['id', 'external id', 'patient id', 'patient number', 'patient no', 'number', 'mrn', 'medical record number', 'file number', 'file no', 'record number', 'chart number', 'national id', 'identifier', 'numero', 'expediente', 'historia clinica', 'numero de historia', 'documento', 'dni', 'رقم المريض', 'رقم الملف', 'رقم الهوية'],
  'visit-date': ['visit date', 'date of visit', 'visit', 'encounter date', 'date', 'consultation date', 'fecha', 'fecha de visita', 'fecha de consulta', 'تاريخ الزيارة', 'التاريخ'],
  'visit-reason': ['visit reason', 'reason', 'reason for visit', 'complaint', 'chief complaint', 'motivo', 'motivo de consulta', 'سبب الزيارة', 'الشكوى', 'السبب'],
  'systolic': ['systolic', 'sbp', 'systolic bp', 'systolic blood pressure', 'bp systolic', 'sistolica', 'ta sistolica', 'presion sistolica', 'الانقباضي', 'الضغط الانقباضي'],
  'diastolic': ['diastolic', 'dbp', 'diastolic bp', 'diastolic blood pressure', 'bp diastolic', 'diastolica', 'ta diastolica', 'presion diastolica', 'الانبساطي', 'الضغط الانبساطي'],
  'blood-pressure': ['bp', 'blood pressure', 'b p', 'ta', 'pa', 'presion arterial', 'tension arterial', 'ضغط الدم', 'الضغط'],
  'heart-rate': ['heart rate', 'hr', 'pulse', 'pulse rate', 'bpm', 'fc', 'pulso', 'frecuencia cardiaca', 'النبض', 'معدل ضربات القلب'],
  'temperature': ['temperature', 'temp', 'body temperature', 'temperatura', 'الحرارة', 'درجة الحرارة'],
  'spo2': ['spo2', 'sp o2', 'o2 sat', 'sao2', 'oxygen saturation', 'saturation', 'saturacion', 'saturacion de oxigeno', 'الاكسجين', 'الأكسجين', 'تشبع الأكسجين'],
  'respiratory-rate': ['respiratory rate', 'rr', 'resp', 'resp rate', 'respiration', 'respirations', 'fr', 'frecuencia respiratoria', 'التنفس', 'معدل التنفس'],
  'weight': ['weight', 'wt', 'body weight', 'peso', 'الوزن', 'uzito'],
  'height': ['height', 'ht', 'body height', 'length', 'stature', 'talla', 'estatura', 'altura', 'الطول', 'urefu'],
  'glucose': ['glucose', 'blood glucose', 'blood sugar', 'rbs', 'fbs', 'sugar', 'glucosa', 'glucemia', 'glicemia', 'السكر', 'سكر الدم', 'الجلوكوز'],
};

/** Lower case, no accents, words apart by one blank, without what stands in brackets. */
export function foldHeader(header: string): string {
  return header.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

const meaningOf = new Map<string, ColumnMeaning>(
  (Object.entries(spellings) as [ColumnMeaning, readonly string[]][]).flatMap(([meaning, names]) => names.map((name) => [foldHeader(name), meaning] as const)),
);

/** Units people put behind a header, at its end where they are not in brackets. */
const UNIT_AT_END = / (mmhg|bpm|min|kg|lbs?|g|cm|m|in|inches|c|f|celsius|fahrenheit|mg dl|mmol l|percent)$/;

/** A guess at what each column means. A meaning is given once, to the first column that asks for it. */
export function guessMeanings(headers: readonly string[]): ColumnMeaning[] {
  const taken = new Set<ColumnMeaning>();
  const folded = headers.map(foldHeader);
  const hasFamily = folded.some((header) => meaningOf.get(header) === 'family-name');
  return folded.map((header) => {
    const found = meaningOf.get(header) ?? meaningOf.get(header.replace(UNIT_AT_END, ''));
    // `nombre` beside no surname, and `name` beside one, mean the other thing.
    const meaning = found === 'given-name' && !hasFamily ? 'name' : found === 'name' && header === 'name' && hasFamily ? 'given-name' : found;
    if (meaning === undefined || taken.has(meaning)) return 'ignore';
    taken.add(meaning);
    return meaning;
  });
}

/** The unit a header names, in brackets or at its end; undefined when it names none. */
export function unitInHeader(header: string): string | undefined {
  const inBrackets = /[([]([^)\]]+)[)\]]/.exec(header)?.[1]?.trim();
  if (inBrackets !== undefined) return inBrackets;
  const end = UNIT_AT_END.exec(foldHeader(header))?.[1];
  return end?.replace('mg dl', 'mg/dL').replace('mmol l', 'mmol/L');
}
