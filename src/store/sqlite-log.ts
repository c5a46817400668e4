import { closeSync, openSync, readSync } from 'node:fs';

/**
 * SQLite's write-ahead log, looked at before SQLite opens it. At a frame that does not check SQLite takes the log to end,
 * without a word: after a power cut that is the torn end of a commit that was never answered. When there is more of the
 * same log behind it, it is damage, and commits that were answered would be gone.
 *
 * The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */

/** What is wrong with a log. */
export interface LogDamage {
  /** The first frame that does not check, counted from 1; 0 for the log's own header. */
  readonly frame: number;
  /** Whole commits behind it, which SQLite would leave out. */
  readonly commitsBehind: number;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
// Checksums are of big-endian words with the second, else of little-endian ones.
const MAGICS = [0x377f0682, 0x377f0683] as const;

/**
 * Looks through the log beside an SQLite file; undefined where there is none, where it is whole, and where it ends as a
 * power cut leaves it. Reads it all, some 16 MiB at most in this service. Another process may be writing meanwhile: then
 * what it was writing is whole at a second look.
 */
export function damagedLog(databasePath: string): LogDamage | undefined {
  return lookThrough(databasePath) && lookThrough(databasePath);
}

function lookThrough(databasePath: string): LogDamage | undefined {
  let file: number;
  try {
    file = openSync(`${databasePath}-wal`, 'r');
  } catch {
    return undefined; // none, or one that SQLite will say it cannot read
  }
  try {
    return damageIn(file);
  } finally {
    closeSync(file);
  }
}

function damageIn(file: number): LogDamage | undefined {
  const header = readAt(file, 0, HEADER_BYTES);
  if (header === undefined) return undefined;
  const bigEndian = header.getUint32(0) === MAGICS[1];
  const pageBytes = pageBytesOf(header);
  const sum = checksum([0, 0], header, { from: 0, to: 24, bigEndian });
  const headerChecks = sum[0] === header.getUint32(24) && sum[1] === header.getUint32(28);
  let bad = headerChecks ? undefined : 0;
  let before: Sum = sum;
  let salts = [header.getUint32(16), header.getUint32(20)];
  let tornOver = false;
  let commitsBehind = 0;
  for (let frame = 1; ; frame++) {
    const at = HEADER_BYTES + (frame - 1) * (FRAME_HEADER_BYTES + pageBytes);
    const view = readAt(file, at, FRAME_HEADER_BYTES + pageBytes);
    if (view === undefined) break;
    // Without the header nothing says which log this is but its frames.
    if (frame === 1 && bad === 0) salts = [view.getUint32(8), view.getUint32(12)];
    const links = checks(view, before, bigEndian);
    const whole = links && view.getUint32(8) === salts[0] && view.getUint32(12) === salts[1];
    before = [view.getUint32(16), view.getUint32(20)];
    const commits = view.getUint32(4) !== 0;
    if (bad === undefined && !whole) bad = frame;
    if (bad === undefined) continue;
    // The commit that holds the bad frame may be a torn one; what comes behind it was written when it was durable.
    if (!tornOver) tornOver = commits && (whole || frame === bad);
    else if (whole && commits) commitsBehind += 1;
  }
  return bad !== undefined && commitsBehind > 0 ? { frame: bad, commitsBehind } : undefined;
}

function pageBytesOf(header: DataView): number {
  const bytes = header.getUint32(8);
  const plausible = bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0;
  return plausible ? bytes : 4_096; // better-sqlite3's, where the header cannot say it
}

type Sum = readonly [number, number];

function checks(view: DataView, before: Sum, bigEndian: boolean): boolean {
  const head = checksum(before, view, { from: 0, to: 8, bigEndian });
  const sum = checksum(head, view, { from: FRAME_HEADER_BYTES, to: view.byteLength, bigEndian });
  return sum[0] === view.getUint32(16) && sum[1] === view.getUint32(20);
}

function checksum(
  [first, second]: Sum,
  view: DataView,
  { from, to, bigEndian }: { from: number; to: number; bigEndian: boolean },
): Sum {
  let one = first;
  let other = second;
  for (let at = from; at < to; at += 8) {
    one = (one + view.getUint32(at, !bigEndian) + other) >>> 0;
    other = (other + view.getUint32(at + 4, !bigEndian) + one) >>> 0;
  }
  return [one, other];
}

/** That many bytes from there; undefined where the file has fewer. */
function readAt(file: number, at: number, length: number): DataView | undefined {
  const bytes = new Uint8Array(length);
  return readSync(file, bytes, 0, length, at) === length ? new DataView(bytes.buffer) : undefined;
}
