import { request, requestWithBody } from './raw-http.ts';

const URLENCODED = 'Content-Type: application/x-www-form-urlencoded';
const PAIR = 'List-Unsubscribe=One-Click';

/** A POST to a link as somebody's program writes it. `conforming`: as RFC 8058 §3.2 describes it. */
export interface Post {
  readonly name: string;
  readonly conforming: boolean;
  readonly bytes: (path: string) => string;
}

function withBody(name: string, conforming: boolean, headers: string[], body: string): Post {
  return { name, conforming, bytes: (path) => requestWithBody(`POST ${path}`, headers, body) };
}

const wellFormedMultipart = [
  '--frontier',
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  '',
  'One-Click',
  '--frontier--',
  '',
].join('\r\n');

// RFC 8058 §8.3 to the letter: the delimiter lines lack the two hyphens RFC 2046 §5.1.1 puts before the boundary.
const rfcExample = [
  '---FormBoundaryjWmhtjORrn',
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  '',
  'One-Click',
  '---FormBoundaryjWmhtjORrn--',
  '',
].join('\r\n');
const RFC_TYPE = 'Content-Type: multipart/form-data; boundary=---FormBoundaryjWmhtjORrn';

/** Every way a POST that must opt out has been seen or feared. */
export const posts: readonly Post[] = [
  withBody('urlencoded, 26 bytes, as Gmail sends it', true, [URLENCODED], PAIR),
  withBody('urlencoded with a charset', true, [`${URLENCODED}; charset=UTF-8`], PAIR),
  withBody(
    'multipart, well formed',
    true,
    ['Content-Type: multipart/form-data; boundary=frontier'],
    wellFormedMultipart,
  ),
  withBody("multipart, malformed as in the RFC's own example", true, [RFC_TYPE], rfcExample),
  withBody('text/plain', true, ['Content-Type: text/plain'], PAIR),
  withBody('no content type', true, [], PAIR),
  withBody('an empty body with a length of 0', false, [URLENCODED], ''),
  { name: 'no body and no length', conforming: false, bytes: (path) => request(`POST ${path}`) },
  withBody('a body of garbage', false, ['Content-Type: application/octet-stream'], '\u0000\u00ff%%%=&;{"'),
  withBody('JSON', false, ['Content-Type: application/json'], '{"List-Unsubscribe":"One-Click"}'),
  {
    name: 'a chunked body',
    conforming: true,
    bytes: (path) =>
      request(
        `POST ${path}`,
        [URLENCODED, 'Transfer-Encoding: chunked'],
        `10\r\n${PAIR.slice(0, 16)}\r\na\r\n${PAIR.slice(16)}\r\n0\r\n\r\n`,
      ),
  },
  withBody(
    'a navigation from a browser',
    true,
    [
      URLENCODED,
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: document',
      'Sec-Fetch-Site: cross-site',
      'Accept: text/html',
    ],
    PAIR,
  ),
  withBody('a user agent that looks like a bot', true, [URLENCODED, 'User-Agent: Googlebot/2.1'], PAIR),
  withBody('another origin', true, [URLENCODED, 'Origin: https://mail.proton.me'], PAIR),
  withBody(
    'HTTP authorization and a cookie',
    true,
    [URLENCODED, 'Authorization: Basic eDp5', 'Cookie: a=b'],
    PAIR,
  ),
  {
    name: 'a trailing slash',
    conforming: true,
    bytes: (path) => requestWithBody(`POST ${path}/`, [URLENCODED], PAIR),
  },
  {
    name: 'a tracking parameter somebody added',
    conforming: true,
    bytes: (path) => requestWithBody(`POST ${path}?utm_source=mail`, [URLENCODED], PAIR),
  },
  {
    name: 'an absolute request target, as a proxy sends it',
    conforming: true,
    bytes: (path) => requestWithBody(`POST https://mail.northlight.example${path}`, [URLENCODED], PAIR),
  },
  {
    name: 'a token whose dots somebody has encoded',
    conforming: true,
    bytes: (path) => requestWithBody(`POST ${path.replaceAll('.', '%2E')}`, [URLENCODED], PAIR),
  },
];

/** The one-click POST of this path, as Gmail sends it. */
export function gmailPost(path: string): string {
  return requestWithBody(`POST ${path}`, [URLENCODED], PAIR);
}
