import { auditBy } from '../../access/audit.ts';
import type { Brand } from '../../brands/brand.ts';
import { brandAnswer } from '../../brands/brand-answer.ts';
import { brandChangesSchema, changeBrand } from '../../brands/change-brand.ts';
import { readBrand } from '../../brands/directory.ts';
import { FONTS } from '../../brands/profile.ts';
import { JURISDICTION_IDS } from '../../deadline/jurisdiction.ts';
import { LANGUAGES } from '../../words/language.ts';
import { defineCommand, type Values } from '../command.ts';
import { Misspelled, Refused } from '../io.ts';
import { LADDER_HELP, ladderGiven, ladderOption, refusedLadder } from '../ladder-option.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { readLogo } from '../read-logo.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';
import { valueOrNone, yesOrNo } from '../yes-or-no.ts';

const options = {
  name: { type: 'string', value: 'NAME', help: 'The name people read.' },
  'postal-address': {
    type: 'string',
    value: 'ADDRESS',
    help: 'The postal address the law wants in every mail.',
  },
  zone: { type: 'string', value: 'ZONE', help: 'Whose midnights end its deadlines: an IANA time zone.' },
  jurisdictions: {
    type: 'string',
    value: 'LIST',
    help: `The laws it mails under, separated by commas: ${JURISDICTION_IDS.join(', ')}.`,
  },
  logo: { type: 'string', value: 'FILE', help: 'A small SVG, PNG or WebP file, about 4 kB at most.' },
  accent: { type: 'string', value: 'COLOUR', help: 'Of links and buttons: #rgb or #rrggbb.' },
  ground: {
    type: 'string',
    value: 'COLOUR',
    help: 'Behind everything: #rgb or #rrggbb.',
  },
  font: { type: 'string', value: 'FONT', help: `One of: ${FONTS.join(', ')}.` },
  'support-phone': { type: 'string', value: 'NUMBER', help: 'Where readers get help by telephone.' },
  'support-email': { type: 'string', value: 'ADDRESS', help: 'Where readers get help by mail.' },
  language: {
    type: 'string',
    value: 'LANGUAGE',
    help: `What is written in when nothing is known of the reader: ${LANGUAGES.join(', ')}.`,
  },
  'double-opt-in': {
    type: 'string',
    value: 'yes|no',
    help: 'Whether an opt-in counts only after a press in a mail.',
  },
  acknowledge: {
    type: 'string',
    value: 'yes|no',
    help: 'Whether opt-outs from now on are acknowledged by mail.',
  },
  'privacy-phone': { type: 'string', value: 'NUMBER', help: 'For privacy requests by telephone.' },
  'privacy-address': { type: 'string', value: 'ADDRESS', help: 'For privacy requests by post.' },
  'honors-gpc': { type: 'string', value: 'yes|no', help: 'Whether it honours Global Privacy Control.' },
  ladder: ladderOption,
} as const;

const ABOUT =
  'Changes what is given and leaves the rest. Colours that fail contrast are corrected, and what was corrected is printed. An empty value takes away what a brand can do without: --logo "", --support-phone "", and --accent "" for both colours. New laws or another zone count from now on: deadlines that are running stay.';

/** `heed brands set`: how a brand looks and what it promises on its pages; says which colours were corrected. */
export const brandsSet = defineCommand({
  usage: ['ID [options]'],
  about: `${ABOUT}\n${LADDER_HELP}`,
  words: { name: 'ID', min: 1, max: 1 },
  options,
  examples: [
    {
      line: 'heed brands set clearview --logo clearview.svg --accent "#0b5c50" --ground "#ffffff"',
      does: 'Its own look, readable in light and in dark.',
    },
    {
      line: 'heed brands set clearview --ladder \'{"late_after_minutes":60,"held_business_days_left":2}\'',
      does: 'Its senders are late after an hour, and held two business days before a deadline.',
    },
    {
      line: 'heed brands set clearview --support-phone "1-800-555-0123" --acknowledge yes',
      does: 'A way to get help, and a mail after each opt-out.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const before = (await readBrand(database, id))?.brand;
      if (before === undefined) throw unknownBrand();
      const changes = parseGiven(brandChangesSchema, await givenBy(values, before), spelled);
      const outcome = await changeBrand(database, id, changes, auditBy({ database, ...io }, CLI_ACTOR));
      if (outcome.kind === 'unknown_brand') throw unknownBrand();
      if (outcome.kind === 'refused_ladder') throw refusedLadder(outcome.problems);
      const answer = brandAnswer(outcome.brand);
      const told = [`Brand ${id} is changed.`, ...answer.look.corrections].join('\n');
      await io.out(json ? `${JSON.stringify(answer)}\n` : `${told}\n`);
      return 0;
    }),
});

async function givenBy(values: Values<typeof options>, before: Brand) {
  if (Object.values(values).every((value) => value === undefined)) {
    throw new Misspelled('there is nothing to change.', 'Give at least one option.');
  }
  const given = {
    name: values.name,
    postal_address: values['postal-address'],
    policy: whereSaid({
      zone: values.zone,
      jurisdictions: values.jurisdictions === undefined ? undefined : splitList(values.jurisdictions),
    }),
    logo: await readLogo(values.logo),
    colors: coloursGiven(values, before),
    font: values.font,
    support_phone: valueOrNone(values['support-phone']),
    support_email: valueOrNone(values['support-email']),
    language: values.language,
    double_opt_in: yesOrNo('double-opt-in', values['double-opt-in']),
    acknowledge_opt_outs: yesOrNo('acknowledge', values.acknowledge),
    ladder: ladderGiven(values.ladder),
    privacy: whereSaid({
      phone: valueOrNone(values['privacy-phone']),
      postal_address: valueOrNone(values['privacy-address']),
      honors_gpc: yesOrNo('honors-gpc', values['honors-gpc']),
    }),
  };
  return given;
}

/** Both colours, where one is given the other as it was; null when they are taken away. */
function coloursGiven({ accent, ground }: Values<typeof options>, { profile: { colors } }: Brand) {
  if (accent === undefined && ground === undefined) return undefined;
  if (accent === '' || ground === '') return null;
  const both = { accent: accent ?? colors?.accent, ground: ground ?? colors?.ground };
  if (both.accent === undefined || both.ground === undefined) {
    throw new Refused('the brand has no colours yet.', 'Give --accent and --ground together.');
  }
  return both;
}

/** The parts, or undefined when none of them was given. */
function whereSaid<Parts extends object>(parts: Parts): Parts | undefined {
  return Object.values(parts).some((part) => part !== undefined) ? parts : undefined;
}

const SPELLED: Readonly<Record<string, string>> = {
  colors: '--accent or --ground',
  'colors.accent': '--accent',
  'colors.ground': '--ground',
  'policy.zone': '--zone',
  'policy.jurisdictions': '--jurisdictions',
  'privacy.phone': '--privacy-phone',
  'privacy.postal_address': '--privacy-address',
};

function spelled([first = '', second = '', ...rest]: readonly string[]): string {
  if (first === 'ladder') return ['--ladder', second, ...rest].filter(Boolean).join(' ');
  return SPELLED[`${first}.${second}`] ?? SPELLED[first] ?? `--${first.replaceAll('_', '-')}`;
}

function unknownBrand(): Refused {
  return new Refused('there is no brand with this id.', 'heed brands list shows them.');
}
