import type { Heed } from '../heed.ts';
import { createJsonLog } from '../log.ts';
import { type KeysWanted, openHeed } from '../node/open-heed.ts';
import { type Io, Refused } from './io.ts';
import { settingsOf } from './settings.ts';
import { requireFile } from './with-database.ts';

/**
 * Opens the service for one piece of work and closes it whatever happens. `required` keys are for work on what is there
 * already: a key made up on the spot would mint links that never work.
 */
export async function withHeed<Result>(
  io: Io,
  keysWanted: KeysWanted,
  work: (heed: Heed) => Promise<Result>,
): Promise<Result> {
  const config = settingsOf(io);
  if (keysWanted === 'required') requireFile(config);
  const opened = await openHeed(config, createJsonLog(io.note, io.now), keysWanted);
  if (opened.kind === 'refused') throw new Refused(opened.problem);
  noteNewKeys(io, opened.created);
  try {
    return await work(opened.heed);
  } finally {
    await opened.close();
  }
}

/** Warns of key files that were made just now. */
export function noteNewKeys(io: Io, created: readonly string[]): void {
  if (created.length === 0) return;
  io.note(
    `Made ${created.join(' and ')}. Back them up now, apart from the database: without them every link in every mail already sent stops working, and nobody who opted out is recognised again.`,
  );
}
