import type { FC } from 'hono/jsx';
import type { PrivacyRequest } from '../../privacy/request.ts';
import { Page } from '../frame.tsx';
import { type Visit, zoneOf } from '../visit.ts';

/** The same page whether a mail leaves or not. */
export const CheckInboxPage: FC<{ visit: Visit; address: string }> = ({ visit, address }) => {
  const { words, formats } = visit.reader;
  return (
    <Page visit={visit} title={words.privacy.checkTitle}>
      <h1>{words.privacy.checkTitle}</h1>
      <p class="lead">{words.privacy.check(formats.name(address))}</p>
      <p>{words.linkMailed.note}</p>
    </Page>
  );
};

/** A request that is proven to be the person's own, and by when it is answered. */
export const ReceivedPage: FC<{ visit: Visit; request: PrivacyRequest }> = ({ visit, request }) => {
  const { words, formats } = visit.reader;
  const { privacy } = words;
  const answered = request.state === 'answered';
  return (
    <Page visit={visit} title={privacy.receivedTitle}>
      <h1>{privacy.receivedTitle}</h1>
      <p class="lead">
        {answered ? privacy.answered : privacy.received(formats.date(request.dueAt - 1, zoneOf(visit)))}
      </p>
      <p>{privacy.reference(request.id)}</p>
    </Page>
  );
};
