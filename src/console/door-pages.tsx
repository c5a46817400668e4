import type { FC, PropsWithChildren } from 'hono/jsx';
import { ADMIN_LINK_MINUTES, SESSION_HOURS } from '../access/admin-session.ts';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';

/** Asks for one press. Opening it uses nothing up: link scanners open it too. */
export const SignInPage: FC = () => (
  <Door title={copy.signIn.title} lead={copy.signIn.lead}>
    <form method="post">
      <button type="submit">{copy.signIn.button}</button>
    </form>
    <p class="quiet">{copy.signIn.note}</p>
  </Door>
);

/** The same for a link that was used, is too old, or never was one. */
export const DeadLinkPage: FC = () => (
  <Door title={copy.deadLink.title} lead={copy.deadLink.lead(ADMIN_LINK_MINUTES)}>
    <HowToSignIn />
  </Door>
);

/** What every page says to those who are not signed in. */
export const SignedOffPage: FC = () => (
  <Door title={copy.signedOff.title} lead={copy.signedOff.lead(SESSION_HOURS)}>
    <HowToSignIn />
  </Door>
);

/** After signing out. */
export const SignedOutPage: FC = () => (
  <Door title={copy.signOut.title}>
    <HowToSignIn />
  </Door>
);

/** A form of another site, which a browser carried here. */
export const ForeignFormPage: FC = () => (
  <Door title={copy.foreignForm.title} lead={copy.foreignForm.lead}>
    <Back />
  </Door>
);

/** A page the console does not have. */
export const NotFoundPage: FC = () => (
  <Door title={copy.notFound.title} lead={copy.notFound.lead}>
    <Back />
  </Door>
);

/** The database is away. */
export const BrokenPage: FC = () => (
  <Door title={copy.broken.title} lead={copy.broken.lead}>
    <Back />
  </Door>
);

const Door: FC<PropsWithChildren<{ title: string; lead?: string }>> = ({ title, lead, children }) => (
  <Layout title={title} speaker={copy.speaker}>
    <h1>{title}</h1>
    {lead === undefined ? null : <p class="lead">{lead}</p>}
    {children}
  </Layout>
);

const HowToSignIn: FC = () => (
  <p>
    {copy.another.before} <code>{copy.command}</code> {copy.another.after}
  </p>
);

const Back: FC = () => (
  <p>
    <a href="/console">{copy.back}</a>
  </p>
);
