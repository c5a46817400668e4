import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { quantileOf } from './stats.ts';

const SYNCS = 200;

/** One line that says on what the numbers were measured. The disk is the one `folder` lies on. */
export function machineLine(folder: string): string {
  const millis = syncMillis(folder);
  const p50 = quantileOf(millis, 0.5).toFixed(2);
  const p99 = quantileOf(millis, 0.99).toFixed(2);
  return `${availableParallelism()} cores · Node ${process.versions.node} · fsync of 4 KiB p50 ${p50} ms, p99 ${p99} ms · load ${loadNow()}`;
}

/** How many processes have lately wanted a core: above the benchmark's own two, others share the machine. */
export function loadNow(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function syncMillis(folder: string): Float64Array {
  const file = openSync(join(folder, 'fsync'), 'w');
  const block = Buffer.alloc(4_096, 1);
  const millis = new Float64Array(SYNCS);
  for (let round = 0; round < SYNCS; round++) {
    writeSync(file, block);
    const startedAt = performance.now();
    fsyncSync(file);
    millis[round] = performance.now() - startedAt;
  }
  closeSync(file);
  return millis.sort();
}
