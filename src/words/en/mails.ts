/**
 * Every word of the mails Heed itself sends, in English. Plain, short and kind: no guilt, no promotion. Its type is what
 * every other language fills in. Names, dates, durations and numbers arrive ready to print.
 */
export const mails = {
  shared: {
    linkHint: 'If the button does not work, open this link instead:',
    questions: ({ brand }: { brand: string }) => `Questions? This is how to reach ${brand}:`,
    fromService: ({ service }: { service: string }) =>
      `Heed at ${service} sent you this because you are one of its admins.`,
  },

  manageLink: {
    subject: ({ brand }: { brand: string }) => `Your email preferences at ${brand}`,
    preheader: ({ lasts }: { lasts: string }) => `The link you asked for. It works for ${lasts}.`,
    heading: 'Your email preferences',
    lead: ({ brand }: { brand: string }) =>
      `Here is the link you asked for. It shows which email ${brand} may send you, and lets you change it.`,
    button: 'Open my preferences',
    lasts: ({ lasts }: { lasts: string }) =>
      `The link works for ${lasts}. It is made for you alone, so please do not pass it on.`,
    notAsked: 'You did not ask for it? Then there is nothing to do. Nothing has been changed.',
    why: ({ brand }: { brand: string }) =>
      `You get this because this address was typed in on a page of ${brand} to ask for a link.`,
  },

  optInConfirmation: {
    subject: ({ brand }: { brand: string }) => `Please confirm: email from ${brand}`,
    preheader: 'Nothing is sent until you say yes.',
    heading: 'Do you want this email?',
    leadTopics: ({ brand }: { brand: string }) =>
      `Somebody, most likely you, asked ${brand} to send this to your address:`,
    leadBrand: ({ brand }: { brand: string }) =>
      `Somebody, most likely you, asked ${brand} to send promotional email to your address.`,
    button: 'Yes, send it to me',
    lasts: ({ lasts }: { lasts: string }) =>
      `Nothing is sent until you press the button. The link works for ${lasts}.`,
    notAsked: 'You did not ask for it? Then ignore this, and nothing is sent.',
    why: ({ brand }: { brand: string }) =>
      `You get this because this address was given to ${brand}, and a yes counts only when it comes from you.`,
  },

  optOutAcknowledgement: {
    subject: ({ brand }: { brand: string }) => `You are unsubscribed: ${brand}`,
    preheader: 'Your request is recorded. There is nothing more to do.',
    heading: 'You are unsubscribed',
    leadTopics: ({ brand, topics, at }: { brand: string; topics: string; at: string }) =>
      `On ${at} you asked ${brand} to stop sending you ${topics}. Your request is recorded.`,
    leadBrand: ({ brand, at }: { brand: string; at: string }) =>
      `On ${at} you asked ${brand} to stop all promotional email. Your request is recorded.`,
    leadEveryBrand: ({ brand, at }: { brand: string; at: string }) =>
      `On ${at} you asked ${brand}, and every other brand of its group, to stop all promotional email. Your request is recorded.`,
    by: ({ day }: { day: string }) =>
      `Email that is already on its way may still arrive. It must all have stopped by the end of ${day}.`,
    soon: 'Email that is already on its way may still arrive for a short while.',
    continues: ({ brand }: { brand: string }) =>
      `Email that ${brand} has to send you about an order, an account or a product you own is not advertising, and goes on.`,
    receipt: 'The receipt shows which systems have been told, and when.',
    button: 'See the receipt',
    notAsked: 'This was not you? Tell us, and we put it right. How to reach us is written below.',
    why: ({ brand }: { brand: string }) => `You get this once, because ${brand} confirms every such request.`,
  },

  privacyConfirmation: {
    know: {
      subject: ({ brand }: { brand: string }) => `Please confirm your request to see your data: ${brand}`,
      heading: 'Do you want to see your data?',
      lead: ({ brand }: { brand: string }) =>
        `Somebody, most likely you, asked ${brand} what it knows about you, and for a copy of it.`,
      button: 'Yes, I want to see my data',
      effect: 'The copy goes to nobody but you. That is why we ask first.',
    },
    delete: {
      subject: ({ brand }: { brand: string }) => `Please confirm your request to delete your data: ${brand}`,
      heading: 'Do you want your data deleted?',
      lead: ({ brand }: { brand: string }) =>
        `Somebody, most likely you, asked ${brand} to delete what it knows about you.`,
      button: 'Yes, delete my data',
      effect: 'Deleting cannot be undone. Your requests to stop email stay in force all the same.',
    },
    preheader: 'One press, so that we know it was you.',
    lasts: ({ lasts }: { lasts: string }) =>
      `The link works for ${lasts}. The time we have to answer runs from the day you asked, not from this press.`,
    notAsked:
      'You did not ask for it? Then ignore this. Nothing is shown to anybody, and nothing is deleted.',
    why: ({ brand }: { brand: string }) =>
      `You get this because a privacy request with this address was made to ${brand}.`,
  },

  privacyReceived: {
    know: {
      lead: ({ brand, day }: { brand: string; day: string }) =>
        `On ${day} you asked ${brand} what it knows about you, and for a copy of it.`,
      next: ({ brand }: { brand: string }) =>
        `Now ${brand} makes sure that the request is yours, gathers what it holds about you, and answers you.`,
    },
    delete: {
      lead: ({ brand, day }: { brand: string; day: string }) =>
        `On ${day} you asked ${brand} to delete what it knows about you.`,
      next: ({ brand }: { brand: string }) =>
        `Now ${brand} makes sure that the request is yours, deletes what the law does not oblige it to keep, and tells you. Your requests to stop email stay in force.`,
    },
    subject: ({ brand }: { brand: string }) => `We have your privacy request: ${brand}`,
    preheader: ({ brand, day }: { brand: string; day: string }) => `You will hear from ${brand} by ${day}.`,
    heading: 'We have your request',
    answerBy: ({ brand, day }: { brand: string; day: string }) =>
      `You will hear from ${brand} by ${day}. Until then there is nothing you need to do.`,
    reference: ({ id }: { id: string }) =>
      `Your request has the number ${id}. Name it when you ask about it.`,
    why: ({ brand }: { brand: string }) => `You get this because you made a privacy request to ${brand}.`,
  },

  privacyAnswered: {
    know: {
      complied: ({ brand }: { brand: string }) =>
        `You asked ${brand} what it knows about you. The request has been met.`,
      denied: ({ brand }: { brand: string }) =>
        `You asked ${brand} what it knows about you. The request could not be met.`,
    },
    delete: {
      complied: ({ brand }: { brand: string }) =>
        `You asked ${brand} to delete what it knows about you. The request has been met.`,
      denied: ({ brand }: { brand: string }) =>
        `You asked ${brand} to delete what it knows about you. The request could not be met.`,
      remembered:
        'Your requests to stop email stay in force. To remember them without your address, a code is kept that cannot be turned back into it.',
    },
    subject: ({ brand }: { brand: string }) => `The answer to your privacy request: ${brand}`,
    preheader: ({ id }: { id: string }) => `It is about your request ${id}.`,
    heading: 'The answer to your request',
    explanation: ({ brand }: { brand: string }) => `In the words of ${brand}:`,
    again:
      'You think that this is wrong? Tell us, and we look at it again. How to reach us is written below.',
    reference: ({ id }: { id: string }) =>
      `Your request has the number ${id}. Name it when you ask about it.`,
    why: ({ brand }: { brand: string }) => `You get this because you made a privacy request to ${brand}.`,
  },

  adminAlert: {
    /** What is wrong, in a few words after the name of the sender. */
    states: {
      late: 'opt-outs are late',
      at_risk: 'opt-outs may miss their deadline',
      target_missed: 'opt-outs missed their target',
      critical: 'opt-outs are about to miss their deadline',
      held: 'promotional email is held back',
      breached: 'opt-outs missed their deadline',
      refused: 'opt-outs are turned away',
      alarm_failing: 'alerts do not arrive',
      watch_stopped: 'the deadlines are not being watched',
    },
    subject: ({ sender, state }: { sender: string; state: string }) => `${sender}: ${state}`,
    preheader: ({ waiting, due }: { waiting: string; due: string }) =>
      `Waiting: ${waiting}. The first deadline is ${due}.`,
    preheaderWaiting: ({ waiting }: { waiting: string }) => `Waiting: ${waiting}.`,
    lead: 'Some opt-outs have not reached this sender yet. Until they do, people may get email they have stopped.',
    leads: {
      refused:
        'This sender turns Heed away in a way that only a person can mend: an address, a key or a setting is wrong.',
      alarm_failing:
        'The webhook that is told of trouble has not taken alerts for more than ten minutes. Until it does, trouble is told by email alone.',
      watch_stopped:
        'Heed has not looked at the deadlines for more than ten minutes. Until it does, nobody is warned of one that is about to be missed.',
    },
    labels: {
      waiting: 'Opt-outs waiting',
      oldest: 'Waiting since',
      due: 'First deadline',
      code: 'Last answer',
      alerts: 'Alerts waiting',
      since: 'Since',
      lasted: 'Lasted',
    },
    button: 'Open the console',
    after: 'Heed keeps trying, and closes this by itself when the sender has caught up.',
    /** After what only a person can mend. */
    afterPerson:
      'Heed keeps trying, though not often, and closes this by itself when the sender answers as it should.',
    /** After trouble of the service itself. */
    afterService: 'Heed closes this by itself when it is over.',
    explain:
      'A missed deadline stays open in the console until somebody writes down there why it was missed.',
    /** When it is over. */
    over: {
      subject: ({ sender, state }: { sender: string; state: string }) => `Resolved: ${sender}: ${state}`,
      preheader: ({ lasted }: { lasted: string }) => `It lasted ${lasted}.`,
      lead: ({ lasted }: { lasted: string }) => `This is over. It lasted ${lasted}.`,
    },
  },

  adminDigest: {
    subject: ({ day, optOuts, waiting }: { day: string; optOuts: string; waiting: string }) =>
      `Opt-outs on ${day}: ${optOuts} recorded, ${waiting} waiting`,
    preheader: ({ service }: { service: string }) => `How far the opt-outs of ${service} have come.`,
    heading: ({ day }: { day: string }) => `Opt-outs on ${day}`,
    lead: ({ optOuts }: { optOuts: string }) => `Recorded that day (UTC): ${optOuts}.`,
    caption: 'How long it took to tell each sender that day, and what waits now',
    columns: {
      sender: 'Sender',
      told: 'Told',
      half: 'Half\u00a0in',
      most: '99%\u00a0in',
      waiting: 'Waiting',
    },
    noSenders: 'No sender has been added yet, so there is nobody to tell.',
    button: 'Open the console',
  },

  adminSignIn: {
    subject: 'Sign in to the Heed console',
    preheader: ({ lasts }: { lasts: string }) => `Your link works once, for ${lasts}.`,
    heading: 'Sign in to the Heed console',
    lead: ({ service, lasts }: { service: string; lasts: string }) =>
      `This link opens the console of ${service}. It works once, for ${lasts}.`,
    button: 'Sign in',
    notAsked: 'You did not ask for it? Then ignore this mail: without the link, nobody gets in.',
  },
};

/** What every language says in mails: the contract of the other languages' files. */
export type MailWords = typeof mails;
