import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers, type Behaviour, cutsOff, hangs, resets } from '../../outbound/receiver.testkit.ts';
import type { PushOutcome } from '../connector.ts';
import { aBatchTo, aConnector, anInHouseSender, type InHouseSender } from './in-house-sender.testkit.ts';

// Each fault, and whether there is no answer to wait for.
const faults = ({ appliesThen }: InHouseSender): Record<string, { behaviour: Behaviour; silent?: true }> => ({
  resets: { behaviour: resets },
  hangs: { behaviour: hangs, silent: true },
  resetsAfterApplying: { behaviour: appliesThen(resets) },
  hangsAfterApplying: { behaviour: appliesThen(hangs), silent: true },
  acknowledgesAfterApplying: { behaviour: appliesThen(answers(200)) },
  failsAfterApplying: { behaviour: appliesThen(answers(500)) },
  truncates: { behaviour: answers(200, '{"results":[{"seq":1,"status":"applied"}') },
  cutsOff: { behaviour: cutsOff('{"results":[{"seq":1,"status":"applied"}]}') },
  forgets: { behaviour: answers(200, '{"results":[]}') },
  redirects: { behaviour: answers(302, '', { location: 'http://127.0.0.1:1/' }) },
  fails: { behaviour: answers(503, '<html>') },
});

const takenSeqs = (outcome: PushOutcome): number[] =>
  outcome.kind === 'failed'
    ? []
    : outcome.outcomes
        .filter(({ status }) => status === 'applied' || status === 'already')
        .map(({ seq }) => seq);

describe('a receiver that misbehaves', () => {
  it('has the state once, however often it takes a batch and does not say so', async () => {
    const sender = await anInHouseSender();
    const batch = aBatchTo(sender.receiver);
    const { resetsAfterApplying, hangsAfterApplying, failsAfterApplying } = faults(sender);
    for (const fault of [resetsAfterApplying, hangsAfterApplying, failsAfterApplying]) {
      sender.receiver.behave(fault?.behaviour ?? sender.works);
      const outcome = await aConnector(fault?.silent ? 100 : undefined).push(batch);
      expect(outcome).toMatchObject({ kind: 'failed' });
    }
    sender.receiver.behave(sender.works);
    expect(await aConnector().push(batch)).toEqual({
      kind: 'answered',
      outcomes: [
        { seq: 1, status: 'already' },
        { seq: 2, status: 'already' },
      ],
    });
    expect([...sender.states.values()]).toEqual(batch.items);
  });

  // Some hundred real exchanges, which a busy machine does not finish in the usual five seconds.
  it('is never believed to hold what it does not, whatever it does in whatever order', {
    timeout: 60_000,
  }, async () => {
    const sender = await anInHouseSender();
    const [patient, impatient] = [aConnector(), aConnector(40)];
    const schedule = fc.array(fc.constantFrom(...Object.values(faults(sender))), { maxLength: 5 });
    const property = fc.asyncProperty(schedule, async (plan) => {
      sender.states.clear();
      const batch = aBatchTo(sender.receiver);
      for (const { behaviour, silent } of plan) {
        sender.receiver.behave(behaviour);
        const outcome = await (silent ? impatient : patient).push(batch);
        const held = [...sender.states.values()].map(({ seq }) => seq);
        expect(held).toEqual(expect.arrayContaining(takenSeqs(outcome)));
      }
      sender.receiver.behave(sender.works);
      expect(takenSeqs(await patient.push(batch))).toEqual([1, 2]);
      expect([...sender.states.values()]).toEqual(batch.items);
    });
    await fc.assert(property, { numRuns: 25 });
  });
});
