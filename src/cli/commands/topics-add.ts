import { auditBy } from '../../access/audit.ts';
import { addTopic, newTopicSchema, type TopicAdded } from '../../brands/add-topic.ts';
import { createDirectory } from '../../brands/directory.ts';
import { TRANSACTIONAL_BASES } from '../../brands/topic.ts';
import { defineCommand } from '../command.ts';
import { Refused } from '../io.ts';
import { parseGiven } from '../parse-given.ts';
import { topicPlace } from '../topic-place.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

const bases = Object.entries(TRANSACTIONAL_BASES)
  .map(([basis, meaning]) => `${basis}: ${meaning}.`)
  .join('\n');

/** `heed topics add`: a kind of mail of one brand. A transactional one names its statutory basis, or is refused. */
export const topicsAdd = defineCommand({
  usage: [
    'BRAND/TOPIC --name NAME --kind promotional',
    'BRAND/TOPIC --name NAME --kind transactional --basis BASIS',
  ],
  about: `Adds a topic. People choose promotional topics. Transactional mail passes a promotional opt-out, so it must name which of the five statutory bases it has:\n${bases}`,
  words: { name: 'BRAND/TOPIC', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name people read.', required: true },
    kind: { type: 'string', value: 'KIND', help: 'promotional or transactional.', required: true },
    basis: {
      type: 'string',
      value: 'BASIS',
      help: 'Why it is transactional: transaction, warranty, account, employment or delivery.',
    },
    description: {
      type: 'string',
      value: 'SENTENCE',
      help: 'What it is about and how often it comes, in at most 200 characters.',
    },
  },
  examples: [
    {
      line: 'heed topics add clearview/offers --name "Offers" --kind promotional',
      does: 'Mail people can stop by itself.',
    },
    {
      line: 'heed topics add clearview/receipts --name "Receipts" --kind transactional --basis transaction',
      does: 'Mail that goes on when somebody stops promotional mail.',
    },
  ],
  run: ({ words: [place = ''], values, json, ...io }) =>
    withDatabase(io, { mayCreate: true }, async (database) => {
      const topic = parseGiven(newTopicSchema, { ...topicPlace(place), ...values }, ([key = '']) =>
        key === 'brand' || key === 'id' ? 'BRAND/TOPIC' : `--${key}`,
      );
      const directory = createDirectory(database, io.now);
      const outcome = await addTopic({ database, directory }, topic, auditBy({ database, ...io }, CLI_ACTOR));
      if (outcome.kind !== 'added') throw refusal(outcome);
      await io.out(json ? `${JSON.stringify(topic)}\n` : `Topic ${place} is added.\n`);
      return 0;
    }),
});

function refusal(outcome: Exclude<TopicAdded, { kind: 'added' }>): Refused {
  switch (outcome.kind) {
    case 'wrong_basis':
      return new Refused(
        `the basis is missing or does not fit.\n${outcome.problems.join('\n')}`,
        'Give --basis, or make the topic promotional.',
      );
    case 'unknown_brand':
      return new Refused(
        'there is no such brand.',
        'heed brands list shows them, heed brands add makes one.',
      );
    case 'exists':
      return new Refused('the brand has a topic with this id.', 'Choose another.');
  }
}
