/**
 * The fixed words of an announcement, per language. Arabic carries its vowel marks: they are valid for every voice,
 * and the small synthesizers need them to be understood at all. `{room}` and `{place}` mark where a name goes.
 */
export type Phrases = {
  /** Said before the letter of the token. */
  readonly token: string;
  /** Digits 0 to 9; a token number is always read digit by digit, as queues do, never as "fourteen". */
  readonly digits: readonly string[];
  /** Names of the Latin letters, where a voice of the language would not read a bare capital as its name. */
  readonly letters?: Readonly<Record<string, string>>;
  /** For a room that is only a number: "3", "12 B". */
  readonly goToRoom: string;
  /** For a room with a name of its own, whose gender and article are unknown: "Laboratory". */
  readonly goToPlace: string;
  /** Said by the bundled clips, which cannot say the name of a place. */
  readonly lookAtScreen: string;
  readonly comma: string;
  readonly stop: string;
};

/** Languages with phrases. Those of them with bundled clips are in clips.ts. */
export type PhraseLanguage = 'en' | 'es' | 'ar' | 'fr' | 'pt' | 'hi' | 'sw';

const words = (list: string): readonly string[] => list.split(' ');

const letterNames = (list: string): Readonly<Record<string, string>> =>
  Object.fromEntries(list.split(',').map((name, i) => [String.fromCharCode(65 + i), name.trim()]));

export const PHRASES: Readonly<Record<PhraseLanguage, Phrases>> = {
  en: {
    token: 'Token', digits: words('zero one two three four five six seven eight nine'),
    goToRoom: 'Please go to room {room}', goToPlace: 'Please go to {place}',
    lookAtScreen: 'Please look at the screen', comma: ', ', stop: '.',
  },
  es: {
    token: 'Turno', digits: words('cero uno dos tres cuatro cinco seis siete ocho nueve'),
    // Written out because "Y", "E" and "O" alone are words, and "V" and "W" differ from voice to voice.
    letters: letterNames('a, be, ce, de, e, efe, ge, hache, i, jota, ka, ele, eme, ene, o, pe, cu, erre, ese, te, u, uve, uve doble, equis, i griega, zeta'),
    goToRoom: 'Por favor, pase a la sala {room}', goToPlace: 'Por favor, diríjase a: {place}',
    lookAtScreen: 'Por favor, mire la pantalla', comma: ', ', stop: '.',
  },
  ar: {
    token: 'رَقَم', digits: words('صِفْر وَاحِد اِثْنَان ثَلَاثَة أَرْبَعَة خَمْسَة سِتَّة سَبْعَة ثَمَانِيَة تِسْعَة'),
    // The Arabic spellings of the English letter names, with vowels so that A, J and K are not heard as E, G and "key";
    // P in the letter made for it, V as in the Arabic for "TV".
    letters: letterNames('أَيْ, بي, سي, دي, إي, إف, جي, إتش, آي, جَيْ, كَيْ, إل, إم, إن, أو, پي, كيو, آر, إس, تي, يو, في, دبليو, إكس, واي, زِد'),
    goToRoom: 'يُرْجَى التَّوَجُّهُ إِلَى الغُرْفَة رَقْم {room}', goToPlace: 'يُرْجَى التَّوَجُّهُ إِلَى: {place}',
    lookAtScreen: 'يُرْجَى النَظَرُ إِلَى الشَّاشَة', comma: '، ', stop: '.',
  },
  fr: {
    token: 'Numéro', digits: words('zéro un deux trois quatre cinq six sept huit neuf'),
    goToRoom: 'Veuillez vous rendre en salle {room}', goToPlace: 'Veuillez vous rendre à : {place}',
    lookAtScreen: 'Veuillez regarder l’écran', comma: ', ', stop: '.',
  },
  pt: {
    token: 'Senha', digits: words('zero um dois três quatro cinco seis sete oito nove'),
    goToRoom: 'Por favor, dirija-se à sala {room}', goToPlace: 'Por favor, dirija-se a: {place}',
    lookAtScreen: 'Por favor, olhe para o painel', comma: ', ', stop: '.',
  },
  hi: {
    token: 'टोकन', digits: words('शून्य एक दो तीन चार पाँच छह सात आठ नौ'),
    letters: letterNames('ए, बी, सी, डी, ई, एफ़, जी, एच, आई, जे, के, एल, एम, एन, ओ, पी, क्यू, आर, एस, टी, यू, वी, डब्ल्यू, एक्स, वाई, ज़ेड'),
    goToRoom: 'कृपया कमरा नंबर {room} में जाएँ', goToPlace: 'कृपया {place} में जाएँ',
    lookAtScreen: 'कृपया स्क्रीन देखें', comma: ', ', stop: '।',
  },
  sw: {
    token: 'Namba', digits: words('sifuri moja mbili tatu nne tano sita saba nane tisa'),
    goToRoom: 'Tafadhali nenda chumba namba {room}', goToPlace: 'Tafadhali nenda {place}',
    lookAtScreen: 'Tafadhali angalia skrini', comma: ', ', stop: '.',
  },
};

/** The language part of a BCP 47 tag in lower case: `es-MX` and `es_MX` give `es`. */
export function primaryLanguage(tag: string): string {
  return tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? '';
}

/** The phrases a language tag is spoken with, or undefined when Daybook has none for it. */
export function phraseLanguage(tag: string): PhraseLanguage | undefined {
  const primary = primaryLanguage(tag);
  return Object.hasOwn(PHRASES, primary) ? (primary as PhraseLanguage) : undefined;
}
