import { describe, expect, it } from 'vitest';
import { AdminAlert } from '../../emails/admin-alert.tsx';
import { AdminDigest } from '../../emails/admin-digest.tsx';
import { ManageLink } from '../../emails/manage-link.tsx';
import { OptOutAcknowledgement } from '../../emails/opt-out-acknowledgement.tsx';
import { BRAND_FRAME } from '../../emails/preview-frame.ts';
import { PrivacyAnswered } from '../../emails/privacy-answered.tsx';
import { plainText } from './plain-text.ts';
import { renderLetter } from './render-letter.ts';

// Times are written with a narrow space before AM and PM.
const spaces = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');

const FOOT = `Questions? This is how to reach Clearview Magnifiers:
1-800-555-0142
help@clearview.example

Clearview Magnifiers
400 Lens Way
Springfield, IL 62701
`;

describe('the text of a mail, as a whole', () => {
  it('that brings a link', async () => {
    const url = 'https://heed.example/p/TOKEN';
    const { subject, text } = await renderLetter({ ...ManageLink.PreviewProps.facts, url }, BRAND_FRAME);
    expect(subject).toBe('Your email preferences at Clearview Magnifiers');
    expect(text).toBe(`Clearview Magnifiers

Your email preferences

Here is the link you asked for. It shows which email Clearview Magnifiers may send you, and lets you change it.

Open my preferences

https://heed.example/p/TOKEN

The link works for 30 minutes. It is made for you alone, so please do not pass it on.

You did not ask for it? Then there is nothing to do. Nothing has been changed.

--

You get this because this address was typed in on a page of Clearview Magnifiers to ask for a link.

${FOOT}`);
  });

  it('that acknowledges an opt-out', async () => {
    const { frame, facts } = OptOutAcknowledgement.PreviewProps;
    const receiptUrl = 'https://heed.example/r/TOKEN';
    const { subject, text } = await renderLetter({ ...facts, receiptUrl }, frame);
    expect(subject).toBe('You are unsubscribed: Clearview Magnifiers');
    expect(spaces(text)).toBe(`Clearview Magnifiers

You are unsubscribed

On November 22, 2026 at 2:03 PM CST you asked Clearview Magnifiers to stop sending you Reading tips and New magnifiers. Your request is recorded.

Email that is already on its way may still arrive. It must all have stopped by the end of Monday, December 7, 2026.

Email that Clearview Magnifiers has to send you about an order, an account or a product you own is not advertising, and goes on.

The receipt shows which systems have been told, and when.

See the receipt

https://heed.example/r/TOKEN

This was not you? Tell us, and we put it right. How to reach us is written below.

--

You get this once, because Clearview Magnifiers confirms every such request.

${FOOT}`);
  });

  it('that tells a day, each sender by lines of its own', async () => {
    const { frame, facts } = AdminDigest.PreviewProps;
    const { subject, text } = await renderLetter(facts, frame);
    expect(subject).toBe('Opt-outs on November 22, 2026: 1,284 recorded, 393 waiting');
    expect(spaces(text)).toBe(`Heed (heed.example)

Opt-outs on November 22, 2026

Recorded that day (UTC): 1,284.

How long it took to tell each sender that day, and what waits now

Newsletters
Told: 1,284
Half in: 2.1 sec
99% in: 41 sec
Waiting: 0

Order system of the Springfield shop
Told: 903
Half in: 340 ms
99% in: 1.5 hr
Waiting: 12

Partner mailings
Told: 0
Half in: –
99% in: –
Waiting: 381

Open the console

https://heed.example/console

--

Heed at heed.example sent you this because you are one of its admins.
`);
  });
});

describe('the text of a mail', () => {
  it('tells facts one a line', async () => {
    const { frame, facts } = AdminAlert.PreviewProps;
    expect(spaces((await renderLetter(facts, frame)).text)).toContain(`
Opt-outs waiting: 1,284
Waiting since: November 20, 2026 at 2:03 PM UTC
First deadline: December 8, 2026 at 6:00 AM UTC
Last answer: http_503
`);
  });

  it('marks what the company says in its own words, line by line', async () => {
    const { frame, facts } = PrivacyAnswered.PreviewProps;
    const { text } = await renderLetter({ ...facts, explanation: 'Deleted:\n\n1 < 2 & 3' }, frame);
    expect(text).toContain('\n> Deleted:\n> \n> 1 < 2 & 3\n');
  });

  it('spells headings as they are, and leaves out what only the HTML part needs', () => {
    const html = '<h1>Old News</h1><p data-skip-in-text="true">Hidden</p><p>Kept</p>';
    expect(plainText(html)).toBe('Old News\n\nKept\n');
  });
});
