import { describe, expect, it } from 'vitest';
import { readKeySet } from '../../src/consent/key-set.ts';
import { reasonsBetween } from '../../src/consent/reason.ts';
import { verifyReceipt } from '../../src/consent/receipt-jws.ts';
import { openWorld, type World } from '../pages/world.ts';

async function receiptPath(world: World): Promise<string> {
  const rosa = world.visitor();
  const done = await rosa.press(await rosa.open(world.link('unsub', 'clearview')), 'stop');
  const [path = ''] = /\/r\/[\w.-]+/.exec(done.html) ?? [];
  return path;
}

async function keysOf(world: World) {
  const keys = readKeySet((await world.visitor().open('/.well-known/jwks.json')).html);
  if (keys === undefined) throw new Error('the key set cannot be read');
  return keys;
}

describe('a receipt', () => {
  it('is a file that the published keys verify, and says who was told when', async () => {
    const world = await openWorld();
    const path = await receiptPath(world);
    world.advance(90_000);
    await world.tellSenders();
    const file = await world.visitor().open(`${path}/receipt.jws`);
    expect(file.headers.get('content-disposition')).toContain('receipt.jws');
    const verdict = await verifyReceipt(file.html.trim(), await keysOf(world));
    expect(verdict).toMatchObject({
      kind: 'verified',
      receipt: {
        iss: 'https://heed.example',
        decision: { kind: 'opt_out', scope: 'clearview', brand_name: 'Clearview Magnifiers' },
        person: { address: 'R***@example.com', address_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ledger: { seq: 1 },
      },
    });
    const senders = verdict.kind === 'verified' ? verdict.receipt.senders : [];
    expect(senders.filter(({ state }) => state === 'told')).toHaveLength(2);
    expect(JSON.stringify(verdict)).not.toContain('Rosa');
  });

  it('shows each system by its public name, and the same after it is opened again', async () => {
    const world = await openWorld();
    const path = await receiptPath(world);
    const rosa = world.visitor();
    const before = await rosa.open(path);
    expect(before.html).toContain('Newsletters');
    expect(before.html).not.toContain('Campaign mailer');
    await world.tellSenders({ all: true });
    expect((await rosa.open(path)).html).toContain('Every system that sends this email knows.');
  });

  it('belongs to one person: its number with another’s link shows nothing', async () => {
    const world = await openWorld();
    await receiptPath(world);
    const stranger = world.visitor();
    await stranger.press(await stranger.open('/b/clearview'), 'stop', { address: 'other@example.com' });
    const rosa = world.visitor();
    expect((await rosa.open(world.link('receipt', 'clearview', { seq: 2 }))).status).toBe(404);
    expect((await rosa.open(`${world.link('receipt', 'clearview', { seq: 2 })}/receipt.jws`)).status).toBe(
      404,
    );
    expect((await rosa.open(world.link('receipt', 'clearview', { seq: 1 }))).status).toBe(200);
  });

  it('takes one reason, the last one given, and none that is not offered', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const page = await rosa.open(await receiptPath(world));
    await rosa.press(page, 'reason', { reason: 'too_many' });
    await rosa.press(page, 'reason', { reason: 'not_relevant' });
    expect((await rosa.press(page, 'reason')).status).toBe(400);
    const own = { 'sec-fetch-site': 'same-origin' };
    expect((await rosa.send(page.path, 'press=reason&reason=%3Cb%3E', own)).status).toBe(400);
    const now = world.heed.now();
    expect(await reasonsBetween(world.heed.database, { from: 0, to: now + 1 })).toEqual([
      { brand: 'clearview', reason: 'not_relevant', count: 1 },
    ]);
  });
});
