/**
 * Groups of medicines of which somebody who reacted to one may react to another. Members are known by the common stems of
 * international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018: -cillin, cef-, sulfa-, -oxacin, -cycline,
 * -thromycin, -pril, -sartan, -statin, -profen, -coxib, -caine, -azepam, -barbital, gli-), in their English and Spanish spelling, and by
 * the names listed here that carry no stem or are written in Arabic. A stem says how a substance is built; which groups react together
 * is common pharmacological teaching and never more than a question to the prescriber.
 */
export interface DrugClass {
  /** Stable; `rx.class.<id>` is its name on the screen. */
  readonly id: string;
  /** What begins, ends or stands within a word of the drug's name, folded. */
  readonly stems: readonly RegExp[];
  /** Whole words, folded. */
  readonly names: readonly string[];
}

export const drugClasses: readonly DrugClass[] = [
  {
    id: 'penicillin', stems: [/cillins?$/, /cilin[ao]$/, /سيلين$/, /سلين$/, /سللين$/],
    names: ['penicillin', 'penicillins', 'penicilina', 'penicilinas', 'augmentin', 'clavulanate', 'clavulanico', 'بنسلين', 'بنسيلين', 'البنسلين', 'البنسيلين'],
  },
  { id: 'cephalosporin', stems: [/^cef\p{L}{3,}/u, /^ceph\p{L}{3,}/u, /^cefalosporin/, /^سيف/, /^السيفالوسبورين/], names: ['rocephin', 'keflex'] },
  { id: 'carbapenem', stems: [/penems?$/, /بينيم$/], names: [] },
  {
    id: 'sulfonamide', // Not the salts: ferrous sulfate is no sulfonamide.
    stems: [/^sulf[ao](?!te?s?$|tos?$)/, /^sulpha(?!te)/, /سلفا/],
    names: ['sulfa', 'sulpha', 'sulfas', 'sulfonamide', 'sulphonamides', 'cotrimoxazole', 'cotrimoxazol', 'septrin', 'bactrim', 'كوتريموكسازول', 'السلفا'],
  },
  {
    id: 'nsaid', stems: [/profen[ao]?$/, /profene$/, /coxib$/, /^oxicam/, /oxicam$/, /^diclofen/, /^indomet/, /^ketorolac/, /^naprox/, /بروفين$/],
    names: [
      'aspirin', 'aspirina', 'acetylsalicylic', 'acetilsalicilico', 'salicylate', 'salicylates', 'nsaid', 'nsaids', 'aine', 'aines', 'mefenamic', 'mefenamico', 'metamizole',
      'metamizol', 'dipyrone', 'dipirona', 'brufen', 'voltaren', 'اسبرين', 'أسبرين', 'الاسبرين', 'الأسبرين', 'ديكلوفيناك', 'نابروكسين', 'ميتاميزول',
    ],
  },
  { id: 'quinolone', stems: [/oxacin[oa]?$/, /وكساسين$/], names: ['quinolone', 'quinolones', 'quinolonas', 'fluoroquinolone', 'fluoroquinolones'] },
  { id: 'tetracycline', stems: [/cyclines?$/, /ciclin[ao]s?$/, /سيكلين$/], names: [] },
  { id: 'macrolide', stems: [/thromycins?$/, /tromicin[ao]s?$/, /ثروميسين$/, /ترومايسين$/], names: ['macrolide', 'macrolides', 'macrolidos'] },
  { id: 'aminoglycoside', stems: [], names: ['gentamicin', 'gentamicina', 'amikacin', 'amikacina', 'streptomycin', 'estreptomicina', 'neomycin', 'neomicina', 'kanamycin', 'tobramycin', 'tobramicina', 'جنتاميسين', 'اميكاسين'] },
  { id: 'ace-inhibitor', stems: [/\p{L}{3,}pril$/u, /بريل$/], names: [] },
  { id: 'sartan', stems: [/sartan$/, /سارتان$/], names: [] },
  { id: 'statin', stems: [/\p{L}{3,}vastatin[ao]?$/u, /فاستاتين$/], names: ['statin', 'statins', 'estatina', 'estatinas'] },
  { id: 'opioid', stems: [/orphone$/, /orfona$/, /^codein/, /^morphin/, /^morfin/, /fentanil?[oy]?l?$/, /^tramadol/, /^pethidin/, /^petidin/, /^oxycod/, /^oxicod/], names: ['opioid', 'opioids', 'opioides', 'مورفين', 'كوديين', 'ترامادول', 'فنتانيل'] },
  { id: 'local-anaesthetic', stems: [/\p{L}{3,}caine$/u, /\p{L}{3,}caina$/u, /كايين$/], names: [] },
  { id: 'benzodiazepine', stems: [/azepam$/, /azolam$/, /يزبام$/, /زولام$/], names: [] },
  { id: 'barbiturate', stems: [/barbital$/, /باربيتال$/], names: [] },
  { id: 'imidazole', stems: [/nidazole?$/, /نيدازول$/], names: [] },
  { id: 'sulfonylurea', stems: [/^gli(?:b|c|m|p)/, /^gly(?:b|c)/], names: [] },
  { id: 'heparin', stems: [/heparin[ao]?$/, /parin[ao]?$/, /هيبارين/], names: [] },
  { id: 'insulin', stems: [/^insulin[ao]?$/, /انسولين/], names: [] },
];

/** Groups that share a part of their structure: a reaction to one asks for a look before the other. */
export const relatedClasses: readonly (readonly [string, string])[] = [
  ['penicillin', 'cephalosporin'], ['penicillin', 'carbapenem'], ['cephalosporin', 'carbapenem'], ['sulfonamide', 'sulfonylurea'],
];
