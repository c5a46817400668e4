import type { OutboundAnswer, UnreachableCode } from '../../outbound/outbound.ts';
import type { PushOutcome } from '../connector.ts';
import { itemOutcomes, type SentItem } from './item-results.ts';
import { retryAfterMillis } from './retry-after.ts';

const STATUS_CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'request_timeout',
  410: 'gone',
  413: 'too_large',
  422: 'unprocessable',
  429: 'rate_limited',
  503: 'unavailable',
};

// Only a person can repair these. Standard Webhooks would have a 410 switch the endpoint off; an opt-out that is owed
// stays owed, so it is asked again, seldom.
const SLOW_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 410]);
const SLOW_UNREACHABLE: ReadonlySet<UnreachableCode> = new Set([
  'url_unreadable',
  'url_not_https',
  'url_has_credentials',
  'refused_address',
]);
const PAUSING_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * What a receiver's answer means for the batch. A 2xx is answered item by item (see `itemOutcomes`). Everything else
 * failed and leaves the whole batch owed, under a code made here and not by the receiver; 3xx is `redirect_refused`,
 * statuses without a name of their own are `http_<status>`. `Retry-After` counts for 429, 502, 503 and 504.
 * `now`: epoch milliseconds. Pure; never throws.
 */
export function readAnswer(options: {
  answer: OutboundAnswer;
  items: readonly SentItem[];
  now: number;
}): PushOutcome {
  const { answer, items, now } = options;
  if (answer.kind === 'unreachable') {
    const pace = SLOW_UNREACHABLE.has(answer.code) ? 'slow' : 'normal';
    return { kind: 'failed', code: answer.code, pace };
  }
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) return { kind: 'answered', outcomes: itemOutcomes(body, items) };
  const pause = PAUSING_STATUSES.has(status) ? retryAfterMillis(headers.retryAfter, now) : undefined;
  return {
    kind: 'failed',
    code: failedCode(status),
    pace: SLOW_STATUSES.has(status) ? 'slow' : 'normal',
    ...(pause === undefined ? {} : { retryAfterMillis: pause }),
  };
}

function failedCode(status: number): string {
  if (status >= 300 && status < 400) return 'redirect_refused';
  return STATUS_CODES[status] ?? `http_${status}`;
}
