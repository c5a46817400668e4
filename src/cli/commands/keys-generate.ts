import { generateKey } from '../../keys/keyring.ts';
import { randomSecret } from '../../keys/random.ts';
import { defineCommand } from '../command.ts';

const ROTATION = [
  'To rotate, put it first and keep the old keys behind it, separated by commas:',
  '  HEED_KEYS=NEW,OLD      (or the one line of heed.keys in the data folder)',
  'Then restart every process. New links and seals use the first key; the others still verify and open what was made with them. Never take an old key away: links in mails already sent are signed with it.',
];
const IDENTITY = [
  'Set it as HEED_IDENTITY_KEY, or keep it as heed.identity-key in the data folder, for a new installation alone.',
  'It never rotates: with another identity key nobody who opted out is recognised again.',
];

/** `heed keys generate`: a fresh secret for the settings. It is printed alone on standard output and kept nowhere. */
export const keysGenerate = defineCommand({
  usage: ['', '--identity'],
  about:
    'Prints a new secret on standard output and what to do with it on standard error. Nothing is stored or changed. heed serve makes both secrets by itself when it starts for the first time without them.',
  options: {
    identity: { type: 'boolean', help: 'Make a HEED_IDENTITY_KEY instead of a HEED_KEYS entry.' },
  },
  examples: [
    { line: 'heed keys generate', does: 'A new signing and sealing key, for rotation.' },
    {
      line: 'HEED_KEYS="$(heed keys generate),$HEED_KEYS"',
      does: 'Put a new key first in the environment of a shell.',
    },
  ],
  async run({ values, json, out, note, random, now }) {
    const variable = values.identity ? 'HEED_IDENTITY_KEY' : 'HEED_KEYS';
    const secret = values.identity ? randomSecret(random) : generateKey(random, now());
    await out(json ? `${JSON.stringify({ variable, secret })}\n` : `${secret}\n`);
    if (!json) note((values.identity ? IDENTITY : ROTATION).join('\n'));
    return 0;
  },
});
