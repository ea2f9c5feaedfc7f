import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { termParts } from '#domain/record/diagnoses/search.ts';
import { benchDesk } from './support/bench-desk.ts';
import { seeded } from './support/people.ts';
import { bareReader, scratchStore } from './support/scratch-store.ts';

const TERMS = 70_000;
const SHOWN = 12;
/** The size of a list that a clinic makes for itself. */
const FEW = 2000;

const WHERE = ['upper arm', 'lower leg', 'hand', 'foot', 'head', 'neck', 'thorax', 'abdomen', 'hip', 'knee', 'shoulder', 'eye', 'ear', 'kidney', 'liver', 'lung', 'heart', 'skin', 'bone', 'spine'];
const WHAT = ['fracture', 'contusion', 'infection', 'inflammation', 'abscess', 'burn', 'neoplasm', 'laceration', 'sprain', 'ulcer', 'stenosis', 'anomaly', 'haemorrhage', 'paralysis', 'pain', 'oedema', 'cyst', 'atrophy'];
const HOW = ['acute', 'chronic', 'recurrent', 'displaced', 'open', 'closed', 'unspecified', 'congenital', 'left side', 'right side', 'initial encounter', 'subsequent encounter', 'with complication', 'without complication'];

/** A list as large as ICD-10-CM, of titles made as its are: few words, much repeated. Each key press of a search is a call. */
export const bench: Bench = {
  name: 'terms',
  yardstick: 'the bare prepared FTS5 statement that gives the same rows, same file',
  sizes: { full: [FEW, TERMS], quick: [FEW] },
  goal: { of: 'ratio', atMost: 2 },
  async run(context) {
    const rows: Row[] = [];
    for (const count of context.sizes) rows.push(...await searched(context, count));
    return rows;
  },
};

const TYPED = ['fra', 'fracture', 'fracture kn', 'knee fra', 'acute infection lung', 'lac', 'pain', 'ulcer of the foot', 'neo liver', 'open burn hand', 'spi', 'chronic', 'stenosis left', 'Q123', 'abscess skin rec'];

async function searched({ scratch, compare, quick, log }: BenchContext, count: number): Promise<Row[]> {
  const own = scratchStore(scratch, `store-${count}`);
  const { client, owner } = benchDesk(own);
  const started = performance.now();
  const { list, refused } = await owner.terms.importList({ name: 'Bench', system: 'bench', data: termFile(count) });
  if (list.terms !== count || refused > 0) throw new Error(`${list.terms} of ${count} terms were stored`);
  log(`a list of ${count} terms brought in within ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const file = bareReader(own);
  const bare = file.prepare(`SELECT t.system, t.code, t.title FROM term_fts f JOIN term t ON t.rid = f.rowid WHERE term_fts MATCH ? ORDER BY f.rowid LIMIT ${SHOWN}`);
  const matches = TYPED.map((one) => termParts(one).map((part) => `"${part}"*`).join(' '));
  const result = await compare(
    (index) => client.terms.search({ text: TYPED[index % TYPED.length] ?? '', language: 'en', limit: SHOWN }), (index) => bare.all(matches[index % matches.length]),
    { at: 'p99', rounds: quick ? 3 : 7, samples: quick ? 30 : 150, warmUp: quick ? 150 : 300 },
  );
  file.close();
  own.store.close();
  const size = `${count.toLocaleString('en')} terms`;
  return [
    { name: `p99, ${size}`, unit: 'ms', ours: result.ours.p99, yardstick: result.yardstick.p99, ratio: result.ratio, spread: result.spread },
    { name: `p50, ${size}`, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, goal: null },
  ];
}

/** A CSV file as a clinic has it, of invented terms. */
function termFile(count: number): File {
  const random = seeded(7);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const lines = Array.from({ length: count }, (_, at) => `Q${at},"${pick(WHAT)} of ${pick(WHERE)}, ${pick(HOW)}, ${pick(HOW)} ${at % 97}"`);
  return new File([`code,title\n${lines.join('\n')}\n`], 'terms.csv');
}
