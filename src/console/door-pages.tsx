import type { FC, PropsWithChildren } from 'hono/jsx';
import { ADMIN_LINK_MINUTES, SESSION_HOURS } from '../access/admin-session.ts';
import { ErrorSummary, TextField } from '../web/form-kit.tsx';
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

/** The form that asks for a sign-in link by mail, with what was typed and what is wrong with it when it comes back. */
export interface MailForm {
  readonly typed?: string | undefined;
  readonly error?: string | undefined;
}

/** The same for a link that was used, is too old, or never was one. `form`: where links can be asked for by mail. */
export const DeadLinkPage: FC<{ form: MailForm | undefined }> = ({ form }) => (
  <Door title={copy.deadLink.title} lead={copy.deadLink.lead(ADMIN_LINK_MINUTES)}>
    <HowToSignIn form={form} />
  </Door>
);

/** What every page says to those who are not signed in. `form`: where links can be asked for by mail. */
export const SignedOffPage: FC<{ form: MailForm | undefined }> = ({ form }) => (
  <Door title={copy.signedOff.title} lead={copy.signedOff.lead(SESSION_HOURS)} error={form?.error}>
    <HowToSignIn form={form} />
  </Door>
);

/** The same page whether a mail leaves or not. */
export const SignInMailedPage: FC = () => (
  <Door title={copy.signInMailed.title} lead={copy.signInMailed.lead}>
    <p>{copy.signInMailed.note(ADMIN_LINK_MINUTES)}</p>
    <p class="quiet">{copy.signInMailed.nothing}</p>
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

const ADDRESS_FIELD = 'address';

interface DoorProps {
  readonly title: string;
  readonly lead?: string;
  /** What is wrong with the one field of the page's form. */
  readonly error?: string | undefined;
}

const Door: FC<PropsWithChildren<DoorProps>> = ({ title, lead, error, children }) => (
  <Layout title={error === undefined ? title : `${copy.mailForm.prefix} ${title}`} speaker={copy.speaker}>
    <ErrorSummary
      words={{ summary: copy.mailForm.problem, prefix: copy.mailForm.prefix }}
      errors={error === undefined ? [] : [{ field: ADDRESS_FIELD, text: error }]}
    />
    <h1>{title}</h1>
    {lead === undefined ? null : <p class="lead">{lead}</p>}
    {children}
  </Layout>
);

const HowToSignIn: FC<{ form?: MailForm | undefined }> = ({ form }) => (
  <>
    {form === undefined ? null : <AskByMail {...form} />}
    <p class={form === undefined ? undefined : 'quiet'}>
      {form === undefined ? copy.another.before : copy.another.beforeOr} <code>{copy.command}</code>{' '}
      {copy.another.after}
    </p>
  </>
);

const AskByMail: FC<MailForm> = ({ typed, error }) => (
  <form method="post" action="/console/sign-in" novalidate>
    <TextField
      id={ADDRESS_FIELD}
      name="address"
      type="email"
      autocomplete="email"
      label={copy.mailForm.label}
      hint={copy.mailForm.hint}
      value={typed}
      error={error}
      prefix={copy.mailForm.prefix}
    />
    <p>
      <button type="submit">{copy.mailForm.button}</button>
    </p>
  </form>
);

const Back: FC = () => (
  <p>
    <a href="/console">{copy.back}</a>
  </p>
);
