import type { FC } from 'hono/jsx';
import { copy } from './copy.ts';

/** The way out, beside the speaker's name on every page behind the sign-in. */
export const SignOut: FC = () => (
  <form method="post" action="/console/sign-out">
    <button type="submit" class="plain">
      {copy.signOut.button}
    </button>
  </form>
);
