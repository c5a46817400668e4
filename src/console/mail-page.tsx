import type { FC } from 'hono/jsx';
import type { OutgoingMail } from '../mail/mail.ts';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import { humanInstant } from './format.ts';
import { mailPath } from './outbox-page.tsx';
import { SignOut } from './sign-out.tsx';

export interface MailPageProps {
  readonly id: string;
  readonly mail: OutgoingMail;
  readonly zone: string;
}

/** A captured mail: what stands on its envelope, and its text part. The HTML part has a page of its own, without rights. */
export const MailPage: FC<MailPageProps> = ({ id, mail, zone }) => (
  <Layout title={`${mail.subject} – ${copy.speaker}`} speaker={copy.speaker} wide aside={<SignOut />}>
    <h1 lang={mail.language} dir="auto">
      {mail.subject}
    </h1>
    <dl>
      <dt>{copy.mail.from}</dt>
      <dd>{[mail.fromName, copy.mail.configured].filter(Boolean).join(', ')}</dd>
      <dt>{copy.mail.to}</dt>
      <dd>{mail.to}</dd>
      {mail.replyTo === null ? null : (
        <>
          <dt>{copy.mail.replyTo}</dt>
          <dd>{mail.replyTo}</dd>
        </>
      )}
      <dt>{copy.mail.language}</dt>
      <dd>{mail.language}</dd>
      <dt>{copy.mail.written}</dt>
      <dd>
        <time datetime={new Date(mail.writtenAt).toISOString()}>{humanInstant(mail.writtenAt, zone)}</time>
      </dd>
    </dl>
    <h2>{copy.mail.text}</h2>
    <pre lang={mail.language} dir="auto">
      {mail.text}
    </pre>
    <p>
      <a href={`${mailPath(id)}/html`}>{copy.mail.html}</a>
    </p>
    <p class="quiet">
      <a href="/console/outbox">{copy.mail.back}</a>
    </p>
  </Layout>
);

/** A captured mail whose template fails. */
export const BrokenMailPage: FC = () => (
  <Layout title={copy.mail.brokenTitle} speaker={copy.speaker} aside={<SignOut />}>
    <h1>{copy.mail.brokenTitle}</h1>
    <p class="lead">{copy.mail.broken}</p>
    <p>
      <a href="/console/outbox">{copy.mail.back}</a>
    </p>
  </Layout>
);
