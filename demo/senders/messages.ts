import { z } from 'zod';

/** What the demo tells one of its senders: how to work with Heed, or to say what it knows. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('take_webhooks'), secret: z.string() }),
  z.object({ kind: z.literal('fetch_feed'), baseUrl: z.string(), key: z.string() }),
  z.object({ kind: z.literal('report') }),
]);
export type Order = z.infer<typeof orderSchema>;

/** What one of the demo's senders knows when it is asked: its own state, held in its own process. */
export const reportSchema = z.object({
  /** What it went through, in its own words. */
  summary: z.string(),
  /** By address: the brands and topics it must not mail about, sorted. */
  stopped: z.record(z.string(), z.array(z.string())),
});
export type Report = z.infer<typeof reportSchema>;

/** What a sender tells the demo. `port` is where it listens, null when it only asks. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), port: z.number().int().nullable() }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('report'), report: reportSchema }),
]);
export type Answer = z.infer<typeof answerSchema>;

const permissions = z.record(z.string(), z.enum(['suppressed', 'allowed']));

/** As much of a change as a sender needs: the whole state of one address, never a step to add to an earlier one. */
export const changeSchema = z.object({
  seq: z.number().int(),
  address: z.string(),
  promotional: permissions,
  topics: permissions,
});
export type Change = z.infer<typeof changeSchema>;
