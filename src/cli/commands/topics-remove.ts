import { auditBy } from '../../access/audit.ts';
import { removeTopic } from '../../brands/change-topic.ts';
import { defineCommand } from '../command.ts';
import { topicPlace, unknownTopic } from '../topic-place.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

/** `heed topics remove`: a kind of mail that is sent no more. What people said of it stays. */
export const topicsRemove = defineCommand({
  usage: ['BRAND/TOPIC'],
  about:
    'Removes a topic: nobody is offered it, and the gate lets no mail of it pass. Every opt-out of it stays for ever, and counts again should a topic with this id be added. Links already mailed go on working.',
  words: { name: 'BRAND/TOPIC', min: 1, max: 1 },
  options: {},
  examples: [{ line: 'heed topics remove clearview/offers', does: 'A kind of mail that is sent no more.' }],
  run: ({ words: [place = ''], json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const topic = topicPlace(place);
      const { kind } = await removeTopic(database, topic, auditBy({ database, ...io }, CLI_ACTOR));
      if (kind === 'unknown_topic') throw unknownTopic();
      const told = `Topic ${place} is removed. What people said of it stays.\n`;
      await io.out(json ? `${JSON.stringify({ ...topic, removed: true })}\n` : told);
      return 0;
    }),
});
