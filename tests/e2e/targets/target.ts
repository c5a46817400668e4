import type { Database } from '../../../src/store/database.ts';

/** A running Heed, reached over real HTTP, on one of the ways to run it. */
export interface Target {
  /** On 127.0.0.1. */
  readonly port: number;
  /** The service's own data, as another process sees it. */
  readonly database: Database;
  /** Every line the service has logged so far. */
  readonly log: readonly string[];
  /** Runs background work whose time has come, where the service does not do that by itself. */
  tick(): Promise<void>;
  /** Ends the service and removes its data. */
  close(): Promise<void>;
}

/** One of the three ways to run Heed. */
export interface TargetKind {
  readonly name: string;
  start(): Promise<Target>;
}

/** What every target is told: test data, not secrets (32 times the same byte). */
export const SETTINGS = {
  HEED_KEYS: `test:${Buffer.alloc(32, 7).toString('base64url')}`,
  HEED_IDENTITY_KEY: Buffer.alloc(32, 8).toString('base64url'),
  // As behind a proxy that ends TLS: what is minted names the public address, and is reached at the local one.
  HEED_BASE_URL: 'https://mail.northlight.example',
  HEED_WEBHOOK_TARGETS: 'public_and_loopback',
} as const;

/** Where a minted link or a path is reached from here. */
export function reach(target: Pick<Target, 'port'>, link: string): string {
  const { pathname, search } = new URL(link, SETTINGS.HEED_BASE_URL);
  return `http://127.0.0.1:${target.port}${pathname}${search}`;
}
