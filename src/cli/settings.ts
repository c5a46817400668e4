import { type Config, parseConfig } from '../config.ts';
import { type Io, Refused } from './io.ts';

/** The settings from the environment. Each mistake is named by its variable; no value is repeated. */
export function settingsOf({ environment }: Pick<Io, 'environment'>): Config {
  const outcome = parseConfig(environment);
  if (outcome.kind === 'config') return outcome.config;
  throw new Refused(
    `the settings have mistakes.\n${outcome.problems.map((problem) => `  ${problem}`).join('\n')}`,
    'Correct these environment variables, or leave them out for their defaults.',
  );
}

/** Says what a base URL is not good for, if anything. */
export function baseUrlWarning(baseUrl: string): string | undefined {
  const { protocol, hostname } = new URL(baseUrl);
  if (hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]') {
    return `HEED_BASE_URL is ${baseUrl}: links work on this machine alone. Set it to the address the world reaches, such as https://mail.example.com.`;
  }
  // RFC 8058 §3.1: the URI must be https.
  if (protocol === 'http:') {
    return `HEED_BASE_URL is ${baseUrl}: mail programs offer one-click unsubscribing over https alone.`;
  }
  return undefined;
}
