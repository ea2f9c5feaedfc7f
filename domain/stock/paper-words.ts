/** Everything the papers of a pharmacy say, in the language of the paper. */
export interface StockWords {
  readonly countSheet: string;
  readonly store: string;
  readonly firstStore: string;
  readonly started: string;
  readonly item: string;
  readonly lot: string;
  readonly expiry: string;
  readonly expected: string;
  readonly counted: string;
  readonly countedBy: string;
  readonly page: string;
  readonly price: string;
  /** At the foot of what goes home with a patient. */
  readonly childrenNote: string;
}

const words = {
  en: {
    countSheet: 'Count sheet', store: 'Store', firstStore: 'Pharmacy', started: 'Begun', item: 'Item', lot: 'Batch', expiry: 'Expiry', expected: 'Should be', counted: 'Counted', countedBy: 'Counted by',
    page: 'Page', price: 'Price', childrenNote: 'Keep out of the reach of children.',
  },
  es: {
    countSheet: 'Hoja de recuento', store: 'Almacén', firstStore: 'Farmacia', started: 'Inicio', item: 'Artículo', lot: 'Lote', expiry: 'Caducidad', expected: 'Debería haber', counted: 'Contado', countedBy: 'Contado por',
    page: 'Página', price: 'Precio', childrenNote: 'Mantener fuera del alcance de los niños.',
  },
  ar: {
    countSheet: 'ورقة الجرد', store: 'المخزن', firstStore: 'الصيدلية', started: 'البدء', item: 'الصنف', lot: 'التشغيلة', expiry: 'الانتهاء', expected: 'المتوقع', counted: 'المعدود', countedBy: 'عدّها',
    page: 'صفحة', price: 'السعر', childrenNote: 'يُحفظ بعيدًا عن متناول الأطفال.',
  },
} as const satisfies Readonly<Record<string, StockWords>>;

/** The words of a language, or of English where there are none. */
export const stockWordsFor = (language: string): StockWords => (language in words ? words[language as keyof typeof words] : words.en);
