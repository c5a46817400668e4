import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { D1Binding } from './store/d1.ts';
import worker, { type WorkerEnv } from './worker.ts';

// Test data, not secrets: 32 times the same byte.
const KEY = Buffer.alloc(32, 7).toString('base64url');
const untouched: D1Binding = {
  prepare: () => {
    throw new Error('the database was asked');
  },
  batch: () => Promise.reject(new Error('the database was asked')),
};
const COMPLETE: WorkerEnv = {
  DB: untouched,
  HEED_KEYS: `k1:${KEY}`,
  HEED_IDENTITY_KEY: KEY,
  HEED_BASE_URL: 'https://mail.example.com',
  HEED_WEBHOOK_TARGETS: 'public',
};

describe('a Worker that is not set up', () => {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  });
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ['DB', without('DB')],
    ['HEED_KEYS', without('HEED_KEYS')],
    ['HEED_KEYS', { ...COMPLETE, HEED_KEYS: 'sesame' }],
    ['HEED_IDENTITY_KEY', without('HEED_IDENTITY_KEY')],
    ['HEED_IDENTITY_KEY', { ...COMPLETE, HEED_IDENTITY_KEY: 'sesame' }],
    ['HEED_BASE_URL', { ...COMPLETE, HEED_BASE_URL: '' }],
    ['HEED_BASE_URL', { ...COMPLETE, HEED_BASE_URL: 'sesame.example.com' }],
    ['HEED_WEBHOOK_TARGETS', { ...COMPLETE, HEED_WEBHOOK_TARGETS: 'sesame' }],
    ['HEED_MAIL_FROM', { ...COMPLETE, RESEND_API_KEY: 'sesame' }],
    ['HEED_MAIL_FROM', { ...COMPLETE, RESEND_API_KEY: 're_x', HEED_MAIL_FROM: 'sesame' }],
    ['RESEND_BASE_URL', { ...COMPLETE, RESEND_BASE_URL: 'https://sesame.example' }],
    ['HEED_SMTP_URL', { ...COMPLETE, HEED_SMTP_URL: 'smtp://sesame.example' }],
    ['HEED_ALERT_WEBHOOK_SECRET', { ...COMPLETE, HEED_ALERT_WEBHOOK_URL: 'https://sesame.example' }],
    ['HEED_ADMIN_EMAILS', { ...COMPLETE, HEED_ADMIN_EMAILS: 'ada@example.com,sesame' }],
  ])('answers 503 and names %s, to whoever asks and in its log, without repeating it', async (name, env) => {
    const answer = await post(env);
    const text = await answer.text();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(text).toContain(name);
    await worker.scheduled({}, env);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'worker.incomplete', problem: expect.stringContaining(name) }),
      expect.objectContaining({ event: 'worker.incomplete', problem: expect.stringContaining(name) }),
    ]);
    expect(text + lines.join()).not.toContain('sesame');
  });

  it('answers 503 while its database cannot be brought up to date, and tries again at the next request', async () => {
    expect((await post(COMPLETE)).status).toBe(503);
    expect((await post(COMPLETE)).status).toBe(503);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'migrate.failed', code: 'Error' }),
      expect.objectContaining({ event: 'migrate.failed', code: 'Error' }),
    ]);
  });
});

function without(name: keyof WorkerEnv): WorkerEnv {
  const { [name]: _, ...rest } = COMPLETE;
  return rest;
}

function post(env: WorkerEnv): Promise<Response> {
  const request = new Request('https://mail.example.com/u/token', { method: 'POST' });
  return worker.fetch(request, env, { waitUntil: () => undefined });
}
