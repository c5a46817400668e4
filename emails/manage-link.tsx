/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { lengthOfTime } from '../src/words/duration.ts';
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Note, Paragraph } from './parts.tsx';
import { BRAND_FRAME, EXAMPLE_TOKEN } from './preview-frame.ts';
import { printing } from './printing.ts';

type Props = MailProps<'manage_link'>;

/** Brings somebody the link to everything they may decide. Transactional: they asked for it. */
export function ManageLink({ frame, facts }: Props) {
  const words = frame.words.manageLink;
  const { brand } = printing(frame);
  const lasts = lengthOfTime(frame.language, facts.minutes, 'minute');
  return (
    <Frame
      frame={frame}
      preheader={words.preheader({ lasts })}
      heading={words.heading}
      why={words.why({ brand })}
    >
      <Paragraph>{words.lead({ brand })}</Paragraph>
      <Action frame={frame} label={words.button} url={facts.url} />
      <Note>{words.lasts({ lasts })}</Note>
      <Note>{words.notAsked}</Note>
    </Frame>
  );
}

ManageLink.subject = ({ frame }: Props) => frame.words.manageLink.subject({ brand: printing(frame).brand });

ManageLink.PreviewProps = {
  frame: BRAND_FRAME,
  facts: { kind: 'manage_link', url: `https://heed.example/p/${EXAMPLE_TOKEN}`, minutes: 30 },
} satisfies Props;

export default ManageLink;
