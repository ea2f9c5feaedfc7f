type Names = readonly [string, ...string[]];

/** A people of the invented town: common names only, put together at random, so that nobody real is meant. */
export interface Culture {
  readonly language: string;
  readonly female: Names;
  readonly male: Names;
  readonly family: Names;
  /** Both parents' family names follow the given name. */
  readonly twoFamilyNames?: boolean;
  readonly districts: Names;
  readonly state: string;
}

const words = (text: string): Names => text.split(' ') as unknown as Names;

export const cultures = {
  english: {
    language: 'en',
    female: words('Grace Alice Joy Mary Ruth Emma Sarah Hannah Lucy Esther Rose Clara Naomi Ivy Martha Ella Jane Faith Nora Ada Hope Judith Lydia Amy'),
    male: words('John Peter James Samuel David Joseph Daniel Thomas Paul Simon Henry George Isaac Moses Luke Adam Noah Owen Mark Silas Victor Amos Edwin Hugh'),
    family: words('Baker Carter Cooper Fisher Fletcher Mason Miller Turner Walker Wright Hill Brook Field Marsh Stone Woods Archer Barker Chandler Potter Sawyer Thatcher Weaver Hayward'),
    districts: ['Riverside', 'Hilltop', 'Market Ward', 'Station Road', 'Old Harbour', 'Green Meadow'], state: 'Lakeland',
  },
  spanish: {
    language: 'es',
    female: words('María Lucía Carmen Ana Rosa Elena Isabel Marta Julia Sofía Pilar Teresa Inés Beatriz Clara Alba Noelia Raquel Silvia Adriana Luz Paloma'),
    male: words('José Juan Luis Carlos Miguel Pedro Antonio Diego Andrés Jorge Pablo Rafael Tomás Hugo Mateo Álvaro Emilio Nicolás Óscar Ramón Felipe Iván'),
    family: words('García López Pérez Gómez Ruiz Díaz Moreno Muñoz Romero Navarro Torres Ramos Vega Castro Ortiz Molina Núñez Herrera Peña Flores Cruz Reyes'),
    twoFamilyNames: true,
    districts: ['El Prado', 'La Ribera', 'San Telmo', 'Los Pinos', 'Barrio Nuevo', 'Las Flores'], state: 'Valle Alto',
  },
  swahili: {
    language: 'sw',
    female: words('Amina Zawadi Neema Asha Halima Rehema Furaha Subira Tatu Mwanaidi Zuhura Saida Upendo Baraka Imani Pendo Salma Zainabu Mariamu Riziki Faraja Bahati'),
    male: words('Juma Hamisi Rashidi Salim Bakari Hassani Jabari Omari Musa Simba Daudi Yusufu Selemani Abdala Tumaini Kito Shabani Idi Haji Rajabu Mosi Jelani'),
    family: words('Mwangaza Kijani Baharini Mlimani Shamba Mashaka Mwinyi Makame Kombo Mbwana Bustani Kilima Msafiri Ngoma Nyota Pwani Safari Tembo Ziwani Mwamba Faki Msitu'),
    districts: ['Mlimani', 'Pwani', 'Sokoni', 'Kisiwani', 'Mtoni', 'Bondeni'], state: 'Ziwa',
  },
  arabic: {
    language: 'ar',
    female: words('فاطمة مريم عائشة زينب ليلى سلمى نور هدى أمينة سعاد رنا دعاء إيمان هناء سمية ريم وفاء خديجة منى ياسمين'),
    male: words('محمد أحمد علي حسن يوسف إبراهيم عمر خالد سعيد كريم طارق سامي ماجد فؤاد رامي هاني بلال أنس زيد مصطفى'),
    family: words('الخياط النجار الحداد العطار الصباغ البناء الصياد الزارع الكاتب الحلاق الطحان الساعاتي القصاب الوراق الفخار السقا الجمال الفران الدباغ النحاس'),
    districts: ['حي النخيل', 'حي السوق', 'حي النهر', 'المدينة القديمة', 'حي الزهور', 'حي الميناء'], state: 'الواحة',
  },
  hindi: {
    language: 'hi',
    female: words('Asha Sunita Kavita Lakshmi Meena Priya Radha Sita Anita Geeta Pooja Rekha Savita Usha Neha Jyoti Kamala Shanti सीता राधा मीना आशा'),
    male: words('Ram Amit Raj Suresh Vijay Mohan Arjun Ravi Anil Sunil Prakash Deepak Gopal Hari Kiran Manoj Naresh Dinesh राम मोहन विजय रवि'),
    family: words('Sharma Verma Gupta Kumar Singh Yadav Joshi Mehta Nair Rao Das Pillai Chauhan Mishra Tiwari Saxena Kapoor Malhotra Bose Iyer'),
    districts: ['Gandhi Nagar', 'Shanti Vihar', 'Naya Bazaar', 'Ganga Nagar', 'Lal Chowk', 'Surya Colony'], state: 'Himgiri',
  },
} as const satisfies Readonly<Record<string, Culture>>;

export type CultureName = keyof typeof cultures;
export const cultureNames = Object.keys(cultures) as CultureName[];
