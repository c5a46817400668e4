import { hash } from 'node:crypto';
import { brandOf, type Scope, topicOf } from '../../consent/scope.ts';
import type { Visit } from '../visit.ts';

/** What the person read beside the box they ticked, and a short hash of it that tells versions apart. */
export function wordingOf(visit: Visit, scope: Scope): Record<string, string> {
  const { reader, brands } = visit;
  const brand = brands.find(({ id }) => id === brandOf(scope));
  const topic = brand?.topics.get(topicOf(scope) ?? '');
  const hint = reader.words.preferences.promotionalHint(brand?.name ?? brandOf(scope));
  const wording = [hint, topic?.name ?? scope, topic?.description].filter(Boolean).join(' / ');
  const version = hash('sha256', wording, 'hex').slice(0, 12);
  return { language: reader.language, wording, wording_version: version };
}
