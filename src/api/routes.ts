import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { KeyScope } from '../access/api-key.ts';
import type { Heed } from '../heed.ts';
import { errorCode } from '../log.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { attestationRoutes } from './attestations.ts';
import { requireScope } from './authenticate.ts';
import { brandRoutes } from './brands.ts';
import { changeRoutes } from './changes.ts';
import { checkRoutes } from './check.ts';
import { type ApiEnv, createRouter } from './context.ts';
import { decisionRoutes } from './decisions.ts';
import { handListRoutes } from './hand-lists.ts';
import { idempotent } from './idempotent.ts';
import { incidentRoutes } from './incidents.ts';
import { latencyRoutes } from './latency.ts';
import { limitBody } from './limit-body.ts';
import { isNdjson, linkRoutes } from './links.ts';
import { metricsRoutes } from './metrics.ts';
import { isListFile } from './own-sender.ts';
import { peopleRoutes } from './people.ts';
import { privacyRequestRoutes } from './privacy-requests.ts';
import { problem, Refusal } from './problem.ts';
import { reasonRoutes } from './reasons.ts';
import { senderRoutes } from './senders.ts';
import { topicRoutes } from './topics.ts';

const MEBIBYTE = 1024 * 1024;

interface Door {
  readonly path: string;
  readonly scope: KeyScope;
  readonly bodyBytesMax: number;
  /** Where a repeated request would change something, or show a secret once. */
  readonly idempotent?: boolean;
}

const DOORS: readonly Door[] = [
  { path: '/v1/brands/*', scope: 'setup', bodyBytesMax: 64 * 1024, idempotent: true },
  { path: '/v1/topics/*', scope: 'setup', bodyBytesMax: 64 * 1024, idempotent: true },
  { path: '/v1/senders/*', scope: 'setup', bodyBytesMax: 64 * 1024, idempotent: true },
  { path: '/v1/links', scope: 'links', bodyBytesMax: 4 * MEBIBYTE },
  { path: '/v1/check', scope: 'check', bodyBytesMax: 4 * MEBIBYTE },
  { path: '/v1/decisions', scope: 'decisions', bodyBytesMax: 16 * MEBIBYTE, idempotent: true },
  { path: '/v1/people/*', scope: 'people', bodyBytesMax: 64 * 1024 },
  { path: '/v1/changes', scope: 'changes', bodyBytesMax: 1024 },
  { path: '/v1/acks', scope: 'changes', bodyBytesMax: 1024 },
  { path: '/v1/latency', scope: 'latency', bodyBytesMax: 1024 },
  { path: '/v1/incidents', scope: 'latency', bodyBytesMax: 1024 },
  { path: '/v1/incidents/:id', scope: 'latency', bodyBytesMax: 1024 },
  { path: '/v1/incidents/:id/explanation', scope: 'setup', bodyBytesMax: 64 * 1024, idempotent: true },
  { path: '/metrics', scope: 'latency', bodyBytesMax: 1024 },
  { path: '/v1/reasons', scope: 'latency', bodyBytesMax: 1024 },
  { path: '/v1/privacy-requests/*', scope: 'privacy', bodyBytesMax: 64 * 1024, idempotent: true },
];

/** The JSON API: every door with its key scope, its body limit and its refusals, and the document that describes them. */
export function createApi(heed: Heed) {
  const api = createRouter();
  for (const door of DOORS) {
    api.use(door.path, requireScope(heed, door.scope));
    const limit = limitBody(door.bodyBytesMax);
    api.use(door.path, (c, next) => (door.scope === 'links' && isNdjson(c) ? next() : limit(c, next)));
    const once = idempotent(heed);
    if (door.idempotent) api.use(door.path, (c, next) => (isListFile(c) ? next() : once(c, next)));
  }
  for (const routes of [
    brandRoutes,
    topicRoutes,
    senderRoutes,
    linkRoutes,
    checkRoutes,
    decisionRoutes,
    peopleRoutes,
    changeRoutes,
    handListRoutes,
    attestationRoutes,
    incidentRoutes,
    latencyRoutes,
    privacyRequestRoutes,
    reasonRoutes,
    metricsRoutes,
  ]) {
    api.route('/', routes(heed));
  }
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  api.doc31('/v1/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Heed',
      version: '1',
      description: 'Carries every opt-out to every system that can mail the person, on time, with proof.',
    },
    servers: [{ url: heed.baseUrl }],
  });
  api.all('/v1/*', (c) => problem(c, 'not_found', 'See /v1/openapi.json for what there is.'));
  api.onError((error, c) => answerError(heed, error, c));
  return api;
}

function answerError(heed: Heed, error: Error, c: Context<ApiEnv>): Response {
  if (error instanceof Refusal) {
    return problem(c, error.code, error.detail, { errors: error.errors, held: error.held });
  }
  if (error instanceof HTTPException) {
    return error.status === 415
      ? problem(c, 'wrong_media_type', 'Send the body as application/json.')
      : problem(c, 'not_json', 'The body must be one JSON object.');
  }
  heed.log.error('api.failed', { code: errorCode(error), path: c.req.routePath });
  if (error instanceof StoreUnavailable) {
    return problem(
      c,
      'unavailable',
      'Nothing was changed. Try again; until there is an answer, do not send.',
      {
        headers: { 'retry-after': '30' },
      },
    );
  }
  return problem(
    c,
    'internal',
    'Nothing was changed that was not answered. Try again, and tell us when it goes on.',
  );
}
