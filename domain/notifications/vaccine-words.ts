/** Names of the usual vaccines (see `usualSchedule`) for messages to patients. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    'bcg': 'BCG', 'hepb-birth': 'hepatitis B at birth', 'opv': 'polio by mouth', 'dtp-hepb-hib': 'pentavalent (DTP, HepB, Hib)', 'pcv': 'pneumococcus', 'rotavirus': 'rotavirus',
    'ipv': 'polio by injection', 'measles-rubella': 'measles and rubella', 'dtp-booster': 'DTP booster', 'hpv': 'HPV',
  },
  es: {
    'bcg': 'BCG', 'hepb-birth': 'hepatitis B al nacer', 'opv': 'polio oral', 'dtp-hepb-hib': 'pentavalente (DTP, HepB, Hib)', 'pcv': 'neumococo', 'rotavirus': 'rotavirus',
    'ipv': 'polio inyectable', 'measles-rubella': 'sarampión y rubéola', 'dtp-booster': 'refuerzo DTP', 'hpv': 'VPH',
  },
  ar: {
    'bcg': 'بي سي جي', 'hepb-birth': 'التهاب الكبد ب عند الولادة', 'opv': 'شلل الأطفال الفموي', 'dtp-hepb-hib': 'الخماسي (DTP وHepB وHib)', 'pcv': 'المكورات الرئوية',
    'rotavirus': 'فيروس الروتا', 'ipv': 'شلل الأطفال المحقون', 'measles-rubella': 'الحصبة والحصبة الألمانية', 'dtp-booster': 'جرعة DTP المعززة', 'hpv': 'فيروس الورم الحليمي',
  },
};

/** What a vaccine is called in a language; in English where the language is not known here. */
export const vaccineWord = (id: string, language: string): string => (words[language] ?? words['en'])?.[id] ?? id;
