import { describe, expect, it, onTestFinished } from 'vitest';
import { prove } from '../../demo/proof.ts';
import type { Asking } from '../../demo/recipients.ts';
import type { Report } from '../../demo/senders/messages.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';

const ada: Asking = { name: 'Ada', address: 'Ada@Example.com', brand: 'harbor', way: 'one_click' };
const ben: Asking = { name: 'Ben', address: 'ben@example.org', brand: 'harbor', way: 'phone' };
const people = [ada, ben];
const right: Report['stopped'] = {
  'ada@example.com': ['harbor/courses'],
  'ben@example.org': ['harbor', 'harbor/courses', 'harbor/stories'],
};

async function problemsWith(stopped: Report['stopped']): Promise<readonly string[]> {
  const database = openDatabase('sqlite::memory:');
  onTestFinished(() => database.close());
  await migrate(database, Date.parse('2026-11-22T12:00:00Z'));
  const proof = await prove(database, people, [{ name: 'Customer CRM', report: { summary: '', stopped } }]);
  return proof.kind === 'proven' ? [] : proof.problems;
}

describe('the proof', () => {
  it('finds that the ledger lacks what people said', async () => {
    expect(await problemsWith(right)).toEqual(['The ledger has 0 entries where 2 people said stop.']);
  });

  it.each([
    ['someone missing', { 'ada@example.com': ['harbor/courses'] }, 'does not know 1 of 2'],
    ['someone too many', { ...right, 'eve@example.net': [] }, 'knows 1 who never said stop'],
    [
      'more stopped than was asked',
      { ...right, 'ada@example.com': ['harbor', 'harbor/courses'] },
      'has 1 with',
    ],
    ['less stopped than was asked', { ...right, 'ben@example.org': ['harbor'] }, 'has 1 with'],
  ])('finds %s at a sender', async (_, stopped, problem) => {
    expect(await problemsWith(stopped)).toContainEqual(expect.stringContaining(`Customer CRM ${problem}`));
  });
});
