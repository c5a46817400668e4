import type { LadderChanges } from '../deadline/ladder.ts';
import type { BrandPolicy } from '../deadline/policy.ts';
import type { BrandProfile } from './profile.ts';
import type { Topic } from './topic.ts';

/** A line of business that holds itself out as the sender of mail: 15 USC 7702(16)(B). */
export interface Brand {
  readonly id: string;
  readonly name: string;
  /** 15 USC 7704(a)(5)(A)(iii): a valid postal address. */
  readonly postalAddress: string;
  /** Where its deadlines come from. */
  readonly policy: BrandPolicy;
  readonly profile: BrandProfile;
  /** What is different about its ladder; null for nothing. */
  readonly ladder: LadderChanges | null;
  readonly topics: ReadonlyMap<string, Topic>;
}
