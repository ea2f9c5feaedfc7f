type Names = Readonly<Record<string, Readonly<Record<string, string>>>>;

const named = (rows: readonly (readonly [code: string, en: string, es: string, ar: string])[]): Names =>
  Object.fromEntries(rows.map(([code, en, es, ar]) => [code, { en, es, ar }]));

/** Names of the delivered tests: for screens, for paper and for typing. */
export const TEST_NAMES: Names = named([
  ['haemoglobin', 'Haemoglobin', 'Hemoglobina', 'الهيموغلوبين'],
  ['white-cells', 'White blood cells', 'Leucocitos', 'كريات الدم البيضاء'],
  ['platelets', 'Platelets', 'Plaquetas', 'الصفائح الدموية'],
  ['glucose-fasting', 'Glucose, fasting', 'Glucosa en ayunas', 'سكر الدم الصائم'],
  ['glucose-random', 'Glucose, any time', 'Glucosa al azar', 'سكر الدم العشوائي'],
  ['glucose-capillary', 'Glucose, finger prick', 'Glucosa capilar', 'سكر الدم من الإصبع'],
  ['hba1c', 'HbA1c', 'HbA1c', 'الهيموغلوبين السكري HbA1c'],
  ['creatinine', 'Creatinine', 'Creatinina', 'الكرياتينين'],
  ['egfr', 'Kidney filtration (eGFR)', 'Filtrado glomerular (TFGe)', 'معدل الترشيح الكبيبي (eGFR)'],
  ['sodium', 'Sodium', 'Sodio', 'الصوديوم'],
  ['potassium', 'Potassium', 'Potasio', 'البوتاسيوم'],
  ['alt', 'ALT', 'ALT', 'ناقلة أمين الألانين ALT'],
  ['tsh', 'TSH', 'TSH', 'الهرمون المنبه للدرقية TSH'],
  ['cholesterol', 'Cholesterol, total', 'Colesterol total', 'الكوليسترول الكلي'],
  ['hdl', 'HDL cholesterol', 'Colesterol HDL', 'كوليسترول HDL'],
  ['triglycerides', 'Triglycerides', 'Triglicéridos', 'الدهون الثلاثية'],
  ['ldl', 'LDL cholesterol, calculated', 'Colesterol LDL, calculado', 'كوليسترول LDL المحسوب'],
  ['non-hdl', 'Non-HDL cholesterol', 'Colesterol no HDL', 'الكوليسترول غير HDL'],
  ['malaria-rdt', 'Malaria rapid test', 'Prueba rápida de malaria', 'الفحص السريع للملاريا'],
  ['hiv-rapid', 'HIV 1 and 2 rapid test', 'Prueba rápida de VIH 1 y 2', 'الفحص السريع لفيروس HIV 1 و2'],
  ['hiv1-rapid', 'HIV 1 rapid test', 'Prueba rápida de VIH 1', 'الفحص السريع لفيروس HIV 1'],
  ['pregnancy-test', 'Pregnancy test, urine', 'Prueba de embarazo en orina', 'فحص الحمل في البول'],
  ['dip-glucose', 'Urine glucose', 'Glucosa en orina', 'السكر في البول'],
  ['dip-ketones', 'Urine ketones', 'Cetonas en orina', 'الكيتونات في البول'],
  ['dip-protein', 'Urine protein', 'Proteína en orina', 'البروتين في البول'],
  ['dip-blood', 'Urine blood', 'Sangre en orina', 'الدم في البول'],
  ['dip-leukocytes', 'Urine leucocytes', 'Leucocitos en orina', 'الكريات البيضاء في البول'],
  ['dip-nitrite', 'Urine nitrite', 'Nitritos en orina', 'النتريت في البول'],
  ['dip-bilirubin', 'Urine bilirubin', 'Bilirrubina en orina', 'البيليروبين في البول'],
  ['dip-urobilinogen', 'Urine urobilinogen', 'Urobilinógeno en orina', 'اليوروبيلينوجين في البول'],
  ['dip-ph', 'Urine pH', 'pH de la orina', 'درجة حموضة البول'],
  ['dip-gravity', 'Urine specific gravity', 'Densidad de la orina', 'الكثافة النوعية للبول'],
]);

export const PANEL_NAMES: Names = named([
  ['blood-count', 'Blood count', 'Hemograma', 'تعداد الدم'],
  ['lipids', 'Lipids', 'Perfil lipídico', 'دهون الدم'],
  ['kidney', 'Kidneys', 'Función renal', 'وظائف الكلى'],
  ['diabetes', 'Diabetes check', 'Control de diabetes', 'متابعة السكري'],
  ['antenatal', 'Antenatal tests', 'Análisis prenatales', 'فحوص الحمل'],
  ['dipstick', 'Urine dipstick', 'Tira reactiva de orina', 'شريط فحص البول'],
]);

/** What a coded test can answer; an answer of a clinic's own is shown as it was written. */
export const ANSWER_NAMES: Names = named([
  ['negative', 'negative', 'negativo', 'سلبي'],
  ['positive', 'positive', 'positivo', 'إيجابي'],
  ['falciparum', 'P. falciparum', 'P. falciparum', 'المتصورة المنجلية'],
  ['other-species', 'other Plasmodium', 'otro Plasmodium', 'متصورة أخرى'],
  ['nonreactive', 'nonreactive', 'no reactivo', 'غير متفاعل'],
  ['reactive', 'reactive, needs confirmation', 'reactivo, requiere confirmación', 'متفاعل، يحتاج إلى تأكيد'],
  ['invalid', 'invalid, repeat', 'inválido, repetir', 'غير صالح، يعاد'],
  ['normal', 'normal', 'normal', 'طبيعي'],
  ['trace', 'trace', 'trazas', 'آثار'],
]);

export const UNIT_LABELS: Readonly<Record<string, string>> = { 'mL/min/{1.73_m2}': 'mL/min/1.73 m²', '[pH]': '', '{ratio}': '' };
