import { auditBy } from '../../access/audit.ts';
import { topicAnswer } from '../../brands/brand-answer.ts';
import { changeTopic, topicChangesSchema } from '../../brands/change-topic.ts';
import { defineCommand } from '../command.ts';
import { Misspelled } from '../io.ts';
import { parseGiven } from '../parse-given.ts';
import { topicPlace, unknownTopic } from '../topic-place.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';
import { valueOrNone } from '../yes-or-no.ts';

/** `heed topics set`: what people read of a topic. */
export const topicsSet = defineCommand({
  usage: ['BRAND/TOPIC [--name NAME] [--description SENTENCE]'],
  about:
    'Changes what people read of a topic where they choose. An empty description takes it away. The kind stays: a topic of another kind is another topic.',
  words: { name: 'BRAND/TOPIC', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name people read.' },
    description: {
      type: 'string',
      value: 'SENTENCE',
      help: 'What it is about and how often it comes, in at most 200 characters.',
    },
  },
  examples: [
    {
      line: 'heed topics set clearview/offers --description "New lenses and offers, about twice a month."',
      does: 'Says what is chosen, where it is chosen.',
    },
  ],
  run: ({ words: [place = ''], values: { name, description }, json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const topic = topicPlace(place);
      if (name === undefined && description === undefined) {
        throw new Misspelled('there is nothing to change.', 'Give --name or --description.');
      }
      const given = { name, description: valueOrNone(description) };
      const changes = parseGiven(topicChangesSchema, given, ([key = '']) => `--${key}`);
      const outcome = await changeTopic(database, topic, changes, auditBy({ database, ...io }, CLI_ACTOR));
      if (outcome.kind === 'unknown_topic') throw unknownTopic();
      const answer = { brand: topic.brand, ...topicAnswer(outcome.topic) };
      await io.out(json ? `${JSON.stringify(answer)}\n` : `Topic ${place} is changed.\n`);
      return 0;
    }),
});
