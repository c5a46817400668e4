import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * The house, from the bottom up: a room may import from its own floor's listed rooms and from every floor below. See
 * docs/architecture.md.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['log', 'keys', 'deadline', 'threads', 'words', 'migrations', 'emails'],
  ['store'],
  ['access', 'brands', 'mail'],
  ['consent'],
  ['links', 'senders'],
  ['propagation', 'privacy'],
  ['notices', 'watch'],
  ['heed', 'config'],
  ['web'],
  ['center', 'console', 'api'],
  ['app'],
  ['node', 'simulation'],
  ['cli', 'worker'],
];

/** Rooms of one floor that may lean on a neighbour, one way. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  node: ['config'],
  senders: ['links'],
  mail: ['brands'],
};

/** Packages that only some rooms may know. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  hono: ['app', 'center', 'console', 'api', 'web', 'node', 'worker'],
  '@hono/node-server': ['node'],
  '@hono/zod-openapi': ['api'],
  'better-sqlite3': ['store'],
  pg: ['store'],
  kysely: ['store'],
  jose: ['links', 'consent'],
  'temporal-polyfill': ['deadline'],
  'ipaddr.js': ['senders'],
  resend: ['mail'],
  nodemailer: ['mail'],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/testkit|testing/.test(name))
    .map((name) => join(folder, name));
}

/** The room of a path: the folder below src, a file directly in src by its own name, or `migrations`. */
function roomOf(path: string): string {
  const [top = '', room = ''] = relative(ROOT, path).split(sep);
  return top === 'src' ? room.replace(/\.tsx?$/, '') : top;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
  );
  return [...found].map(([, named, dynamic, bare]) => ({
    file,
    room: roomOf(file),
    target: named ?? dynamic ?? bare ?? '',
  }));
}

const imports = sourceFiles(join(ROOT, 'src')).flatMap(importsOf);
const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));
const spelled = ({ file, target }: Import) => `${relative(ROOT, file)} imports ${target}`;

describe('the house', () => {
  it('has a floor for every room', () => {
    const rooms = new Set(sourceFiles(join(ROOT, 'src')).map(roomOf));
    expect([...rooms].filter((room) => floorOf(room) === -1)).toEqual([]);
  });

  it('lets imports run one way: to the same room or to a floor below', () => {
    const upward = imports.filter(({ room, target, file }) => {
      if (!target.startsWith('.')) return false;
      const other = roomOf(resolve(dirname(file), target));
      if (other === room || NEIGHBOURS[room]?.includes(other)) return false;
      return floorOf(other) >= floorOf(room) || floorOf(other) === -1;
    });
    // The demo is started by the command line and lives beside the house.
    expect(upward.filter(({ target }) => !target.includes('/demo/')).map(spelled)).toEqual([]);
  });

  it('keeps databases, HTTP and vendors in the rooms made for them', () => {
    const astray = imports.filter(({ room, target }) => {
      const name = target.startsWith('@')
        ? target.split('/').slice(0, 2).join('/')
        : (target.split('/')[0] ?? '');
      const rooms = PACKAGES[name];
      return rooms !== undefined && !rooms.includes(room);
    });
    expect(astray.map(spelled)).toEqual([]);
  });

  it('keeps what is named after a vendor inside its connector', () => {
    const astray = imports.filter(
      ({ file, target }) =>
        /connectors\/webhook\//.test(target) && !/src\/(senders|heed\.ts|api|cli)/.test(relative(ROOT, file)),
    );
    expect(astray.map(spelled)).toEqual([]);
  });

  it('reads the environment in the entries alone', () => {
    const readers = sourceFiles(join(ROOT, 'src')).filter((file) =>
      /process\.env/.test(readFileSync(file, 'utf8')),
    );
    expect(readers.map(roomOf).filter((room) => !['cli', 'node'].includes(room))).toEqual([]);
  });

  it('takes time and chance as arguments in every rule', () => {
    const impure = sourceFiles(join(ROOT, 'src'))
      .filter((file) => !['node', 'cli', 'worker'].includes(roomOf(file)))
      .filter((file) =>
        /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/.test(readFileSync(file, 'utf8')),
      );
    expect(impure.map((file) => relative(ROOT, file))).toEqual([]);
  });

  it('has no catch-all rooms and no file over 300 lines', () => {
    const files = sourceFiles(join(ROOT, 'src'));
    expect(
      files.filter((file) => /\b(utils?|helpers?|common|manager|misc)\b/.test(relative(ROOT, file))),
    ).toEqual([]);
    expect(files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300)).toEqual([]);
  });
});
