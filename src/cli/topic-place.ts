import type { TopicPlace } from '../brands/change-topic.ts';
import { Misspelled, Refused } from './io.ts';

/** The brand and the id of a topic written BRAND/TOPIC. */
export function topicPlace(text: string): TopicPlace {
  const [brand, id, ...rest] = text.split('/');
  if (brand === undefined || id === undefined || rest.length > 0) {
    throw new Misspelled('write the topic as BRAND/TOPIC.');
  }
  return { brand, id };
}

/** The refusal of a topic nobody added. */
export function unknownTopic(): Refused {
  return new Refused('there is no such topic.', 'heed topics list shows them.');
}
