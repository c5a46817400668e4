import type { LetterFacts } from './letter.ts';
import { oneLine, printableLines } from './printable.ts';

/** A letter's facts with every name and text from outside fit to print. Links and times stay as they are. */
export function printableFacts<Facts extends LetterFacts>(facts: Facts): Facts;
export function printableFacts(facts: LetterFacts): LetterFacts {
  switch (facts.kind) {
    case 'opt_in_confirmation':
    case 'opt_out_acknowledgement':
      return { ...facts, topics: facts.topics.map(oneLine) };
    case 'privacy_received':
      return { ...facts, requestId: oneLine(facts.requestId) };
    case 'privacy_answered': {
      const explanation = printableLines(facts.explanation ?? '').join('\n');
      return {
        ...facts,
        requestId: oneLine(facts.requestId),
        explanation: explanation === '' ? null : explanation,
      };
    }
    case 'admin_alert': {
      const { trouble } = facts;
      const code = trouble.code === null ? null : oneLine(trouble.code);
      return {
        ...facts,
        trouble: { ...trouble, sender: oneLine(trouble.sender), state: oneLine(trouble.state), code },
      };
    }
    case 'admin_digest':
      return { ...facts, senders: facts.senders.map((day) => ({ ...day, sender: oneLine(day.sender) })) };
    case 'manage_link':
    case 'privacy_confirmation':
    case 'admin_sign_in':
      return facts;
  }
}
