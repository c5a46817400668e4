// Shows the mails Heed sends: a page of them on this machine, or all of them as files.
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PreviewFile, previewFiles } from './mail-preview.ts';

const HELP = `npm run emails [-- --port NUMBER | --once FOLDER]

Shows every mail Heed sends, by its PreviewProps: as HTML, light and dark, wide and
narrow, as text, and in every language. Nothing is sent.

  --port NUMBER   Where to show them, on this machine only. Default: 8788; 0 takes any free port.
  --once FOLDER   Write them all into a folder instead, with an index.html to look through.
  --help          Print this.

To see changes as you make them:
  node --watch --import tsx scripts/emails.ts
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const wish = parse(args);
  switch (wish.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'refused':
      process.stderr.write(`${wish.reason}\nnpm run emails -- --help explains.\n`);
      return 2;
    case 'write':
      await write(wish.folder, previewFiles());
      return 0;
    case 'serve':
      return serve(wish.port, previewFiles());
  }
}

type Wish =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'write'; readonly folder: string }
  | { readonly kind: 'serve'; readonly port: number };

function parse(args: readonly string[]): Wish {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        once: { type: 'string' },
        port: { type: 'string', default: '8788' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.once !== undefined) return { kind: 'write', folder: values.once };
    const isPort = /^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536;
    if (!isPort)
      return { kind: 'refused', reason: `--port is a number from 0 to 65535, not ${values.port}.` };
    return { kind: 'serve', port: Number(values.port) };
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function write(folder: string, files: readonly PreviewFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { path, content } of files) await writeFile(join(folder, path), await content());
  process.stdout.write(`${files.length} files: ${join(folder, 'index.html')}\n`);
}

/** Serves until Ctrl-C. Every look renders anew. */
function serve(port: number, files: readonly PreviewFile[]): Promise<number> {
  const byPath = new Map(files.map((file) => [`/${file.path}`, file]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = byPath.get(pathname === '/' ? '/index.html' : pathname);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such mail.\n');
      return;
    }
    file.content().then(
      (content) => response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(content),
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    );
  });
  return new Promise((done) => {
    server.on('error', (error) => {
      process.stderr.write(`The mails cannot be shown: ${error.message}\n`);
      done(1);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      process.stdout.write(`Mails: http://127.0.0.1:${taken}\nCtrl-C ends it.\n`);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        server.close(() => done(0));
        server.closeAllConnections();
      });
    }
  });
}
