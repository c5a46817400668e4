import { parseConfig } from '../../src/config.ts';
import { createJsonLog } from '../../src/log.ts';
import { openHeed } from '../../src/node/open-heed.ts';
import { SETTINGS } from '../e2e/targets/target.ts';

// A process that opens a Heed as a user without rights to what belongs to others, and prints why it cannot.

const NOBODY = 65_534;

// To root no file is read-only.
if (process.geteuid?.() === 0) process.seteuid?.(NOBODY);
const outcome = parseConfig({ ...SETTINGS, HEED_DATABASE_URL: process.argv[2] });
if (outcome.kind === 'refused') throw new Error(outcome.problems.join(', '));
const opened = await openHeed(
  outcome.config,
  createJsonLog(() => undefined, Date.now),
);
process.stdout.write(opened.kind === 'refused' ? opened.problem : 'it is open');
if (opened.kind === 'open') await opened.close();
