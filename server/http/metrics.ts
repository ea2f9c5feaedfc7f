/** Numbers about the server in Prometheus' text form (exposition format 0.0.4). Labels are our own words, never values of a clinic. */
export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(labels?: Labels, by?: number): void;
}
export interface Histogram {
  observe(value: number, labels?: Labels): void;
}

export interface Metrics {
  counter(name: string, help: string): Counter;
  histogram(name: string, help: string, buckets: readonly number[]): Histogram;
  /** Read anew for each answer. */
  gauge(name: string, help: string, read: () => number): void;
  text(): string;
}

export const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

export function newMetrics(): Metrics {
  const families = new Map<string, () => string[]>();
  const family = (name: string, help: string, type: string, lines: () => string[]): void => {
    if (families.has(name)) throw new Error(`metric ${name} is declared twice`);
    families.set(name, () => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()]);
  };
  return {
    counter(name, help) {
      const values = new Map<string, number>();
      family(name, help, 'counter', () => [...values].map(([labels, value]) => `${name}${labels} ${value}`));
      return {
        add(labels = {}, by = 1) {
          const key = labelText(labels);
          values.set(key, (values.get(key) ?? 0) + by);
        },
      };
    },
    gauge(name, help, read) {
      family(name, help, 'gauge', () => [`${name} ${read()}`]);
    },
    histogram(name, help, buckets) {
      const series = new Map<string, Series>();
      family(name, help, 'histogram', () => [...series.values()].flatMap((one) => histogramLines(name, buckets, one)));
      return {
        observe(value, labels = {}) {
          const key = labelText(labels);
          const one = series.get(key) ?? { labels, counts: buckets.map(() => 0), count: 0, sum: 0 };
          series.set(key, one);
          one.count += 1;
          one.sum += value;
          buckets.forEach((bound, i) => { if (value <= bound) one.counts[i] = (one.counts[i] ?? 0) + 1; });
        },
      };
    },
    text: () => `${[...families.values()].flatMap((lines) => lines()).join('\n')}\n`,
  };
}

interface Series {
  readonly labels: Labels;
  readonly counts: number[];
  count: number;
  sum: number;
}

function histogramLines(name: string, buckets: readonly number[], { labels, counts, count, sum }: Series): string[] {
  const line = (le: string, value: number): string => `${name}_bucket${labelText({ ...labels, le })} ${value}`;
  return [
    ...buckets.map((bound, i) => line(String(bound), counts[i] ?? 0)),
    line('+Inf', count),
    `${name}_sum${labelText(labels)} ${sum}`,
    `${name}_count${labelText(labels)} ${count}`,
  ];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
