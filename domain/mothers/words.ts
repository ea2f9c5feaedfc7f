/** The words that pregnancies, births and visits are written down in; the texts name each of them. spec: MAT-1 */
export const pregnancyStatuses = ['ongoing', 'delivered', 'ended'] as const;
export type PregnancyStatus = (typeof pregnancyStatuses)[number];

/** How a pregnancy ended without a birth. */
export const endKinds = ['miscarriage', 'ectopic', 'termination', 'molar', 'other'] as const;
export type EndKind = (typeof endKinds)[number];

export const bloodGroups = ['A', 'B', 'AB', 'O'] as const;
export const rhesusFactors = ['positive', 'negative'] as const;
export const smokingAmounts = ['none', 'under-10', '10-to-19', '20-and-over', 'amount-unknown'] as const;
export type SmokingAmount = (typeof smokingAmounts)[number];

/** Known when the pregnancy is booked, or found later on. */
export const riskFactors = [
  'hypertension', 'pre-eclampsia-before', 'diabetes', 'heart-disease', 'hiv', 'tuberculosis', 'syphilis', 'hepatitis-b', 'malaria', 'sickle-cell', 'epilepsy',
  'bleeding-before', 'stillbirth-before', 'preterm-before', 'short-interval', 'mental-health', 'violence',
] as const;
export type RiskFactor = (typeof riskFactors)[number];

export const presentations = ['cephalic', 'breech', 'transverse', 'oblique', 'not-felt'] as const;
export const urineAmounts = ['negative', 'trace', '1+', '2+', '3+', '4+'] as const;
export type UrineAmount = (typeof urineAmounts)[number];

export const antenatalDangers = [
  'bleeding', 'convulsions', 'severe-headache', 'blurred-vision', 'abdominal-pain', 'fever', 'fast-breathing', 'swelling', 'fewer-movements', 'waters-broken',
] as const;
export const postnatalDangers = [
  'heavy-bleeding', 'convulsions', 'severe-headache', 'abdominal-pain', 'fever', 'foul-discharge', 'breast-infection', 'wound-infection', 'calf-pain', 'low-mood',
] as const;
export const newbornDangers = [
  'not-feeding', 'convulsions', 'fast-breathing', 'chest-indrawing', 'fever', 'cold', 'little-movement', 'jaundice', 'red-cord',
] as const;

export const feedings = ['exclusive', 'mixed', 'replacement'] as const;
export const contraceptions = ['none', 'pill', 'injection', 'implant', 'coil', 'condom', 'sterilisation', 'lactation'] as const;

export const deliveryModes = ['vaginal', 'breech-vaginal', 'vacuum', 'forceps', 'caesarean'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];
export const deliveryPlaces = ['here', 'other-facility', 'home', 'on-the-way'] as const;
export const deliveryOnsets = ['spontaneous', 'induced', 'prelabour-caesarean'] as const;
export const deliveryLies = ['cephalic', 'breech', 'transverse-oblique'] as const;
export const caesareanReasons = [
  'previous-caesarean', 'fetal-distress', 'slow-labour', 'malpresentation', 'placenta', 'pre-eclampsia', 'multiple', 'failed-induction', 'request', 'other',
] as const;

/** What went wrong around the birth. */
export const deliveryConditions = [
  'gestational-hypertension', 'pre-eclampsia', 'eclampsia', 'gestational-diabetes', 'haemorrhage', 'obstructed-labour', 'sepsis', 'placenta-praevia', 'abruption',
  'cord-prolapse', 'ruptured-uterus', 'deep-tear', 'retained-placenta',
] as const;
export type DeliveryCondition = (typeof deliveryConditions)[number];

export const motherOutcomes = ['well', 'referred', 'died'] as const;
export const birthOutcomes = ['live', 'stillbirth-fresh', 'stillbirth-macerated', 'neonatal-death'] as const;
export type BirthOutcome = (typeof birthOutcomes)[number];
/** Minutes after birth. */
export const apgarMinutes = ['1', '5', '10'] as const;
