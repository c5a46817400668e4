import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

// Not the package's own flags: they put all of Chromium into one process, which dies with its first context.
// Chromium looks for the world at every start; there is none to be had in a test.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Text is drawn alike on every machine.
  '--font-render-hinting=none',
];

/** Starts the Chromium that comes by npm; it takes a second or two. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await sparticuz.executablePath();
  return chromium.launch({ executablePath, args: QUIET, headless: true });
}
