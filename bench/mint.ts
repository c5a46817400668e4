import { request } from 'node:http';
import { addressOf, type HeedUnderTest, SCOPE } from './heed-under-test.ts';

const NDJSON = 'application/x-ndjson';
const NEWLINE = 10;
const URL_KEY = '"unsubscribe_url"';

/** `count` lines of `{"address": …}`, from the person of that number on. */
export function addressLines(from: number, count: number): string {
  let text = '';
  for (let number = from; number < from + count; number++) text += `{"address":"${addressOf(number)}"}\n`;
  return text;
}

/** Mints links through the streaming API and answers the paths of the unsubscribe links, in order. */
export async function mintPaths(heed: HeedUnderTest, from: number, count: number): Promise<string[]> {
  const paths: string[] = [];
  let rest = '';
  const decoder = new TextDecoder();
  await streamLines({ ...heed, lines: addressLines(from, count) }, (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // Read by eye: parsing a hundred megabytes of JSON would take longer than minting it.
    for (const line of lines)
      paths.push(/"unsubscribe_url":"https?:\/\/[^/"]+([^"]+)"/.exec(line)?.[1] ?? line);
  });
  if (paths.length !== count || paths.some((path) => !path.startsWith('/u/'))) {
    throw new Error(`asked for ${count} links, got ${paths.length}`);
  }
  return paths;
}

/** Posts NDJSON to the mint route and hands the answer on as it comes; answers how many lines came back. */
export async function streamLines(
  { port, authorization, lines }: { port: number; authorization: string; lines: string },
  onChunk: (chunk: Buffer) => void = () => undefined,
): Promise<number> {
  let count = 0;
  const path = `/v1/links?scope=${encodeURIComponent(SCOPE)}&campaign=spring-2026`;
  await post({ port, authorization, path, type: NDJSON, body: lines }, (chunk) => {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count += 1;
    onChunk(chunk);
  });
  return count;
}

/** Posts JSON to the mint route and answers how many links came back: counted by eye, once all is there. */
export async function mintAtOnce(to: { port: number; authorization: string }, body: string): Promise<number> {
  const chunks: Buffer[] = [];
  await post({ ...to, path: '/v1/links', type: 'application/json', body }, (chunk) => chunks.push(chunk));
  const answer = Buffer.concat(chunks);
  let count = 0;
  for (let at = answer.indexOf(URL_KEY); at !== -1; at = answer.indexOf(URL_KEY, at + 1)) count += 1;
  return count;
}

interface Post {
  readonly port: number;
  readonly authorization: string;
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** A plain request, because a client that reads more comfortably costs as much as what is measured. */
function post(
  { port, authorization, path, type, body }: Post,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, 'content-type': type };
    const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path, headers });
    outgoing.on('error', reject).on('response', (incoming) => {
      incoming.on('error', reject).on('data', onChunk);
      incoming.on('end', () => {
        if (incoming.statusCode === 200) resolve();
        else reject(new Error(`minting answered ${String(incoming.statusCode)}`));
      });
    });
    outgoing.end(body);
  });
}
