import type { PageWords } from '../en/pages.ts';

/**
 * Every word a recipient reads on a page, in German, with "Sie". Names and dates come without an article, so they stand
 * after "von", "bei", "an" or a colon; never in the genitive.
 */
export const pages: PageWords = {
  frame: {
    speaker: 'E-\u2060Mail-Einstellungen',
    languages: 'Sprache',
    helpTitle: 'Hilfe',
    help: (brand) => `Sie erreichen ${brand} auch direkt.`,
    phone: (number) => `Telefon: ${number}`,
    email: (address) => `E-\u2060Mail: ${address}`,
    privacy: 'Ihre Daten: anfordern oder löschen lassen',
    gpc: (brand) =>
      `Ihr Browser sendet Global Privacy Control. ${brand} beachtet das: Ihre Daten werden weder verkauft noch weitergegeben.`,
    titleWith: (title, brand) => `${title} – ${brand}`,
    errorTitle: (title) => `Fehler: ${title}`,
  },
  what: {
    brand: (brand) => `Werbe-E-\u2060Mails von ${brand}`,
    topic: (topic, brand) => `„${topic}“ von ${brand}`,
    everyBrand: (group) => `Werbe-E-\u2060Mails aller Marken von ${group}`,
    // It begins titles and lists, so it begins with a noun.
    everything: 'Werbe-E-\u2060Mails aller Marken',
  },
  ask: {
    title: (what) => `${what} abbestellen?`,
    lead: (mask) => `Das gilt für ${mask}. Ein Klick genügt.`,
    button: (what) => `${what} abbestellen`,
    note: 'Durch das Öffnen dieser Seite hat sich noch nichts geändert.',
    old: 'Dieser Link ist alt. Abbestellen können Sie damit noch. Um auszuwählen, was Sie erhalten, lassen Sie sich einen neuen Link schicken.',
  },
  stop: {
    brand: (brand) => `Alle Werbe-E-\u2060Mails von ${brand} abbestellen`,
    group: (group) => `Werbe-E-\u2060Mails aller Marken von ${group} abbestellen`,
    everything: (brands) => `Alle Werbe-E-\u2060Mails von ${brands} abbestellen`,
  },
  done: {
    title: 'Das ist abbestellt',
    already: 'Das war schon abbestellt',
    stops: (mask, what) => `Für ${mask} abbestellt: ${what}.`,
    by: (date) =>
      `Was schon unterwegs ist, kann noch ankommen. Alle Systeme erfahren es jetzt. Der letzte Tag, an dem noch etwas kommen darf: ${date}.`,
    receipt: 'Ansehen, wie alle Systeme davon erfahren',
    continuesTitle: 'Was weiterhin kommt',
    continues: (brand) =>
      `Manche E-\u2060Mails schickt ${brand}, weil Sie etwas angefordert haben oder besitzen. Sie sind keine Werbung und kommen deshalb weiterhin:`,
    noContinues: (brand) =>
      `E-\u2060Mails, die ${brand} zu einer Bestellung, einem Konto oder einem Ihrer Produkte schicken muss, sind keine Werbung und kommen deshalb weiterhin.`,
    moreTitle: 'Mehr abbestellen',
    undoTitle: 'Versehentlich geklickt?',
    undo: 'Rückgängig machen',
    undoUntil: (time) => `Bis ${time} können Sie es rückgängig machen.`,
    pauseTitle: 'Oder nur eine Pause?',
    pauseLead: (what) =>
      `Stattdessen eine Pause für ${what}: Eine Zeit lang kommt nichts, danach gilt wieder, was vorher galt.`,
    pauseDays: (days) => `${days} Tage Pause`,
  },
  choices: {
    title: 'Auswählen, was Sie erhalten',
    lead: (brand) =>
      `Lassen Sie sich per E-\u2060Mail einen Link schicken. Er öffnet alle Ihre Einstellungen bei ${brand}.`,
    button: 'Link schicken lassen',
  },
  linkMailed: {
    title: 'Sehen Sie in Ihr Postfach',
    lead: (address, minutes) =>
      `Wenn E-\u2060Mails an ${address} ankommen, finden Sie dort in etwa einer Minute einen Link. Er gilt ${minutes} Minuten.`,
    note: 'Nichts da? Sehen Sie auch im Spam-Ordner nach. An eine Adresse schicken wir nur wenige Links pro Stunde.',
  },
  undone: {
    title: 'Rückgängig gemacht',
    lead: (mask) => `Für ${mask} ist alles wieder wie vorher.`,
    plainLead: 'Alles ist wieder wie vorher.',
    staleTitle: 'Hier gibt es nichts mehr rückgängig zu machen',
    stale:
      'Es wurde schon rückgängig gemacht, oder Sie haben sich inzwischen neu entschieden. Es gilt Ihre letzte Entscheidung.',
    ask: 'Wenn Sie es rückgängig machen, ist alles wieder wie vor dem Abbestellen.',
    again: 'Abbestellen können Sie jederzeit, mit dem Link in jeder unserer E-\u2060Mails.',
  },
  paused: {
    title: (date) => `Pause bis zum ${date}`,
    lead: (mask, what, date) =>
      `Für ${mask} pausiert: ${what}. Am ${date} endet die Pause, dann gilt wieder, was vorher galt.`,
  },
  reason: {
    legend: 'Möchten Sie uns den Grund nennen?',
    note: 'Das ist freiwillig und ändert nichts an Ihrer Entscheidung.',
    reasons: {
      too_many: 'Zu viele E-\u2060Mails',
      not_relevant: 'Die Themen interessieren mich nicht',
      never_asked: 'Ich habe nie darum gebeten',
      other_address: 'Ich erhalte sie unter einer anderen Adresse',
      other: 'Ein anderer Grund',
    },
    button: 'Antwort senden',
    thanks: 'Danke für Ihre Antwort.',
    none: 'Wählen Sie eine Antwort, oder verlassen Sie die Seite: Eine Antwort ist nicht nötig.',
  },
  preferences: {
    title: (brand) => `Ihre E-\u2060Mails von ${brand}`,
    groupTitle: (group) => `Ihre E-\u2060Mails von ${group}`,
    lead: (mask) => `Diese Einstellungen gelten für ${mask}.`,
    promotional: 'Werbe-E-\u2060Mails',
    promotionalHint: (brand) => `Kreuzen Sie an, was ${brand} Ihnen schicken darf.`,
    stoppedAll: (brand) =>
      `Sie haben alle Werbe-E-\u2060Mails von ${brand} abbestellt. Kreuzen Sie ein Thema an, um es wieder zu erhalten.`,
    save: 'Auswahl speichern',
    pause: 'Pause',
    pauseHint: (brand) =>
      `Eine Zeit lang keine Werbe-E-\u2060Mails von ${brand}. Ihre Auswahl bleibt, wie sie ist.`,
    pauseNone: 'Keine Pause',
    pauseKeep: (date) => `Pause bis zum ${date} beibehalten`,
    pauseEnd: 'Pause jetzt beenden',
    pauseDays: (days) => `Für ${days} Tage`,
    pauseUntil: 'Bis zu einem Datum',
    pauseDate: 'Datum',
    pauseDateHint: (example) => `Zum Beispiel ${example}`,
    service: 'Konto- und Service-E-\u2060Mails',
    serviceLead: (brand) =>
      `${brand} schickt diese E-\u2060Mails, weil Sie etwas angefordert haben oder besitzen. Sie sind keine Werbung und lassen sich hier nicht abbestellen.`,
    basis: {
      transaction: 'weil damit etwas bestätigt oder abgeschlossen wird, dem Sie zugestimmt haben',
      warranty:
        'weil es um Sicherheit, Garantie oder Rückruf eines Produkts geht, das Sie gekauft haben oder nutzen',
      account: 'weil es um Ihr Konto, Ihre Mitgliedschaft oder Ihr Abonnement geht',
      employment: 'weil es um Ihre Arbeit oder Leistungen Ihres Arbeitgebers geht',
      delivery: 'weil Sie damit etwas erhalten, das Sie bestellt haben',
    },
    everything: 'Alles abbestellen',
    others: (group) => `Andere Marken von ${group}`,
    othersPlain: 'Andere Marken',
    othersLead: (brands) => `Dasselbe Unternehmen schickt auch E-\u2060Mails unter anderem Namen: ${brands}.`,
  },
  saved: {
    title: 'Ihre Auswahl ist gespeichert',
    nothing: 'Es war nichts zu ändern',
    nothingLead: 'Alles war schon so, wie Sie es gewählt haben.',
    changed: 'Was sich geändert hat',
    stopped: (what) => `Abbestellt: ${what}.`,
    started: (what) => `Sie erhalten künftig: ${what}.`,
    paused: (brand, date) => `Pause bis zum ${date}: Werbe-E-\u2060Mails von ${brand}.`,
    resumed: (brand) => `Die Pause für Werbe-E-\u2060Mails von ${brand} ist beendet.`,
    confirm: (topics, mask) =>
      `Noch ein Schritt für ${topics}: Öffnen Sie den Link in der E-\u2060Mail, die wir gerade an ${mask} geschickt haben.`,
    kept: (what) =>
      `Unverändert: ${what}. Das haben Sie inzwischen an anderer Stelle abbestellt. Kreuzen Sie es noch einmal an, wenn Sie es erhalten möchten.`,
    gone: (what) => `${what} gibt es nicht mehr. Deshalb ließ sich hier nichts bestellen.`,
    old: (topics) =>
      `Nicht bestellt: ${topics}. Dafür ist dieser Link zu alt; mit ihm können Sie nur noch abbestellen. Lassen Sie sich einen neuen Link schicken.`,
    tooOften: (topics) =>
      `Noch nicht bestellt: ${topics}. Wir haben Ihnen in dieser Stunde schon mehrere E-\u2060Mails geschickt; versuchen Sie es in einer Stunde wieder.`,
    back: 'Zurück zu Ihrer Auswahl',
    partly: 'Was Sie abbestellt haben, ist gespeichert. Eine Angabe müssen Sie noch prüfen.',
  },
  door: {
    title: (brand) => `E-\u2060Mails von ${brand} abbestellen`,
    lead: 'Sie brauchen keinen Link und kein Konto. Geben Sie die Adresse ein, an die die E-\u2060Mails kommen.',
    address: 'E-\u2060Mail-Adresse',
    addressHint: 'Zum Beispiel name@example.com',
    everyBrand: (group) => `Für alle Marken von ${group}, nicht nur für diese`,
    everyBrandPlain: (brands) => `Auch für ${brands}`,
    mailTitle: 'Oder auswählen, was Sie erhalten',
    doneTitle: (brand) => `Werbe-E-\u2060Mails von ${brand} sind abbestellt`,
    doneTitleGroup: (group) => `Werbe-E-\u2060Mails aller Marken von ${group} sind abbestellt`,
    doneTitleAll: 'Alle Werbe-E-\u2060Mails sind abbestellt',
    done: (address) => `${address} steht auf der Liste der Abbestellungen.`,
    listTitle: 'E-\u2060Mails abbestellen',
    listLead: 'Wessen E-\u2060Mails möchten Sie abbestellen?',
  },
  receipt: {
    title: (moment) => `Ihre Entscheidung vom ${moment}`,
    about: (mask, what) => `${mask}: ${what} abbestellen.`,
    aboutIn: (mask, what) => `${mask}: ${what} erhalten.`,
    aboutPause: (mask, what, date) => `${mask}: ${what} bis zum ${date} pausieren.`,
    aboutUndo: (mask, what) => `${mask}: Entscheidung über ${what} zurücknehmen.`,
    overtaken: 'Sie haben sich inzwischen neu entschieden. Es gilt Ihre letzte Entscheidung.',
    progress: (told, total) => `Systeme, die Bescheid wissen: ${told} von ${total}.`,
    all: 'Alle Systeme, die diese E-\u2060Mails verschicken, wissen Bescheid.',
    nobody: 'Noch verschickt kein System diese E-\u2060Mails. Ein neues erfährt davon, bevor es das darf.',
    deadline: (date) => `Der letzte Tag, an dem noch etwas kommen darf: ${date}.`,
    systems: 'Die Systeme, die E-\u2060Mails verschicken',
    told: (moment) => `informiert am ${moment}`,
    confirmed: (moment) => `bestätigt am ${moment}`,
    waiting: 'noch nicht informiert',
    asOf: (moment) => `Stand: ${moment}.`,
    refresh: 'Noch einmal nachsehen',
    proofTitle: 'Nachweis für Ihre Unterlagen',
    proof:
      'Diese Datei ist signiert. Sie zeigt, worum Sie gebeten haben, wann, und wer davon erfahren hat. Jeder kann das prüfen.',
    download: 'Signierten Nachweis laden',
  },
  confirmOptIn: {
    title: (brand) => `E-\u2060Mails von ${brand} erhalten?`,
    lead: (mask, topics) => `An ${mask} schicken: ${topics}.`,
    button: 'Ja, bitte schicken',
    note: 'Sie haben nicht darum gebeten? Schließen Sie die Seite, dann wird nichts geschickt.',
    doneTitle: 'Bestätigt',
    done: (topics, mask) => `Das kommt ab jetzt an ${mask}: ${topics}.`,
    staleTitle: 'Es wurde nichts geändert',
    stale: 'Sie haben sich inzwischen neu entschieden. Es gilt Ihre letzte Entscheidung.',
    stop: 'Abbestellen können Sie jederzeit, mit dem Link in jeder E-\u2060Mail.',
  },
  privacy: {
    title: (brand) => `Ihre Daten bei ${brand}`,
    lead: 'Sie können erfahren, was über Sie gespeichert ist, und Sie können es löschen lassen. Beides ist kostenlos.',
    know: 'Auskunft: eine Kopie der Daten erhalten, die über Sie gespeichert sind',
    knowHint: 'In einer Form, die auch andere Programme lesen können. Zweimal in zwölf Monaten kostenlos.',
    delete: 'Löschung: die Daten löschen lassen, die über Sie gespeichert sind',
    deleteHint:
      'Manches muss vielleicht bleiben, zum Beispiel für eine laufende Bestellung oder weil ein Gesetz es verlangt. Was Sie abbestellt haben, bleibt abbestellt.',
    kind: 'Was möchten Sie?',
    lookBack: 'Wie weit zurück?',
    lookBackAll: 'Alles, was gespeichert ist',
    lookBackYear: 'Die letzten zwölf Monate',
    forMask: (mask) => `Es geht um ${mask}.`,
    address: 'Ihre E-\u2060Mail-Adresse',
    button: 'Anfrage senden',
    clocks:
      'Innerhalb von 10 Geschäftstagen erfahren Sie, dass die Anfrage angekommen ist. Die Antwort erhalten Sie innerhalb von 45 Tagen.',
    otherTitle: 'Andere Wege für Ihre Anfrage',
    byPhone: (number) => `Per Telefon: ${number}`,
    byPost: 'Per Post:',
    gpcTitle: 'Global Privacy Control',
    gpcOn: (brand) =>
      `Ihr Browser sendet dieses Signal, und ${brand} beachtet es: Ihre Daten werden weder verkauft noch weitergegeben.`,
    gpcOff: (brand) =>
      `Ihr Browser sendet dieses Signal nicht. Wenn er es täte, würde ${brand} es beachten und Ihre Daten weder verkaufen noch weitergeben.`,
    stopTitle: 'Nur weniger E-\u2060Mails?',
    stopLead: 'Dafür ist keine Anfrage nötig.',
    checkTitle: 'Sehen Sie in Ihr Postfach',
    check: (address) =>
      `Wenn E-\u2060Mails an ${address} ankommen, finden Sie dort in etwa einer Minute einen Link. Öffnen Sie ihn, damit niemand sonst in Ihrem Namen anfragen kann.`,
    confirmTitle: 'Bestätigen Sie Ihre Anfrage',
    confirmKnow: (brand, mask) =>
      `Sie haben ${brand} um eine Kopie der Daten gebeten, die über ${mask} gespeichert sind.`,
    confirmDelete: (brand, mask) =>
      `Sie haben ${brand} gebeten, die Daten zu löschen, die über ${mask} gespeichert sind.`,
    confirmButton: 'Ja, das war ich',
    receivedTitle: 'Ihre Anfrage ist angekommen',
    received: (date) => `Sie erhalten die Antwort bis zum ${date} per E-\u2060Mail.`,
    reference: (id) => `Die Nummer Ihrer Anfrage: ${id}.`,
    answered: 'Diese Anfrage ist beantwortet. Die Antwort kam per E-\u2060Mail.',
  },
  errors: {
    summary: 'Etwas stimmt noch nicht',
    prefix: 'Fehler:',
    addressMissing: 'Geben Sie Ihre E-\u2060Mail-Adresse ein',
    addressWrong: 'Geben Sie eine E-\u2060Mail-Adresse ein, zum Beispiel name@example.com',
    dateMissing: 'Geben Sie ein, wann die Pause endet, oder wählen Sie eine andere Antwort',
    dateWrong: (example) => `Geben Sie das Datum als Jahr-Monat-Tag ein, zum Beispiel ${example}`,
    datePast: 'Wählen Sie ein Datum nach dem heutigen Tag',
    dateFar: (date) => `Wählen Sie ein Datum bis zum ${date}`,
    kindMissing: 'Wählen Sie, was Sie möchten',
  },
  dead: {
    title: 'Dieser Link funktioniert nicht',
    lead: 'Vielleicht ist er unvollständig oder zu alt für seinen Zweck. Abbestellen können Sie trotzdem, gleich hier.',
    leadAnywhere:
      'Vielleicht ist er unvollständig oder zu alt für seinen Zweck. Abbestellen können Sie trotzdem.',
  },
  foreign: {
    title: 'Bitte klicken Sie noch einmal',
    lead: 'Ihr Browser meldet, dass das Formular von einer anderen Website kam. Es wurde nichts geändert. Versuchen Sie es von hier aus noch einmal.',
    again: 'Seite öffnen',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    lead: 'Wenn Sie E-\u2060Mails abbestellen möchten, geht das hier.',
    stop: 'E-\u2060Mails abbestellen',
  },
  busy: {
    title: 'Das ließ sich gerade nicht speichern',
    lead: 'Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal.',
    show: 'Diese Seite lässt sich gerade nicht anzeigen',
    again: 'Noch einmal versuchen',
  },
  tooLarge: {
    title: 'Das war zu viel auf einmal',
    lead: 'Das gesendete Formular ist größer als jedes von uns. Es wurde nichts geändert.',
  },
};
