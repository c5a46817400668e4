import type { z } from 'zod';
import type { Connector, PushInput, PushOutcome } from './connector.ts';

/** What a kind of connector consists of. Settings reach its `push` parsed and typed. */
export type ConnectorDefinition<Settings> = {
  kind: string;
  itemsMax: number;
  /** Mark what must never be shown again with `.meta({ sensitive: true })`. */
  settingsSchema: z.ZodType<Settings>;
  push(input: PushInput<Settings>): Promise<PushOutcome>;
};

/** Settings that fit, or what is wrong with them; problems name the place and the rule, never the value. */
export type SettingsCheck =
  | { kind: 'ok' }
  | { kind: 'invalid'; problems: { path: string; message: string }[] };

/** A connector whose settings can be judged before they are stored. */
export interface DefinedConnector extends Connector {
  readonly settingsSchema: z.ZodType;
  checkSettings(raw: unknown): SettingsCheck;
}

/**
 * Makes a connector of its definition. Stored settings that no longer fit fail the push slowly with
 * `settings_invalid`; a batch without items is answered without asking anybody. Throws RangeError for more items than
 * `itemsMax`.
 */
export function defineConnector<Settings>(definition: ConnectorDefinition<Settings>): DefinedConnector {
  const { kind, itemsMax, settingsSchema } = definition;
  return {
    kind,
    itemsMax,
    settingsSchema,
    checkSettings(raw) {
      const parsed = settingsSchema.safeParse(raw);
      if (parsed.success) return { kind: 'ok' };
      const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return { kind: 'invalid', problems };
    },
    async push(input) {
      if (input.items.length > itemsMax)
        throw new RangeError(`${kind} takes at most ${itemsMax} items at once`);
      if (input.items.length === 0) return { kind: 'answered', outcomes: [] };
      const settings = settingsSchema.safeParse(input.settings);
      if (!settings.success) return { kind: 'failed', code: 'settings_invalid', pace: 'slow' };
      return definition.push({ ...input, settings: settings.data });
    },
  };
}
