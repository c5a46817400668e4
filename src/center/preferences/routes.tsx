import type { Context, Hono } from 'hono';
import { brandOf } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { isPrefsFresh } from '../../links/ages.ts';
import type { ManageClaims, StopClaims } from '../../links/token.ts';
import type { FieldError } from '../../web/form-kit.tsx';
import { renderPage } from '../../web/render-page.ts';
import { createLinkDoor, type Pressed } from '../link-door.tsx';
import { createOneClick } from '../one-click.ts';
import { showAsk, stop } from '../unsubscribe/routes.tsx';
import { type Visit, visitOf } from '../visit.ts';
import { maskOf } from '../wording.ts';
import { carryOut } from './carry-out.ts';
import { changesOf } from './changes.ts';
import { type BrandChoices, choicesOf } from './choices.ts';
import { type PreferenceForm, readPreferenceForm } from './form.ts';
import { PreferencesPage } from './page.tsx';
import { pauseErrors } from './pause-errors.ts';
import { SavedPage } from './saved-page.tsx';

type Claims = StopClaims | ManageClaims;

/**
 * `/p/{token}`: what a person gets, to see and to change. A preference link from a mailing changes its own brand; a link
 * mailed a moment ago changes every brand; an old preference link stops mail and no more.
 */
export function createPreferenceDoor(heed: Heed): Hono {
  return createLinkDoor<'prefs' | 'manage'>(heed, {
    path: '/p/:token',
    powers: ['prefs', 'manage'],
    oneClick: createOneClick(heed, ['prefs']),
    ownFormsOnly: (_, button) => button === 'save',
    show: (c, claims) => show(heed, c, claims),
    press: (c, claims, pressed) =>
      pressed?.button === 'save'
        ? save(heed, c, claims, pressed)
        : stop(heed, c, { ...claims, power: 'prefs' }, pressed),
  });
}

/** What a preference page is about. */
interface Desk {
  readonly visit: Visit;
  readonly claims: Claims;
  readonly current: readonly BrandChoices[];
  readonly mayStart: boolean;
  readonly proven: boolean;
}

async function deskOf(heed: Heed, c: Context, claims: Claims): Promise<Desk> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  const known = (await heed.standings([claims.recipientId])).get(claims.recipientId);
  const proven = claims.power === 'manage';
  const others = proven ? visit.brands.filter(({ id }) => id !== visit.brand?.id) : [];
  const brands = visit.brand === undefined ? others : [visit.brand, ...others];
  return {
    visit,
    claims,
    current: brands.map((brand) => choicesOf(brand, known?.standings ?? [], visit.now)),
    mayStart: claims.power === 'manage' || isPrefsFresh(claims, visit.now),
    proven,
  };
}

async function show(heed: Heed, c: Context, claims: Claims): Promise<Response> {
  const desk = await deskOf(heed, c, claims);
  // A brand that is gone has nothing to choose any more, and an old link may not choose: both can still stop mail.
  if (desk.visit.brand === undefined || !desk.mayStart) {
    return showAsk(heed, c, { ...claims, power: 'prefs' }, desk.visit.brand !== undefined);
  }
  return renderPage(c, pageOf(heed, c, desk));
}

function pageOf(heed: Heed, c: Context, desk: Desk, back?: { typed: PreferenceForm; errors: FieldError[] }) {
  return (
    <PreferencesPage
      visit={desk.visit}
      mask={desk.visit.reader.formats.name(maskOf(heed.keyring, desk.claims))}
      current={desk.current}
      proven={desk.proven}
      privacyPath={desk.proven ? `/d/${c.req.param('token')}` : undefined}
      {...back}
    />
  );
}

async function save(heed: Heed, c: Context, claims: Claims, { fields }: Pressed): Promise<Response> {
  const desk = await deskOf(heed, c, claims);
  const form = readPreferenceForm(fields);
  const changes = changesOf(form, { ...desk, now: desk.visit.now });
  const result = await carryOut(heed, c, { ...desk, changes });
  if (changes.pauseProblem === undefined) {
    return renderPage(c, <SavedPage {...result} visit={desk.visit} path={c.req.path} />);
  }
  const errors = pauseErrors(desk.visit, changes.pauseProblem);
  const after = await deskOf(heed, c, claims);
  return renderPage(c, pageOf(heed, c, after, { typed: form, errors }), 400);
}
