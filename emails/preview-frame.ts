import { mails } from '../src/words/en/mails.ts';
import type { MailFrame } from './mail-props.ts';
import { DEFAULT_LOOK } from './theme.ts';

/** A brand for looking at mails. */
export const BRAND_FRAME: MailFrame = {
  language: 'en',
  words: mails,
  zone: 'America/Chicago',
  from: {
    name: 'Clearview Magnifiers',
    postalAddress: ['400 Lens Way', 'Springfield, IL 62701'],
    phone: '1-800-555-0142',
    email: 'help@clearview.example',
  },
  look: DEFAULT_LOOK,
};

/** The service itself, whose mails go to admins. */
export const SERVICE_FRAME: MailFrame = {
  ...BRAND_FRAME,
  zone: 'UTC',
  from: { name: 'Heed (heed.example)', postalAddress: null, phone: null, email: null },
};

/** As long as a real token, so that the preview shows what a link in full takes. */
export const EXAMPLE_TOKEN = `EXAMPLE${'-of-the-length-of-a-real-one'.repeat(11)}`;
