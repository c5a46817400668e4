/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { lengthOfTime } from '../src/words/duration.ts';
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, List, Note, Paragraph } from './parts.tsx';
import { BRAND_FRAME, EXAMPLE_TOKEN } from './preview-frame.ts';
import { printing } from './printing.ts';

type Props = MailProps<'opt_in_confirmation'>;

/** Asks the owner of an address whether they want what was asked for in their name. Transactional, and sent once. */
export function OptInConfirmation({ frame, facts }: Props) {
  const words = frame.words.optInConfirmation;
  const { formats, brand } = printing(frame);
  const lasts = lengthOfTime(frame.language, facts.days, 'day');
  return (
    <Frame frame={frame} preheader={words.preheader} heading={words.heading} why={words.why({ brand })}>
      {facts.topics.length === 0 ? (
        <Paragraph>{words.leadBrand({ brand })}</Paragraph>
      ) : (
        <>
          <Paragraph>{words.leadTopics({ brand })}</Paragraph>
          <List frame={frame} items={facts.topics.map((topic) => formats.name(topic))} />
        </>
      )}
      <Action frame={frame} label={words.button} url={facts.url} />
      <Note>{words.lasts({ lasts })}</Note>
      <Note>{words.notAsked}</Note>
    </Frame>
  );
}

OptInConfirmation.subject = ({ frame }: Props) =>
  frame.words.optInConfirmation.subject({ brand: printing(frame).brand });

OptInConfirmation.PreviewProps = {
  frame: BRAND_FRAME,
  facts: {
    kind: 'opt_in_confirmation',
    url: `https://heed.example/p/${EXAMPLE_TOKEN}`,
    topics: ['Reading tips', 'New magnifiers'],
    days: 7,
  },
} satisfies Props;

export default OptInConfirmation;
