/** One number with what it is of. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  /** Any number; infinite where something never was. */
  readonly value: number;
}

/** Numbers of one kind, under one name. All of them are gauges: they are read from rows, and can go down. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** What Prometheus wants the answer to be called. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Writes metrics in Prometheus' text format 0.0.4. Label values are escaped as it wants them, so that no name can make
 * up a line; metrics without samples are told of all the same, so that a dashboard finds them.
 */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${escaped(help)}`,
      `# TYPE ${name} gauge`,
      ...samples.map((sample) => `${name}${labelText(sample)} ${valueText(sample)}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function labelText({ labels = {} }: Sample): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function valueText({ value }: Sample): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
