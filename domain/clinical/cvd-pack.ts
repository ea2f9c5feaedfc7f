/**
 * The WHO charts of cardiovascular risk of 2019, laboratory-based, as a clinic imports them: they are licensed CC BY-NC-SA 3.0 IGO and
 * are not shipped. Columns `sex,diabetes,smoker,age_band,sbp_band_mmHg,chol_band_mmol_L` and one of percent for each region.
 */
import { err, ok, type Result } from '../kit/result.ts';
import { cellReader, packNumber, readPackTable, type PackProblem } from './pack-table.ts';

const AGES = ['40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74'] as const;
const PRESSURES = ['<120', '120-139', '140-159', '160-179', '>=180'] as const;
const CHOLESTEROLS = ['<4', '4-4.9', '5-5.9', '6-6.9', '>=7'] as const;
const DIMENSIONS: readonly (readonly [column: string, words: readonly string[]])[] = [
  ['sex', ['M', 'F']], ['diabetes', ['0', '1']], ['smoker', ['0', '1']], ['age_band', AGES], ['sbp_band_mmHg', PRESSURES], ['chol_band_mmol_L', CHOLESTEROLS],
];
export const CVD_CELLS = DIMENSIONS.reduce((cells, [, words]) => cells * words.length, 1);

/** Which cell of a chart: places in the lists of the six columns. */
export type CvdPlace = readonly [sex: number, diabetes: number, smoker: number, age: number, pressure: number, cholesterol: number];

/** Whether a file is meant as one, by its headings. */
export const looksLikeCvdPack = (text: string): boolean => DIMENSIONS.every(([column]) => text.slice(0, 2000).includes(column));

export interface CvdPack {
  readonly regions: readonly string[];
  /** Of each region the percent of every cell, in the order of the places. */
  readonly charts: ReadonlyMap<string, Uint8Array>;
  /** Percent in ten years; undefined for a region the pack lacks. */
  readonly risk: (region: string, place: CvdPlace) => number | undefined;
}

/** Reads a pack. Refused as a whole unless each cell of the chart is there once, with a whole percent from 0 to 100 for every region. */
export function readCvdPack(text: string): Result<CvdPack, PackProblem> {
  const read = readPackTable(text, DIMENSIONS.map(([column]) => column));
  if (!read.ok) return read;
  const table = read.value;
  const cell = cellReader(table);
  const regions = table.columns.filter((column) => !DIMENSIONS.some(([name]) => name === column));
  if (regions.length === 0) return err({ code: 'column-missing', line: 1, column: 'region' });
  const charts = new Map(regions.map((region) => [region, new Uint8Array(CVD_CELLS)]));
  const seen = new Set<number>();
  for (const row of table.rows) {
    const places = DIMENSIONS.map(([column, words]) => words.indexOf(cell(row, column)));
    const unknown = places.indexOf(-1);
    if (unknown >= 0) return err({ code: 'unknown-word', line: row.line, column: DIMENSIONS[unknown]?.[0] ?? '' });
    const at = indexOf(places);
    if (seen.has(at)) return err({ code: 'twice', line: row.line });
    seen.add(at);
    for (const [region, chart] of charts) {
      const percent = packNumber(cell(row, region));
      if (percent === undefined || !Number.isInteger(percent) || percent < 0 || percent > 100) return err({ code: 'not-a-number', line: row.line, column: region });
      chart[at] = percent;
    }
  }
  if (seen.size < CVD_CELLS) return err({ code: 'incomplete', line: table.rows.at(-1)?.line ?? 1 });
  return ok(packOf(charts));
}

const packOf = (charts: ReadonlyMap<string, Uint8Array>): CvdPack =>
  ({ regions: [...charts.keys()], charts, risk: (region, place) => charts.get(region)?.[indexOf(place)] });

const RADIX = 36;

/** A pack as a short text: of each region a line with its name and two digits, base 36, a cell. */
export const compactCvdPack = ({ charts }: CvdPack): string =>
  [...charts].map(([region, chart]) => `${region}\t${[...chart].map((percent) => percent.toString(RADIX).padStart(2, '0')).join('')}`).join('\n');

/** Undefined for a text that this program did not write. */
export function cvdPackOf(text: string): CvdPack | undefined {
  const charts = new Map<string, Uint8Array>();
  for (const line of text.split('\n')) {
    const [region = '', cells = ''] = line.split('\t');
    if (region === '' || cells.length !== 2 * CVD_CELLS || !/^[0-9a-z]+$/.test(cells)) return undefined;
    charts.set(region, Uint8Array.from({ length: CVD_CELLS }, (_, at) => parseInt(cells.slice(2 * at, 2 * at + 2), RADIX)));
  }
  return packOf(charts);
}

/** Reads the list that gives each country (`iso3`) its region. Undefined regions are the caller's to check against the pack. */
export function readCvdRegions(text: string): Result<ReadonlyMap<string, string>, PackProblem> {
  const read = readPackTable(text, ['iso3', 'region']);
  if (!read.ok) return read;
  const cell = cellReader(read.value);
  const regions = new Map<string, string>();
  for (const row of read.value.rows) {
    const country = cell(row, 'iso3');
    if (!/^[A-Z]{3}$/.test(country) || cell(row, 'region') === '') return err({ code: 'unknown-word', line: row.line, column: 'iso3' });
    if (regions.has(country)) return err({ code: 'twice', line: row.line });
    regions.set(country, cell(row, 'region'));
  }
  return ok(regions);
}

const indexOf = (places: readonly number[]): number => places.reduce((index, place, i) => index * (DIMENSIONS[i]?.[1].length ?? 1) + place, 0);
