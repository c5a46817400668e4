import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recording } from './states/state.ts';

/** Recorded pages on loopback, under the headers they came with, so that each can be looked at many times. */
export interface Shelf {
  /** Where a recording is found. */
  urlOf(recording: Recording): string;
  close(): Promise<void>;
}

/** Opens a shelf of these recordings. */
export async function openShelf(recordings: readonly Recording[]): Promise<Shelf> {
  const pages = new Map(recordings.map((recording, index) => [`/state/${index}`, recording]));
  const paths = new Map([...pages].map(([path, recording]) => [recording, path]));
  const sheets = new Map(
    recordings.flatMap(({ stylesheets }) => stylesheets.map((sheet) => [sheet.path, sheet] as const)),
  );
  const server = createServer(({ url = '' }, answer) => {
    const page = pages.get(url);
    const sheet = sheets.get(url);
    if (page !== undefined) {
      // 200, also where it was not: a browser is to show the page, not its own.
      answer.writeHead(200, Object.fromEntries(page.headers)).end(page.html);
    } else if (sheet !== undefined) {
      answer.writeHead(200, { 'content-type': sheet.type, 'cache-control': 'max-age=600' }).end(sheet.text);
    } else {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    urlOf: (recording) => `http://127.0.0.1:${port}${paths.get(recording) ?? ''}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
