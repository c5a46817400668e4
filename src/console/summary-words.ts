import { humanDuration, lastDayBefore } from './format.ts';
import type { Waiting } from './sender-view.ts';
import type { Summary, Whom } from './summary.ts';

/** Puts a summary into one or two plain sentences. */
export function summaryWords(summary: Summary): string {
  switch (summary.kind) {
    case 'nothing_yet':
      return 'No opt-out yet. The first one shows here how long each sender takes to learn of it.';
    case 'all_reached':
      return 'Every opt-out has reached every sender.';
    case 'backfill':
      return `Nothing is late. What stands already is on its way to ${whomWords(summary.whom)}, added after it was said.`;
    case 'on_the_way':
      return `Nothing is late. Opt-outs are on their way to ${whomWords(summary.whom)}; the oldest ${waitedWords(summary.oldest)} and is due ${dueWords(summary.oldest)}.`;
    case 'past_target':
      return `Nothing is late by law, but an opt-out has not reached ${whomWords(summary.whom)} within 48 hours. The oldest ${waitedWords(summary.oldest)} and is due ${dueWords(summary.oldest)}.`;
    case 'late':
      return `${lateWords(summary.whom)} acknowledged an opt-out that was due ${dueWords(summary.oldest)}.`;
  }
}

function whomWords(whom: Whom): string {
  return whom.kind === 'one' ? whom.name : `${whom.count} of ${whom.of} senders`;
}

function lateWords(whom: Whom): string {
  return `${whomWords(whom)} ${whom.kind === 'one' ? 'has' : 'have'} not`;
}

function waitedWords({ waitedMillis }: Waiting): string {
  return `has waited ${humanDuration(waitedMillis)}`;
}

function dueWords({ dueAt, zone }: Waiting): string {
  return `by the end of ${lastDayBefore(dueAt, zone).short}`;
}
