import type { MailWords } from '../en/mails.ts';

/** Every word of the mails Heed itself sends, in German, with "Sie". A name is never put in the genitive. */
export const mails: MailWords = {
  shared: {
    linkHint: 'Falls der Button nicht funktioniert, öffnen Sie stattdessen diesen Link:',
    questions: ({ brand }) => `Fragen? So erreichen Sie ${brand}:`,
    fromService: ({ service }) =>
      `Sie erhalten diese E-Mail von Heed auf ${service}, weil Sie dort Admin sind.`,
  },

  manageLink: {
    subject: ({ brand }) => `Ihre E-Mail-Einstellungen bei ${brand}`,
    preheader: ({ lasts }) => `Der Link, um den Sie gebeten haben. Er gilt ${lasts}.`,
    heading: 'Ihre E-Mail-Einstellungen',
    lead: ({ brand }) =>
      `Hier ist der Link, um den Sie gebeten haben. Damit sehen Sie, welche E-Mails ${brand} Ihnen schicken darf, und können das ändern.`,
    button: 'Einstellungen öffnen',
    lasts: ({ lasts }) =>
      `Der Link gilt ${lasts}. Er ist nur für Sie gemacht; bitte geben Sie ihn nicht weiter.`,
    notAsked: 'Sie haben nicht darum gebeten? Dann brauchen Sie nichts zu tun. Es wurde nichts geändert.',
    why: ({ brand }) =>
      `Sie erhalten diese E-Mail, weil auf einer Seite von ${brand} mit dieser Adresse um einen Link gebeten wurde.`,
  },

  optInConfirmation: {
    subject: ({ brand }) => `Bitte bestätigen: E-Mails von ${brand}`,
    preheader: 'Es wird nichts geschickt, bis Sie Ja sagen.',
    heading: 'Möchten Sie diese E-Mails?',
    leadTopics: ({ brand }) =>
      `Jemand, wahrscheinlich Sie selbst, hat ${brand} gebeten, dies an Ihre Adresse zu schicken:`,
    leadBrand: ({ brand }) =>
      `Jemand, wahrscheinlich Sie selbst, hat ${brand} gebeten, Werbe-E-Mails an Ihre Adresse zu schicken.`,
    button: 'Ja, bitte schicken',
    lasts: ({ lasts }) => `Es wird nichts geschickt, bis Sie zustimmen. Der Link gilt ${lasts}.`,
    notAsked: 'Sie haben nicht darum gebeten? Dann tun Sie einfach nichts, und es wird nichts geschickt.',
    why: ({ brand }) =>
      `Sie erhalten diese E-Mail, weil bei ${brand} diese Adresse angegeben wurde und nur ein Ja zählt, das von Ihnen kommt.`,
  },

  optOutAcknowledgement: {
    subject: ({ brand }) => `Abbestellt: E-Mails von ${brand}`,
    preheader: 'Ihr Wunsch ist festgehalten. Sie brauchen nichts weiter zu tun.',
    heading: 'Das ist abbestellt',
    leadTopics: ({ brand, topics, at }) =>
      `Am ${at} haben Sie bei ${brand} abbestellt: ${topics}. Das ist festgehalten.`,
    leadBrand: ({ brand, at }) =>
      `Am ${at} haben Sie alle Werbe-E-Mails von ${brand} abbestellt. Das ist festgehalten.`,
    leadEveryBrand: ({ brand, at }) =>
      `Am ${at} haben Sie alle Werbe-E-Mails von ${brand} und von jeder anderen Marke der Gruppe abbestellt. Das ist festgehalten.`,
    by: ({ day }) =>
      `Was schon unterwegs ist, kann noch ankommen. Der letzte Tag, an dem noch etwas kommen darf: ${day}.`,
    soon: 'Was schon unterwegs ist, kann noch kurze Zeit ankommen.',
    continues: ({ brand }) =>
      `E-Mails, die ${brand} Ihnen zu einer Bestellung, einem Konto oder einem Ihrer Produkte schicken muss, sind keine Werbung und kommen weiterhin.`,
    receipt: 'Der Nachweis zeigt, welche Systeme davon erfahren haben und wann.',
    button: 'Nachweis ansehen',
    notAsked:
      'Das waren Sie nicht? Sagen Sie es uns, wir bringen es in Ordnung. Wie Sie uns erreichen, steht unten.',
    why: ({ brand }) => `Sie erhalten diese E-Mail einmal, weil ${brand} jede Abbestellung bestätigt.`,
  },

  privacyConfirmation: {
    know: {
      subject: ({ brand }) => `Bitte bestätigen: Auskunft über Ihre Daten bei ${brand}`,
      heading: 'Möchten Sie Ihre Daten sehen?',
      lead: ({ brand }) =>
        `Jemand, wahrscheinlich Sie selbst, hat ${brand} gefragt, was dort über Sie bekannt ist, und um eine Kopie gebeten.`,
      button: 'Ja, Daten ansehen',
      effect: 'Die Kopie soll niemand außer Ihnen bekommen. Deshalb fragen wir vorher nach.',
    },
    delete: {
      subject: ({ brand }) => `Bitte bestätigen: Löschung Ihrer Daten bei ${brand}`,
      heading: 'Möchten Sie Ihre Daten löschen lassen?',
      lead: ({ brand }) =>
        `Jemand, wahrscheinlich Sie selbst, hat ${brand} gebeten zu löschen, was dort über Sie bekannt ist.`,
      button: 'Ja, Daten löschen',
      effect:
        'Löschen lässt sich nicht rückgängig machen. Was Sie abbestellt haben, bleibt trotzdem abbestellt.',
    },
    preheader: 'Ein Klick, damit wir wissen, dass Sie es waren.',
    lasts: ({ lasts }) =>
      `Der Link gilt ${lasts}. Unsere Frist für die Antwort läuft ab dem Tag Ihrer Anfrage, nicht erst ab diesem Klick.`,
    notAsked:
      'Sie haben nicht darum gebeten? Dann tun Sie einfach nichts. Niemandem wird etwas gezeigt, und nichts wird gelöscht.',
    why: ({ brand }) =>
      `Sie erhalten diese E-Mail, weil bei ${brand} mit dieser Adresse eine Datenschutzanfrage gestellt wurde.`,
  },

  privacyReceived: {
    know: {
      lead: ({ brand, day }) =>
        `Am ${day} haben Sie ${brand} gefragt, was dort über Sie bekannt ist, und um eine Kopie gebeten.`,
      next: ({ brand }) =>
        `Jetzt prüft ${brand}, ob die Anfrage von Ihnen kommt, stellt zusammen, was über Sie gespeichert ist, und antwortet Ihnen.`,
    },
    delete: {
      lead: ({ brand, day }) =>
        `Am ${day} haben Sie ${brand} gebeten zu löschen, was dort über Sie bekannt ist.`,
      next: ({ brand }) =>
        `Jetzt prüft ${brand}, ob die Anfrage von Ihnen kommt, löscht alles, was nicht per Gesetz aufbewahrt werden muss, und gibt Ihnen Bescheid. Was Sie abbestellt haben, bleibt abbestellt.`,
    },
    subject: ({ brand }) => `Ihre Datenschutzanfrage bei ${brand} ist angekommen`,
    preheader: ({ day }) => `Sie erhalten bis zum ${day} eine Antwort.`,
    heading: 'Ihre Anfrage ist angekommen',
    answerBy: ({ day }) => `Sie erhalten bis zum ${day} eine Antwort. Sie brauchen nichts weiter zu tun.`,
    reference: ({ id }) => `Ihre Anfrage hat die Nummer ${id}. Bitte nennen Sie sie, wenn Sie danach fragen.`,
    why: ({ brand }) =>
      `Sie erhalten diese E-Mail, weil Sie bei ${brand} eine Datenschutzanfrage gestellt haben.`,
  },

  privacyAnswered: {
    know: {
      complied: ({ brand }) =>
        `Sie haben ${brand} gefragt, was dort über Sie bekannt ist. Die Anfrage wurde erfüllt.`,
      denied: ({ brand }) =>
        `Sie haben ${brand} gefragt, was dort über Sie bekannt ist. Die Anfrage konnte nicht erfüllt werden.`,
    },
    delete: {
      complied: ({ brand }) =>
        `Sie haben ${brand} gebeten zu löschen, was dort über Sie bekannt ist. Die Anfrage wurde erfüllt.`,
      denied: ({ brand }) =>
        `Sie haben ${brand} gebeten zu löschen, was dort über Sie bekannt ist. Die Anfrage konnte nicht erfüllt werden.`,
      remembered:
        'Was Sie abbestellt haben, bleibt abbestellt. Um das ohne Ihre Adresse zu behalten, wird ein Code gespeichert, aus dem sie sich nicht wiederherstellen lässt.',
    },
    subject: ({ brand }) => `Antwort auf Ihre Datenschutzanfrage bei ${brand}`,
    preheader: ({ id }) => `Es geht um Ihre Anfrage ${id}.`,
    heading: 'Die Antwort auf Ihre Anfrage',
    explanation: ({ brand }) => `In den Worten von ${brand}:`,
    again:
      'Sie meinen, das stimmt nicht? Sagen Sie es uns, wir prüfen es noch einmal. Wie Sie uns erreichen, steht unten.',
    reference: ({ id }) => `Ihre Anfrage hat die Nummer ${id}. Bitte nennen Sie sie, wenn Sie danach fragen.`,
    why: ({ brand }) =>
      `Sie erhalten diese E-Mail, weil Sie bei ${brand} eine Datenschutzanfrage gestellt haben.`,
  },

  adminAlert: {
    states: {
      late: 'Abbestellungen sind verspätet',
      at_risk: 'Abbestellungen könnten die Frist verpassen',
      target_missed: 'Abbestellungen haben das Ziel verfehlt',
      critical: 'Abbestellungen stehen kurz vor Ablauf der Frist',
      held: 'Werbe-E-Mails werden zurückgehalten',
      breached: 'Abbestellungen haben die Frist verpasst',
      refused: 'Abbestellungen werden abgewiesen',
      alarm_failing: 'Meldungen kommen nicht an',
      watch_stopped: 'die Fristen werden nicht überwacht',
    },
    subject: ({ sender, state }) => `${sender}: ${state}`,
    preheader: ({ waiting, due }) => `Offen: ${waiting}. Die erste Frist endet am ${due}.`,
    preheaderWaiting: ({ waiting }) => `Offen: ${waiting}.`,
    lead: 'Einige Abbestellungen sind bei diesem System noch nicht angekommen. Bis dahin erhalten manche vielleicht noch E-Mails, die sie abbestellt haben.',
    leads: {
      refused:
        'Dieses System weist Heed auf eine Weise ab, die nur ein Mensch beheben kann: Eine Adresse, ein Schlüssel oder eine Einstellung stimmt nicht.',
      alarm_failing:
        'Der Webhook für Meldungen nimmt seit mehr als zehn Minuten nichts an. Bis dahin kommen Meldungen nur per E-Mail.',
      watch_stopped:
        'Heed hat seit mehr als zehn Minuten nicht nach den Fristen gesehen. Bis dahin wird niemand vor einer ablaufenden Frist gewarnt.',
    },
    labels: {
      waiting: 'Offene Abbestellungen',
      oldest: 'Offen seit',
      due: 'Erste Frist',
      code: 'Letzte Antwort',
      alerts: 'Offene Meldungen',
      since: 'Seit',
      lasted: 'Dauer',
    },
    button: 'Konsole öffnen',
    after: 'Heed versucht es weiter und schließt diese Meldung von selbst, sobald das System aufgeholt hat.',
    afterPerson:
      'Heed versucht es weiter, wenn auch seltener, und schließt diese Meldung von selbst, sobald das System wieder richtig antwortet.',
    afterService: 'Heed schließt diese Meldung von selbst, sobald es vorbei ist.',
    explain:
      'Eine verpasste Frist bleibt in der Konsole offen, bis dort jemand aufschreibt, warum sie verpasst wurde.',
    over: {
      subject: ({ sender, state }) => `Behoben: ${sender}: ${state}`,
      preheader: ({ lasted }) => `Dauer: ${lasted}.`,
      lead: ({ lasted }) => `Das ist vorbei. Dauer: ${lasted}.`,
    },
  },

  adminDigest: {
    subject: ({ day, optOuts, waiting }) => `Abbestellungen am ${day}: ${optOuts} erfasst, ${waiting} offen`,
    preheader: ({ service }) => `Wie weit die Abbestellungen auf ${service} sind.`,
    heading: ({ day }) => `Abbestellungen am ${day}`,
    lead: ({ optOuts }) => `An diesem Tag (UTC) erfasst: ${optOuts}.`,
    caption: 'Wie lange es an dem Tag dauerte, jedes System zu informieren, und was jetzt noch offen ist',
    columns: {
      sender: 'System',
      told: 'Gemeldet',
      half: 'Hälfte\u00a0in',
      most: '99\u00a0%\u00a0in',
      waiting: 'Offen',
    },
    noSenders: 'Noch ist kein System eingerichtet, das informiert werden könnte.',
    button: 'Konsole öffnen',
  },

  adminSignIn: {
    subject: 'Anmelden bei der Heed-Konsole',
    preheader: ({ lasts }) => `Der Link gilt ${lasts} und funktioniert einmal.`,
    heading: 'Anmelden bei der Heed-Konsole',
    lead: ({ service, lasts }) =>
      `Dieser Link öffnet die Konsole von ${service}. Er gilt ${lasts} und funktioniert einmal.`,
    button: 'Anmelden',
    notAsked:
      'Sie haben nicht darum gebeten? Dann tun Sie einfach nichts: Ohne den Link kommt niemand hinein.',
  },
};
