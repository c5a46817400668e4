import type { Heed } from '../heed.ts';
import { optOutByLink } from '../links/obey.ts';
import { type Power, readToken } from '../links/token.ts';
import { errorCode } from '../log.ts';
import { pageHeaderRecord } from '../web/page-headers.ts';

/** What a mail program is answered. Ready made: gathering headers for each answer costs as much as reading a token. */
export interface OneClickAnswer {
  readonly status: 200 | 503;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

// Web mail posts from the browser (ProtonMail), so other origins may; there is nothing to read but "done".
export const ANY_ORIGIN = { 'access-control-allow-origin': '*' };

/** The two answers: it is done, and it could not be made durable. The second invites another try. */
export function oneClickAnswers({ baseUrl }: Pick<Heed, 'baseUrl'>): {
  readonly done: OneClickAnswer;
  readonly busy: OneClickAnswer;
} {
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    ...ANY_ORIGIN,
    ...pageHeaderRecord({ https: baseUrl.startsWith('https:') }),
  };
  return {
    done: announced({ status: 200, body: 'unsubscribed\n', headers }),
    busy: announced({ status: 503, body: 'try again\n', headers: { ...headers, 'retry-after': '30' } }),
  };
}

/** The same with its length, so that nobody has to count it again. */
function announced(answer: OneClickAnswer): OneClickAnswer {
  return { ...answer, headers: { ...answer.headers, 'content-length': String(answer.body.length) } };
}

/** Obeys the one click of a mail program; undefined when the link cannot opt out, and then it is no one-click link. */
export type OneClick = (token: string) => Promise<OneClickAnswer | undefined>;

/** Makes the door of a conforming one-click POST (RFC 8058 §3.2) by links of these powers. */
export function createOneClick(heed: Heed, powers: readonly Power[]): OneClick {
  const { done, busy } = oneClickAnswers(heed);
  return async (token) => {
    const now = heed.now();
    const claims = await readToken(heed.keyring, token, { powers, now });
    if (claims === undefined || claims.power === 'undo') return undefined;
    const use = { channel: 'one_click', conforming: true, now } as const;
    return (await isRecorded(heed, optOutByLink(claims, use))) ? done : busy;
  };
}

/** Guarantee 2: true only when it is durable. Whatever failed is logged by its code. */
async function isRecorded(heed: Heed, decision: ReturnType<typeof optOutByLink>): Promise<boolean> {
  try {
    await heed.append([decision]);
    return true;
  } catch (error) {
    heed.log.error('opt_out.failed', { code: errorCode(error) });
    return false;
  }
}
