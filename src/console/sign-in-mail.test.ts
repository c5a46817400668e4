import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../consent/address.ts';
import { openTestHeed, type TestHeed } from '../heed.testkit.ts';
import { openLetter } from '../mail/outbox.ts';
import { STEP_MILLIS } from '../web/even-time.ts';
import { press, storedDoors, textOf } from './console.testkit.ts';
import { adminName } from './sign-in-mail.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ADA = 'ada@northlight.example';
const STRANGER = 'eve@northlight.example';
const FROM = 'x-real-ip';

function openWithAdmins(parts: Parameters<typeof openTestHeed>[0] = {}) {
  return openTestHeed({
    adminEmails: [ADA, 'grace@northlight.example'],
    clientAddressHeader: FROM,
    ...parts,
  });
}

/** Sends the form, from an address of one's own unless told otherwise. */
function ask({ app }: TestHeed, address: string, headers: Record<string, string> = {}) {
  return app.request('/console/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', [FROM]: '192.0.2.1', ...headers },
    body: new URLSearchParams({ address }).toString(),
  });
}

/** The sign-in letters in the outbox, with the row each lies in. */
async function letters({ heed }: TestHeed) {
  const rows = await heed.database.all(heed.database.build.selectFrom('outbox').selectAll());
  return rows.map((row) => {
    const opened = openLetter(heed.keyring, row);
    if (opened.kind !== 'letter' || opened.letter.kind !== 'admin_sign_in') throw new Error('another letter');
    return { row, letter: opened.letter, path: opened.letter.url.slice('https://heed.example'.length) };
  });
}

async function audited({ heed }: TestHeed) {
  const { build } = heed.database;
  return heed.database.all(build.selectFrom('audit').select(['actor', 'action', 'subject']).orderBy('at'));
}

function headersOf(response: Response): [string, string][] {
  return [...response.headers];
}

describe('the page of those who are not signed in', () => {
  it('offers to mail a link, with a field that says what it wants', async () => {
    const test = await openWithAdmins();
    for (const path of ['/console', '/console/outbox', '/console/sign-in', '/console/sign-in/made-up']) {
      const page = await (await test.app.request(path)).text();
      expect(page).toMatch(/<form method="post" action="\/console\/sign-in"/);
      expect(page).toMatch(/<label for="address">Your email address<\/label>/);
      expect(page).toMatch(
        /<input id="address" name="address" type="email"[^>]* autocomplete="email"[^>]* aria-describedby="address-hint"/,
      );
      expect(textOf(page)).toContain('run heed admin link');
    }
  });

  it('offers no such thing, and has no such door, where nobody is an admin by mail', async () => {
    const test = await openTestHeed();
    const page = await (await test.app.request('/console')).text();
    expect(page).not.toContain('<form');
    expect(page).toContain('For another link, run');
    expect((await ask(test, ADA)).status).toBe(401);
    expect(await letters(test)).toEqual([]);
  });
});

describe('asking for a sign-in link', () => {
  it('mails one to an admin, as the address is configured, however it was typed', async () => {
    const test = await openWithAdmins();
    expect((await ask(test, '  Ada@Northlight.EXAMPLE ')).status).toBe(200);
    const [one, ...others] = await letters(test);
    expect(others).toEqual([]);
    expect(one?.letter).toMatchObject({
      to: ADA,
      language: 'en',
      brandId: null,
      service: 'heed.example',
      minutes: 15,
    });
  });

  it('answers a stranger alike: the same page, the same headers, and no mail', async () => {
    const test = await openWithAdmins();
    const known = await ask(test, ADA);
    const unknown = await ask(test, STRANGER);
    expect(unknown.status).toBe(known.status);
    expect(headersOf(unknown)).toEqual(headersOf(known));
    expect(await unknown.text()).toBe(await known.text());
    expect(await letters(test)).toHaveLength(1);
    expect((await storedDoors(test)).links).toHaveLength(1);
  });

  it.each([ADA, STRANGER])('takes the same time for %s', async (address) => {
    let slept = 0;
    const test = await openWithAdmins({
      sleep: async (millis) => {
        slept += millis;
      },
    });
    await ask(test, address);
    expect(slept).toBe(STEP_MILLIS);
  });

  it('gives a link that signs in once, under a name that is no address', async () => {
    const test = await openWithAdmins();
    await ask(test, ADA);
    const [{ path } = { path: '' }] = await letters(test);
    expect((await test.app.request(path)).status).toBe(200);
    const first = await press(test, path);
    expect(first.headers.get('location')).toBe('/console');
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await test.app.request('/console', { headers: { cookie } })).status).toBe(200);
    expect((await press(test, path)).status).toBe(404);

    const name = expect.stringMatching(/^ada \([\w-]{4}\)$/);
    expect(await audited(test)).toEqual([
      { actor: 'console', action: 'admin_link.create', subject: name },
      { actor: name, action: 'admin.sign_in', subject: name },
    ]);
    expect((await storedDoors(test)).sessions).toEqual([expect.objectContaining({ admin: name })]);
  });

  it('has a link that is mailed no more once it has run out', async () => {
    const sent: string[] = [];
    const test = await openWithAdmins({
      sendMail: async ({ to }) => {
        sent.push(to);
        return { kind: 'sent' };
      },
    });
    await ask(test, ADA);
    test.advance(15 * MINUTE);
    await test.heed.mail({ millisMax: MINUTE });
    expect(sent).toEqual([]);
    expect((await rowStates(test)).map(({ state }) => state)).toEqual(['expired']);

    await ask(test, ADA);
    test.advance(15 * MINUTE - 1);
    await test.heed.mail({ millisMax: MINUTE });
    expect(sent).toEqual([ADA]);
  });

  it('is rationed for one address, wherever it is asked from, and answered as before', async () => {
    const test = await openWithAdmins();
    const answers: string[] = [];
    for (let number = 1; number <= 5; number++) {
      const answer = await ask(test, ADA, { [FROM]: `192.0.2.${number}` });
      answers.push(`${answer.status} ${await answer.text()}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(await letters(test)).toHaveLength(3);
    await ask(test, 'grace@northlight.example', { [FROM]: '192.0.2.9' });
    expect(await letters(test)).toHaveLength(4);
    test.advance(HOUR);
    await ask(test, ADA);
    expect(await letters(test)).toHaveLength(5);
  });

  it('is rationed for one origin, whatever address it names', async () => {
    const test = await openWithAdmins();
    for (let number = 1; number <= 10; number++) await ask(test, `p${number}@example.com`);
    await ask(test, ADA);
    expect(await letters(test)).toEqual([]);
    await ask(test, ADA, { [FROM]: '192.0.2.2' });
    expect(await letters(test)).toHaveLength(1);
  });

  it.each([
    ['nothing', '', 'Type your email address.', 'value=""'],
    ['half an address', 'ada@', 'This is not a whole email address.', 'value="ada@"'],
    ['markup', '"><script>', 'This is not a whole email address.', 'value="&quot;&gt;&lt;script&gt;"'],
  ])(
    'with %s comes back, says what is wrong beside the field, and keeps what was typed',
    async (_, typed, text, kept) => {
      const test = await openWithAdmins();
      const answer = await ask(test, typed);
      const page = await answer.text();
      expect(answer.status).toBe(400);
      expect(page).toContain('<title>Error: Sign in to see this page</title>');
      expect(page).toContain(`<a href="#address">${text}`);
      expect(page).toMatch(/aria-describedby="address-hint address-error" aria-invalid="true"/);
      expect(page).not.toContain('<script>');
      expect(page).toContain(kept);
      expect(await letters(test)).toEqual([]);
    },
  );

  it('with a body that is far too long is refused unread', async () => {
    const test = await openWithAdmins();
    expect((await ask(test, `${'a'.repeat(10_000)}@example.com`)).status).toBe(400);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another fetch site', { 'sec-fetch-site': 'cross-site' }],
  ])('by a form of %s mails nothing', async (_, headers) => {
    const test = await openWithAdmins();
    expect((await ask(test, ADA, headers)).status).toBe(403);
    expect(await letters(test)).toEqual([]);
    expect((await storedDoors(test)).links).toEqual([]);
  });

  it('leaves no address and no secret in the log, the audit or the allowances', async () => {
    const test = await openWithAdmins();
    await ask(test, ADA);
    const allowances = await test.heed.database.all(
      test.heed.database.build.selectFrom('allowance').selectAll(),
    );
    const written = JSON.stringify([test.logged, await audited(test), allowances]);
    const [{ path } = { path: '' }] = await letters(test);
    expect(written).not.toContain('@');
    expect(written).not.toContain('192.0.2.1');
    expect(written).not.toContain(path.split('/').at(-1));
  });

  it('answers 503 when the database is away', async () => {
    const { heed } = await openTestHeed();
    const away = (): never => {
      throw new Error('away');
    };
    const test = await openWithAdmins({ database: { ...heed.database, all: away, commit: away } });
    const answer = await ask(test, ADA);
    expect(answer.status).toBe(503);
  });
});

describe('the name of an admin who signed in by mail', () => {
  it('is the same for one address, tells two of one local part apart, and keeps the domain to itself', async () => {
    const { heed } = await openTestHeed();
    const nameOf = (spelling: string) => {
      const outcome = normaliseAddress(spelling);
      if (outcome.kind === 'not_an_address') throw new Error(outcome.code);
      return adminName(heed.identityKey, outcome.address);
    };
    expect(nameOf('Ada@northlight.example')).toBe(nameOf(ADA));
    expect(nameOf('ada@other.example')).not.toBe(nameOf(ADA));
    expect(nameOf(ADA)).not.toContain('northlight');
  });
});

async function rowStates({ heed }: TestHeed) {
  return heed.database.all(heed.database.build.selectFrom('outbox').select(['state']));
}
