import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../src/words/language.ts';
import { attributesOf, readForms } from '../../forms/read-forms.ts';
import { recorded } from '../recorded.ts';
import type { Recording } from '../states/state.ts';
import { states } from '../states.ts';
import { validator } from '../validator.ts';
import { openWorld, ROSA } from '../world.ts';

const recordings = new Map<Language, readonly Recording[]>();
const inEnglish = () => recordings.get('en') ?? [];

beforeAll(async () => {
  for (const language of LANGUAGES) recordings.set(language, await recorded(language));
}, 120_000);

/** Each state about which something is to be said, with what. */
function about(say: (recording: Recording) => string | number | undefined, all = inEnglish()): string[] {
  expect(all).toHaveLength(states.length);
  return all.flatMap((recording) => {
    const said = say(recording);
    return said === undefined ? [] : [`${recording.state.name}: ${said}`];
  });
}

describe('the markup of every page in every state', { timeout: 60_000 }, () => {
  it.each(LANGUAGES)('is valid, in %s', async (language) => {
    const problems: string[] = [];
    for (const { state, html } of recordings.get(language) ?? []) {
      const { results } = await validator.validateString(html);
      for (const { ruleId, message, line } of results.flatMap(({ messages }) => messages)) {
        problems.push(`${state.name}: ${ruleId}: ${message} (${line})`);
      }
    }
    expect(problems).toEqual([]);
    expect(recordings.get(language)).toHaveLength(states.length);
  });

  it.each(LANGUAGES)('says which language it is in and which way that is written, in %s', (language) => {
    const opening = `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`;
    expect(
      about(
        ({ html }) => (html.startsWith(`<!doctype html>${opening}`) ? undefined : html.slice(0, 60)),
        recordings.get(language),
      ),
    ).toEqual([]);
  });

  it('has no form in which two fields say the same', () => {
    const twice = (html: string) =>
      readForms(html)
        .map(({ fields }) => fields.map(({ name, value }) => `${name}=${value}`))
        .find((pairs) => new Set(pairs).size !== pairs.length);
    expect(about(({ html }) => twice(html)?.join())).toEqual([]);
  });

  it('weighs less than 20 kB with its stylesheet, which is all it loads', () => {
    const bytes = ({ html, stylesheets }: Recording) =>
      Buffer.byteLength(html) + Buffer.byteLength(stylesheets.map(({ text }) => text).join(''));
    const all = LANGUAGES.flatMap((language) => recordings.get(language) ?? []);
    for (const recording of all) {
      expect(recording.stylesheets).toHaveLength(1);
      expect.soft(bytes(recording), recording.state.name).toBeLessThan(20_000);
    }
  });

  it('has no script, no style of its own and no handler in it', () => {
    const inline = /<script|<style|\sstyle=|\son[a-z]+=|javascript:/i;
    expect(about(({ html }) => inline.exec(html)?.[0])).toEqual([]);
  });

  it('leads nowhere else: a token in an address cannot travel to another site', () => {
    const foreign = (html: string) =>
      [...html.matchAll(/<\w+\b([^>]*)>/g)]
        .map(([, text = '']) => attributesOf(text))
        .flatMap((attributes) => ['href', 'src', 'action', 'formaction'].map((name) => attributes.get(name)))
        .find(
          (target) =>
            target !== undefined && !/^(\/(?!\/)|[#?]|mailto:[^?]+$|tel:\+?\d+$|data:)/.test(target),
        );
    expect(about(({ html }) => foreign(html))).toEqual([]);
  });

  it('shows an address in clear only to whoever has just typed it', () => {
    const name = ROSA.split('@')[0]?.toLowerCase() ?? '';
    const shows = (text: string) => text.toLowerCase().includes(name);
    expect(about(({ html, sent }) => (shows(html) && !shows(sent) ? 'an address' : undefined))).toEqual([]);
    expect(about(({ html }) => (shows(html) ? 'typed' : undefined)).length).toBeGreaterThan(3);
    expect(about(({ path }) => (shows(path) || path.includes('%40') ? path : undefined))).toEqual([]);
  });
});

describe('the answer of every page in every state', () => {
  const STRICT = {
    'content-type': 'text/html; charset=UTF-8',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8}; includeSubDomains$/),
  };

  it('has the strict headers, whatever went wrong', () => {
    for (const { headers, state } of inEnglish()) {
      expect.soft(Object.fromEntries(headers), state.name).toMatchObject(STRICT);
      const policy = new Set(headers.get('content-security-policy')?.split('; '));
      expect
        .soft(policy, state.name)
        .toEqual(
          new Set([
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
          ]),
        );
    }
  });

  it('sets no cookie', () => {
    expect(about(({ headers }) => headers.get('set-cookie') ?? undefined)).toEqual([]);
  });

  it('has a status that programs understand, too', () => {
    const byStatus = (wanted: number) => about(({ status }) => (status === wanted ? '' : undefined)).length;
    const known = [200, 400, 403, 404, 413, 503];
    expect(about(({ status }) => (known.includes(status) ? undefined : status))).toEqual([]);
    for (const status of known) expect.soft(byStatus(status), String(status)).toBeGreaterThan(0);
    expect(
      about(({ html, status }) => (/<title>Error:/.test(html) === (status === 400) ? undefined : status)),
    ).toEqual([]);
    expect(
      about(({ headers, status }) => ((status === 503) === headers.has('retry-after') ? undefined : status)),
    ).toEqual([]);
  });

  it('sets the one cookie where a language was chosen, and no other', async () => {
    const world = await openWorld();
    const visitor = world.visitor();
    const paths = [
      world.link('unsub'),
      world.link('prefs', 'clearview'),
      '/b',
      '/b/clearview',
      '/b/clearview/privacy',
      '/u/broken',
    ];
    for (const path of paths) {
      const { headers, html } = await visitor.open(`${path}?lang=fr`);
      expect
        .soft(headers.getSetCookie(), path)
        .toEqual(['heed_lang=fr; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax']);
      expect(html).toContain('<html lang="fr"');
      const unknown = await world.visitor().open(`${path}?lang=tlh`);
      expect.soft(unknown.headers.getSetCookie(), path).toEqual([]);
      expect(unknown.html).toContain('<html lang="en"');
    }
    await world.close();
  });

  it('has no HSTS where Heed itself is not behind https', async () => {
    const world = await openWorld({ parts: { baseUrl: 'http://localhost:8787' } });
    const { headers } = await world.visitor().open('/b/clearview');
    expect(headers.has('strict-transport-security')).toBe(false);
    await world.close();
  });
});
