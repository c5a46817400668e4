import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { isWorthSplitting, type PushInput, type PushOutcome } from './connector.ts';
import { defineConnector } from './define-connector.ts';
import { aBatch, someItems } from './item.testkit.ts';

const settingsSchema = z.strictObject({ list: z.coerce.number().max(99), key: z.string().min(20) });
type Settings = z.infer<typeof settingsSchema>;

const GOOD = { list: '7', key: 'k'.repeat(20) };
const DONE: PushOutcome = { kind: 'answered', outcomes: [{ seq: 1, status: 'applied' }] };

function aConnector() {
  const push = vi.fn<(input: PushInput<Settings>) => Promise<PushOutcome>>().mockResolvedValue(DONE);
  return { push, connector: defineConnector({ kind: 'fake', itemsMax: 3, settingsSchema, push }) };
}

describe('a defined connector', () => {
  it('hands its push the settings parsed', async () => {
    const { connector, push } = aConnector();
    const batch = aBatch<unknown>({ settings: GOOD });
    expect(await connector.push(batch)).toBe(DONE);
    expect(push).toHaveBeenCalledExactlyOnceWith({ ...batch, settings: { ...GOOD, list: 7 } });
  });

  it.each([undefined, null, 'text', {}, { ...GOOD, key: 'short' }, { ...GOOD, extra: 1 }])(
    'fails slowly instead of asking anybody when stored settings no longer fit: %j',
    async (settings) => {
      const { connector, push } = aConnector();
      const outcome = await connector.push(aBatch<unknown>({ settings }));
      expect(outcome).toEqual({ kind: 'failed', code: 'settings_invalid', pace: 'slow' });
      expect(push).not.toHaveBeenCalled();
    },
  );

  it('answers an empty batch without asking anybody', async () => {
    const { connector, push } = aConnector();
    expect(await connector.push(aBatch<unknown>({ settings: GOOD, items: [] }))).toEqual({
      kind: 'answered',
      outcomes: [],
    });
    expect(push).not.toHaveBeenCalled();
  });

  it('throws for a batch larger than it promised to take', async () => {
    const { connector } = aConnector();
    await expect(connector.push(aBatch<unknown>({ settings: GOOD, items: someItems(4) }))).rejects.toThrow(
      RangeError,
    );
  });

  it('names what is wrong with settings without repeating their values', () => {
    const { connector } = aConnector();
    expect(connector.checkSettings(GOOD)).toEqual({ kind: 'ok' });
    const check = connector.checkSettings({ list: 100, key: 'hunter2' });
    expect(check).toMatchObject({ kind: 'invalid', problems: [{ path: 'list' }, { path: 'key' }] });
    expect(JSON.stringify(check)).not.toContain('hunter2');
  });
});

describe('isWorthSplitting', () => {
  it.each(['bad_request', 'too_large', 'unprocessable'])('says yes to %s', (code) => {
    expect(isWorthSplitting({ kind: 'failed', code, pace: 'normal' })).toBe(true);
  });

  it('says no to what no single item can have caused, and to an answered batch', () => {
    expect(isWorthSplitting({ kind: 'failed', code: 'timeout', pace: 'normal' })).toBe(false);
    expect(isWorthSplitting({ kind: 'failed', code: 'unauthorized', pace: 'slow' })).toBe(false);
    expect(isWorthSplitting(DONE)).toBe(false);
  });
});
