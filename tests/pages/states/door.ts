import type { Typed } from '../../forms/read-forms.ts';
import type { Visitor } from '../../forms/visitor.ts';
import { ROSA } from '../world.ts';
import { statesOf } from './state.ts';

const typed = (fields: Typed, button = 'stop') =>
  async function fillIn(visitor: Visitor) {
    return visitor.press(await visitor.open('/b/clearview'), button, fields);
  };

export const doorStates = [
  ...statesOf('door', {
    empty: (visitor) => visitor.open('/b/clearview'),
    'of a brand with a logo': (visitor) => visitor.open('/b/soundpage'),
    'of a brand with colors of its own': (visitor) => visitor.open('/b/harbor'),
    'where there is one brand alone': { world: { brands: 1 }, walk: (visitor) => visitor.open('/b') },
    'where the company is not named': {
      world: { group: false },
      walk: (visitor) => visitor.open('/b/clearview'),
    },
    'with no address typed': typed({ address: ' ' }),
    'with a wrong address': typed({ address: 'rosa.example.com' }),
    'with a wrong address and every brand ticked': typed({ address: 'rosa@', 'every-brand': ['yes'] }),
    'with a form another website sent': (visitor) =>
      visitor.send('/b/clearview', new URLSearchParams({ address: ROSA, press: 'stop' }).toString(), {
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
      }),
    'of every brand': (visitor) => visitor.open('/b'),
  }),
  ...statesOf('door done', {
    'for one brand': typed({ address: ROSA }),
    'for every brand': typed({ address: ROSA, 'every-brand': ['yes'] }),
    'for all promotional email, where the company is not named': {
      world: { group: false },
      walk: typed({ address: ROSA, 'every-brand': ['yes'] }),
    },
    'with a link mailed': typed({ address: ROSA }, 'mail-link'),
  }),
];
