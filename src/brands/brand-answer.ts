import { ladderInForce } from '../deadline/ladder-in-force.ts';
import type { Brand } from './brand.ts';
import { correctionInWords } from './correction.ts';
import { lookOf } from './look.ts';
import type { Colours } from './scheme.ts';
import type { Topic } from './topic.ts';

/** A brand as API and command line answer it: what was given, the colours that are shown for it, and why. */
export function brandAnswer(brand: Brand) {
  const { profile } = brand;
  const { light, dark, corrections } = lookOf(profile);
  return {
    id: brand.id,
    name: brand.name,
    postal_address: brand.postalAddress,
    policy: brand.policy,
    ladder: brand.ladder,
    effective_ladder: ladderInForce(brand.ladder),
    logo: profile.logo,
    colors: profile.colors,
    font: profile.font,
    support_phone: profile.support.phone,
    support_email: profile.support.email,
    language: profile.language,
    double_opt_in: profile.doubleOptIn,
    acknowledge_opt_outs: profile.acknowledgeOptOutsSince !== null,
    privacy: {
      phone: profile.privacy.phone,
      postal_address: profile.privacy.postalAddress,
      honors_gpc: profile.privacy.honorsGpc,
    },
    look: {
      light: coloursAnswer(light),
      dark: coloursAnswer(dark),
      corrections: corrections.map(correctionInWords),
    },
    topics: [...brand.topics.values()].map(topicAnswer),
  };
}

/** A topic as API and command line answer it. */
export function topicAnswer(topic: Topic) {
  return {
    id: topic.id,
    name: topic.name,
    description: topic.description,
    kind: topic.kind,
    basis: topic.kind === 'transactional' ? topic.basis : null,
  };
}

function coloursAnswer({ onAccent, ...colours }: Colours) {
  return { ...colours, on_accent: onAccent };
}
