import { confirmStates } from './states/confirm.ts';
import { doorStates } from './states/door.ts';
import { preferenceStates } from './states/preferences.ts';
import { privacyStates } from './states/privacy.ts';
import { receiptStates } from './states/receipt.ts';
import type { State } from './states/state.ts';
import { troubleStates } from './states/trouble.ts';
import { unsubscribeStates } from './states/unsubscribe.ts';

/** Every page for recipients in every state there is a name for. What holds for pages is tested over all of them. */
export const states: readonly State[] = [
  ...unsubscribeStates,
  ...preferenceStates,
  ...doorStates,
  ...receiptStates,
  ...confirmStates,
  ...privacyStates,
  ...troubleStates,
];
