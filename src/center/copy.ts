/** Every word a recipient reads. Plain, short and kind; no guilt, and no wish that they stay. */
export const copy = {
  /** Who speaks where no brand is known. */
  speaker: 'Email preferences',
  ask: {
    title: (what: string) => `Stop ${what}?`,
    lead: (mask: string) => `This is for ${mask}. One press is enough.`,
    button: (what: string) => `Stop ${what}`,
    note: 'Opening this page has changed nothing yet.',
  },
  what: {
    brand: (brand: string) => `promotional email from ${brand}`,
    topic: (topic: string, brand: string) => `${topic} from ${brand}`,
    everything: 'all promotional email',
  },
  done: {
    title: 'You are unsubscribed',
    already: 'You were already unsubscribed',
    stops: (mask: string, what: string) => `${mask} gets no more ${what}.`,
    by: (date: string) =>
      `Mail that is already on its way may still arrive. Every system is told now, and must have stopped by the end of ${date}.`,
    continuesTitle: 'What continues',
    continues: (brand: string) =>
      `Mail ${brand} sends because of something you asked for or own is not advertising, and goes on:`,
    noContinues: (brand: string) =>
      `Mail ${brand} has to send about an order, an account or a product you own is not advertising, and goes on.`,
    moreTitle: 'Stop more',
    stopBrand: (brand: string) => `Stop all promotional email from ${brand}`,
    undoTitle: 'Pressed by mistake?',
    undo: 'Undo',
    undoUntil: (time: string) => `Undo is open until ${time}.`,
  },
  undone: {
    title: 'Undone',
    lead: (mask: string) =>
      mask === '' ? 'Everything is as it was before.' : `Everything is as it was before for ${mask}.`,
    staleTitle: 'Nothing to undo any more',
    stale: 'It was undone before, or you have decided again since. What you said last stands.',
    ask: 'Undo puts everything back as it was before you unsubscribed.',
    again: 'To stop mail again, use the link in any of our emails.',
  },
  dead: {
    title: 'This link does not work',
    lead: 'It may be incomplete, or too old for what it was made for.',
    fix: 'Open the newest email you have from the company and use the unsubscribe link there. Some mail programs cut long links in two: try copying the whole link.',
  },
  busy: {
    title: 'We could not save that just now',
    lead: 'Nothing has been changed. Please try again in a minute.',
    again: 'Try again',
  },
  tooLarge: {
    title: 'That was too much at once',
    lead: 'The form that was sent is larger than any form of ours. Nothing has been changed.',
  },
} as const;
