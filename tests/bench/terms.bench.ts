import type { Bench } from './harness/bench.ts';
import { termParts } from '#domain/record/diagnoses/search.ts';
import { addTerms, beginTermList, completeTermList } from '#db/queries/terms.ts';
import { benchDesk } from './support/bench-desk.ts';
import { seeded } from './support/people.ts';
import { bareReader, scratchStore } from './support/scratch-store.ts';

const TERMS = 70_000;
const SHOWN = 12;
const AT_A_TIME = 5000;

const WHERE = ['upper arm', 'lower leg', 'hand', 'foot', 'head', 'neck', 'thorax', 'abdomen', 'hip', 'knee', 'shoulder', 'eye', 'ear', 'kidney', 'liver', 'lung', 'heart', 'skin', 'bone', 'spine'];
const WHAT = ['fracture', 'contusion', 'infection', 'inflammation', 'abscess', 'burn', 'neoplasm', 'laceration', 'sprain', 'ulcer', 'stenosis', 'anomaly', 'haemorrhage', 'paralysis', 'pain', 'oedema', 'cyst', 'atrophy'];
const HOW = ['acute', 'chronic', 'recurrent', 'displaced', 'open', 'closed', 'unspecified', 'congenital', 'left side', 'right side', 'initial encounter', 'subsequent encounter', 'with complication', 'without complication'];

/** A list as large as ICD-10-CM, of titles made as its are: few words, much repeated. Each key press of a search is a call. */
export const bench: Bench = {
  name: 'terms',
  yardstick: 'the bare prepared FTS5 statement that gives the same rows, same file',
  sizes: { full: [TERMS], quick: [2000] },
  goal: { of: 'ratio', atMost: 2 },
  async run({ sizes: [count = TERMS], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const { client } = benchDesk(own);
    const random = seeded(7);
    const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
    const terms = Array.from({ length: count }, (_, at) => ({ system: 'bench', code: `Q${at}`, title: `${pick(WHAT)} of ${pick(WHERE)}, ${pick(HOW)}, ${pick(HOW)} ${at % 97}` }))
      .sort((a, b) => a.title.length - b.title.length);
    const listId = own.newId();
    const started = performance.now();
    own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => { beginTermList(tx, { id: listId, name: 'Bench', system: 'bench', at: new Date().toISOString() }); });
    for (let from = 0; from < count; from += AT_A_TIME) own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => { addTerms(tx, listId, terms.slice(from, from + AT_A_TIME)); });
    own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => { completeTermList(tx, listId); });
    log(`${count} terms in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const typed = ['fra', 'fracture', 'fracture kn', 'knee fra', 'acute infection lung', 'lac', 'pain', 'ulcer of the foot', 'neo liver', 'open burn hand', 'spi', 'chronic', 'stenosis left', 'Q123', 'abscess skin rec'];
    const text = (index: number): string => typed[index % typed.length] ?? '';
    const file = bareReader(own);
    const bare = file.prepare(`SELECT t.system, t.code, t.title FROM term_fts f JOIN term t ON t.rid = f.rowid WHERE term_fts MATCH ? ORDER BY f.rowid LIMIT ${SHOWN}`);
    const matches = typed.map((one) => termParts(one).map((part) => `"${part}"*`).join(' '));
    const result = await compare(
      (index) => client.terms.search({ text: text(index), language: 'en', limit: SHOWN }), (index) => bare.all(matches[index % matches.length]),
      { at: 'p99', rounds: quick ? 3 : 7, samples: quick ? 30 : 150, warmUp: typed.length },
    );
    file.close();
    own.store.close();
    const size = `${count.toLocaleString('en')} terms`;
    return [
      { name: `p99, ${size}`, unit: 'ms', ours: result.ours.p99, yardstick: result.yardstick.p99, ratio: result.ratio, spread: result.spread },
      { name: `p50, ${size}`, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, goal: null },
    ];
  },
};
