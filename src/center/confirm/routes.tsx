import type { Context, Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import type { OptInClaims, PrivacyClaims } from '../../links/token.ts';
import { createLinkDoor } from '../link-door.tsx';
import { confirmOptIn, showOptIn } from './opt-in.tsx';
import { confirmPrivacy, showPrivacy } from './privacy.tsx';

/** `/c/{token}`: what somebody asked for is confirmed with one press, by a link only their own inbox has. */
export function createConfirmDoor(heed: Heed): Hono {
  return createLinkDoor<'optin' | 'privacy'>(heed, {
    path: '/c/:token',
    powers: ['optin', 'privacy'],
    ownFormsOnly: () => true,
    show: (c, claims) => show(heed, c, claims),
    press(c, claims, pressed) {
      if (pressed?.button !== 'confirm') return show(heed, c, claims);
      return claims.power === 'optin' ? confirmOptIn(heed, c, claims) : confirmPrivacy(heed, c, claims);
    },
  });
}

function show(heed: Heed, c: Context, claims: OptInClaims | PrivacyClaims): Promise<Response> {
  return claims.power === 'optin' ? showOptIn(heed, c, claims) : showPrivacy(heed, c, claims);
}
