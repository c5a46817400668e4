import { describe, expect, it } from 'vitest';
import { identityKey, NOON, random, ring, scopeOf } from './link.test-kit.ts';
import { mintLinks } from './mint.ts';
import { membersWriter } from './mint-line.ts';

describe('the members of a JSON object of links', () => {
  it('are what JSON.stringify makes of the same links, whatever the base URL holds', () => {
    const baseUrls = ['https://stop.example.com', 'http://localhost:8787/a"b', 'https://bücher.example/\\'];
    for (const baseUrl of baseUrls) {
      const parts = { keyring: ring, identityKey, random, baseUrl };
      for (const order of [
        { scope: scopeOf('a/t'), issuedAt: NOON, campaign: 'spring:2026' },
        { scope: scopeOf('a'), issuedAt: NOON },
      ]) {
        const minted = mintLinks(parts, order, 'josé.o’neil@bücher.example');
        if (minted.kind === 'refused') throw new Error(minted.code);
        expect(`{${membersWriter(baseUrl)(minted.links)}}`).toBe(JSON.stringify(minted.links));
      }
    }
  });
});
