/**
 * How the usual words for packs and units are said with a number. A clinic names its packs as it likes; what it calls
 * them is kept, and these words are only how a name that is among them is shown and read in each language.
 */
type CountLanguage = 'en' | 'es' | 'ar';
/** By the plural categories of Unicode CLDR; `other` where a category has no form of its own. */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

interface Word {
  readonly language: CountLanguage;
  readonly forms: Forms;
}

const two = (one: string, other: string): Forms => ({ one, other });
/** @param few with 3 to 10. @param many with 11 to 99 */
const arabic = (one: string, few: string, many: string): Forms => ({ one, few, many, other: one });

interface Said { readonly en: readonly Forms[]; readonly es: readonly Forms[]; readonly ar: readonly Forms[] }
const said = (en: readonly (readonly [string, string])[], es: readonly (readonly [string, string])[], ar: readonly (readonly [string, string, string])[]): Said =>
  ({ en: en.map((forms) => two(...forms)), es: es.map((forms) => two(...forms)), ar: ar.map((forms) => arabic(...forms)) });

/** One line for one thing: in each language the usual word first, then others for the same. */
const THINGS: readonly Said[] = [
  said([['box', 'boxes']], [['caja', 'cajas']], [['صندوق', 'صناديق', 'صندوقًا'], ['علبة', 'علب', 'علبة']]),
  said([['strip', 'strips']], [['tira', 'tiras']], [['شريط', 'أشرطة', 'شريطًا']]),
  said([['blister', 'blisters']], [['blíster', 'blísteres']], [['شريط دواء', 'أشرطة دواء', 'شريط دواء']]),
  said([['pack', 'packs'], ['packet', 'packets']], [['paquete', 'paquetes'], ['envase', 'envases']], [['عبوة', 'عبوات', 'عبوة']]),
  said([['carton', 'cartons']], [['cartón', 'cartones']], [['كرتون', 'كراتين', 'كرتونًا'], ['كرتونة', 'كراتين', 'كرتونة']]),
  said([['course', 'courses']], [['tratamiento', 'tratamientos']], [['دورة علاج', 'دورات علاج', 'دورة علاج']]),
  said([['tablet', 'tablets'], ['pill', 'pills']], [['tableta', 'tabletas'], ['comprimido', 'comprimidos'], ['pastilla', 'pastillas']], [['قرص', 'أقراص', 'قرصًا'], ['حبة', 'حبات', 'حبة']]),
  said([['capsule', 'capsules']], [['cápsula', 'cápsulas']], [['كبسولة', 'كبسولات', 'كبسولة']]),
  said([['bottle', 'bottles']], [['botella', 'botellas'], ['frasco', 'frascos']], [['زجاجة', 'زجاجات', 'زجاجة']]),
  said([['vial', 'vials']], [['vial', 'viales']], [['قارورة', 'قوارير', 'قارورة']]),
  said([['ampoule', 'ampoules'], ['ampule', 'ampules']], [['ampolla', 'ampollas']], [['أمبولة', 'أمبولات', 'أمبولة']]),
  said([['sachet', 'sachets']], [['sobre', 'sobres']], [['كيس', 'أكياس', 'كيسًا']]),
  said([['piece', 'pieces']], [['pieza', 'piezas'], ['unidad', 'unidades']], [['قطعة', 'قطع', 'قطعة']]),
  said([['tube', 'tubes']], [['tubo', 'tubos']], [['أنبوب', 'أنابيب', 'أنبوبًا']]),
  said([['roll', 'rolls']], [['rollo', 'rollos']], [['لفة', 'لفات', 'لفة']]),
  said([['pair', 'pairs']], [['par', 'pares']], [['زوج', 'أزواج', 'زوجًا']]),
];

const LANGUAGES: readonly CountLanguage[] = ['en', 'es', 'ar'];

/** Every form of every word. A word of two languages (`vial`) is found in each of them. */
const known = new Map<string, { readonly thing: Said; readonly words: Word[] }>();
for (const thing of THINGS) for (const language of LANGUAGES) for (const forms of thing[language]) learn(thing, { language, forms });

function learn(thing: Said, word: Word): void {
  for (const form of new Set(Object.values(word.forms))) {
    const there = known.get(form);
    if (!there) known.set(form, { thing, words: [word] });
    else if (there.thing === thing) there.words.push(word);
  }
}

const rules = new Map<string, Intl.PluralRules>();
function categoryOf(language: CountLanguage, count: number): Intl.LDMLPluralRule {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return rule.select(Math.abs(count));
}

/** The name of a pack or unit as it is said with a number in a language; one that is not among the usual words stays as it is. */
export function countedWord(name: string, count: number, language: string): string {
  const found = known.get(name.trim().toLowerCase());
  const shown = LANGUAGES.find((each) => each === language.split('-')[0]);
  if (!found || !shown) return name;
  const forms = found.words.find((word) => word.language === shown)?.forms ?? found.thing[shown][0];
  return forms?.[categoryOf(shown, count)] ?? forms?.other ?? name;
}

/** Whether two words mean the same thing, in whatever number or language. */
export function isSameThing(one: string, other: string): boolean {
  const thing = known.get(one)?.thing;
  return thing !== undefined && thing === known.get(other)?.thing;
}
