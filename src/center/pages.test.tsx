import { describe, expect, it } from 'vitest';
import type { Markup } from '../web/render-page.ts';
import type { LinkView } from './link-view.ts';
import { AskPage, DonePage, PlainPage, UndonePage } from './pages.tsx';

const view: LinkView = {
  mask: 'j***@example.com',
  what: 'promotional email from Clearview',
  brandName: 'Clearview',
  postalAddress: '1 Main St\nTroy NY',
  zone: 'America/New_York',
  continues: [],
  narrow: false,
};

async function htmlOf(page: Markup): Promise<string> {
  return await page.toString();
}

const titleOf = (html: string) => /<title>(.*?)<\/title>/.exec(html)?.[1];

describe('a page for recipients', () => {
  it('is titled by what happened and whose page it is, each once', async () => {
    expect(titleOf(await htmlOf(<AskPage view={view} />))).toBe('Stop promotional email from Clearview?');
    expect(titleOf(await htmlOf(<DonePage view={view} already={false} />))).toBe(
      'You are unsubscribed – Clearview',
    );
    expect(titleOf(await htmlOf(<PlainPage title="Sorry" lines={[]} />))).toBe('Sorry');
  });

  it('says that there was nothing to undo instead of claiming an undo', async () => {
    expect(await htmlOf(<UndonePage view={view} stale={false} />)).toContain('<h1>Undone</h1>');
    const stale = await htmlOf(<UndonePage view={view} stale={true} />);
    expect(stale).toContain('<h1>Nothing to undo any more</h1>');
    expect(titleOf(stale)).not.toContain('Undone');
  });

  it('does without the address where it does not open', async () => {
    const blind = { ...view, mask: '' };
    expect(await htmlOf(<UndonePage view={blind} stale={false} />)).toContain(
      'Everything is as it was before.',
    );
    expect(await htmlOf(<AskPage view={blind} />)).not.toContain('This is for');
  });

  it('offers undo before anything else, and the whole brand only where less was stopped', async () => {
    const undo = { action: '/u/token', until: '10:15 AM EST' };
    const narrow = await htmlOf(<DonePage view={{ ...view, narrow: true }} already={false} undo={undo} />);
    expect(narrow.indexOf('value="undo"')).toBeGreaterThan(0);
    expect(narrow.indexOf('value="undo"')).toBeLessThan(narrow.indexOf('value="stop-brand"'));
    expect(await htmlOf(<DonePage view={view} already={false} undo={undo} />)).not.toContain('stop-brand');
  });

  it('shows names as text', async () => {
    const html = await htmlOf(<AskPage view={{ ...view, what: '<b>news</b>', brandName: '<script>' }} />);
    expect(html).not.toMatch(/<b>|<script/);
    expect(html).toContain('&lt;b&gt;news');
  });
});
