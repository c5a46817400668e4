import type { PageWords } from '../en/pages.ts';
import { of, to } from './before-name.ts';

/** The pages in French: “vous”, never the gender of the reader, and the spaces French sets before its marks. */
export const pages: PageWords = {
  frame: {
    speaker: 'Préférences e-\u2060mail',
    languages: 'Langue',
    helpTitle: 'Aide',
    help: (brand) => `Vous pouvez aussi contacter directement ${brand}.`,
    phone: (number) => `Téléphone\u00a0: ${number}`,
    email: (address) => `E-\u2060mail\u00a0: ${address}`,
    privacy: 'Vos données\u00a0: les demander ou les faire supprimer',
    gpc: (brand) =>
      `Votre navigateur envoie le signal Global Privacy Control. ${brand} le respecte\u00a0: vos données ne sont ni vendues ni partagées.`,
    titleWith: (title, brand) => `${title} – ${brand}`,
    errorTitle: (title) => `Erreur\u00a0: ${title}`,
  },
  what: {
    brand: (brand) => `les e-\u2060mails promotionnels ${of(brand)}`,
    topic: (topic, brand) => `«\u202f${topic}\u202f» ${of(brand)}`,
    everyBrand: (group) => `les e-\u2060mails promotionnels des marques ${of(group, 'du groupe')}`,
    everything: 'les e-\u2060mails promotionnels (toutes marques confondues)',
  },
  ask: {
    title: (what) => `Ne plus recevoir ${what}\u202f?`,
    lead: (mask) => `Cela concerne ${mask}. Un clic suffit.`,
    button: (what) => `Ne plus recevoir ${what}`,
    note: 'Ouvrir cette page n’a encore rien changé.',
    old: 'Ce lien est ancien. Il permet encore d’arrêter les e-\u2060mails\u202f; pour choisir ce que vous recevez, demandez un nouveau lien.',
  },
  stop: {
    brand: (brand) => `Ne plus recevoir aucun e-\u2060mail promotionnel ${of(brand)}`,
    group: (group) =>
      `Ne plus recevoir aucun e-\u2060mail promotionnel des marques ${of(group, 'du groupe')}`,
    everything: (brands) => `Ne plus recevoir aucun e-\u2060mail promotionnel ${of(brands, 'des marques')}`,
  },
  done: {
    title: 'Désabonnement enregistré',
    already: 'Désabonnement déjà enregistré',
    stops: (mask, what) => `${mask} ne recevra plus ${what}.`,
    by: (date) =>
      `Des e-\u2060mails déjà en route peuvent encore arriver. Chaque système est informé dès maintenant et doit avoir cessé ses envois au plus tard le ${date}.`,
    receipt: 'Voir comment chaque système est informé',
    continuesTitle: 'Ce qui continue',
    continues: (brand) =>
      `${brand} vous envoie aussi des e-\u2060mails liés à ce que vous avez demandé ou à ce que vous possédez. Ces e-\u2060mails ne sont pas de la publicité et continuent\u00a0:`,
    noContinues: (brand) =>
      `${brand} doit aussi envoyer des e-\u2060mails au sujet d’une commande, d’un compte ou d’un produit que vous possédez. Ces e-\u2060mails ne sont pas de la publicité et continuent.`,
    moreTitle: 'Arrêter d’autres e-\u2060mails\u202f?',
    undoTitle: 'Un clic par erreur\u202f?',
    undo: 'Annuler',
    undoUntil: (time) => `Vous pouvez annuler jusqu’à ${time}.`,
    pauseTitle: 'Ou juste une pause\u202f?',
    pauseLead: (what) =>
      `Avec une pause, vous ne recevez plus ${what} pendant quelque temps, puis tout reprend comme avant.`,
    pauseDays: (days) => `Pause de ${days} jours`,
  },
  choices: {
    title: 'Choisissez ce que vous recevez',
    lead: (brand) =>
      `Recevez un lien par e-\u2060mail. Il vous permet de voir et de modifier tout ce que vous recevez ${of(brand)}.`,
    button: 'M’envoyer un lien',
  },
  linkMailed: {
    title: 'Consultez votre boîte de réception',
    lead: (address, minutes) =>
      `Si l’adresse ${address} reçoit des e-\u2060mails, un lien y arrive d’ici une minute. Il fonctionne pendant ${minutes} minutes.`,
    note: 'Rien n’arrive\u202f? Regardez dans le dossier des indésirables. Nous n’envoyons que quelques liens par heure à une même adresse.',
  },
  undone: {
    title: 'C’est annulé',
    lead: (mask) => `Pour ${mask}, tout est de nouveau comme avant.`,
    plainLead: 'Tout est de nouveau comme avant.',
    staleTitle: 'Il n’y a plus rien à annuler',
    stale: 'C’était déjà annulé, ou vous avez changé d’avis depuis. Votre dernière décision reste valable.',
    ask: 'Si vous annulez, tout redevient comme avant votre désabonnement.',
    again: 'Si vous voulez arrêter plus tard, utilisez le lien présent dans chacun de nos e-\u2060mails.',
  },
  paused: {
    title: (date) => `En pause jusqu’au ${date}`,
    lead: (mask, what, date) =>
      `Jusqu’au ${date}, ${mask} ne reçoit plus ${what}. À partir de ce jour-là, tout reprend comme avant.`,
  },
  reason: {
    legend: 'Voulez-vous nous dire pourquoi\u202f?',
    note: 'C’est facultatif et cela ne change rien à votre choix.',
    reasons: {
      too_many: 'Trop d’e-\u2060mails',
      not_relevant: 'Ils ne parlent pas de ce qui m’intéresse',
      never_asked: 'Je ne les ai jamais demandés',
      other_address: 'Je les reçois à une autre adresse',
      other: 'Une autre raison',
    },
    button: 'Envoyer ma réponse',
    thanks: 'Merci de nous l’avoir dit.',
    none: 'Choisissez une réponse ou quittez cette page\u00a0: vous n’avez pas à répondre.',
  },
  preferences: {
    title: (brand) => `Vos e-\u2060mails ${of(brand)}`,
    groupTitle: (group) => `Vos e-\u2060mails ${of(group, 'du groupe')}`,
    lead: (mask) => `Ces choix valent pour ${mask}.`,
    promotional: 'E-\u2060mails promotionnels',
    promotionalHint: (brand) => `Cochez ce que vous voulez recevoir ${of(brand)}.`,
    stoppedAll: (brand) =>
      `Vous avez arrêté tous les e-\u2060mails promotionnels ${of(brand)}. Cochez un sujet pour le recevoir à nouveau.`,
    save: 'Enregistrer mes choix',
    pause: 'Pause',
    pauseHint: (brand) =>
      `Aucun e-\u2060mail promotionnel ${of(brand)} pendant quelque temps. Vos choix restent les mêmes.`,
    pauseNone: 'Pas de pause',
    pauseKeep: (date) => `Garder la pause jusqu’au ${date}`,
    pauseEnd: 'Mettre fin à la pause maintenant',
    pauseDays: (days) => `Pendant ${days} jours`,
    pauseUntil: 'Jusqu’à une date',
    pauseDate: 'Date',
    pauseDateHint: (example) => `Par exemple ${example}`,
    service: 'E-\u2060mails de compte et de service',
    serviceLead: (brand) =>
      `${brand} vous envoie ces e-\u2060mails en raison de ce que vous avez demandé ou de ce que vous possédez. Ce n’est pas de la publicité\u202f; ils ne peuvent pas être désactivés ici.`,
    basis: {
      transaction: 'parce qu’il s’agit de confirmer ou de mener à bien ce que vous avez accepté',
      warranty:
        'parce qu’il s’agit de la sécurité, de la garantie ou du rappel d’un produit que vous avez acheté ou utilisez',
      account: 'parce qu’il s’agit de votre compte, de votre adhésion ou de votre abonnement',
      employment: 'parce qu’il s’agit de votre emploi ou de vos avantages sociaux',
      delivery: 'parce qu’il s’agit de vous livrer ce que vous avez commandé',
    },
    everything: 'Tout arrêter',
    others: (group) => `Autres marques ${of(group, 'du groupe')}`,
    othersPlain: 'Autres marques',
    othersLead: (brands) => `La même entreprise envoie aussi des e-\u2060mails signés ${brands}.`,
  },
  saved: {
    title: 'Vos choix sont enregistrés',
    nothing: 'Il n’y avait rien à modifier',
    nothingLead: 'Tout était déjà comme vous l’avez choisi.',
    changed: 'Ce qui a changé',
    stopped: (what) => `Vous ne recevrez plus ${what}.`,
    started: (what) => `Vous recevrez ${what}.`,
    paused: (brand, date) => `En pause jusqu’au ${date}\u00a0: les e-\u2060mails promotionnels ${of(brand)}.`,
    resumed: (brand) => `La pause des e-\u2060mails promotionnels ${of(brand)} est terminée.`,
    confirm: (topics, mask) =>
      `Encore une étape pour recevoir ${topics}\u00a0: ouvrez le lien dans l’e-\u2060mail que nous venons d’envoyer à ${mask}.`,
    kept: (what) =>
      `Inchangé\u00a0: entre-temps, vous avez demandé ailleurs à ne plus recevoir ${what}. Si vous changez d’avis, cochez à nouveau la case.`,
    gone: (what) => `Cela n’existe plus et ne peut pas être activé\u00a0: ${what}.`,
    old: (topics) =>
      `Non activé\u00a0: ${topics}. Ce lien est trop ancien pour cela\u202f; il permet seulement d’arrêter les e-\u2060mails. Demandez un nouveau lien.`,
    tooOften: (topics) =>
      `Pas encore activé\u00a0: ${topics}. Nous vous avons écrit plusieurs fois dans l’heure\u202f; réessayez dans une heure.`,
    back: 'Revenir à vos choix',
    partly: 'Ce que vous avez arrêté est enregistré. Une réponse est à revoir.',
  },
  door: {
    title: (brand) => `Ne plus recevoir d’e-\u2060mails ${of(brand)}`,
    lead: 'Il ne faut ni lien ni compte. Saisissez l’adresse à laquelle les e-\u2060mails arrivent.',
    address: 'Adresse e-\u2060mail',
    addressHint: 'Par exemple nom@example.com',
    everyBrand: (group) => `Pour toutes les marques ${of(group, 'du groupe')}, pas seulement celle-ci`,
    everyBrandPlain: (brands) => `Également pour ${brands}`,
    mailTitle: 'Ou choisissez ce que vous recevez',
    doneTitle: (brand) => `Vous ne recevrez plus d’e-\u2060mails promotionnels ${of(brand)}`,
    doneTitleGroup: (group) =>
      `Vous ne recevrez plus aucun e-\u2060mail promotionnel des marques ${of(group, 'du groupe')}`,
    doneTitleAll: 'Vous ne recevrez plus aucun e-\u2060mail promotionnel',
    done: (address) => `${address} est sur la liste des désabonnements.`,
    listTitle: 'Ne plus recevoir d’e-\u2060mails',
    listLead: 'De qui ne voulez-vous plus recevoir d’e-\u2060mails\u202f?',
  },
  receipt: {
    title: (moment) => `Votre demande du ${moment}`,
    about: (mask, what) => `${mask}\u00a0: ne plus recevoir ${what}.`,
    aboutIn: (mask, what) => `${mask}\u00a0: recevoir ${what}.`,
    aboutPause: (mask, what, date) => `${mask}\u00a0: ne plus recevoir ${what} jusqu’au ${date}.`,
    aboutUndo: (mask, what) => `${mask}\u00a0: annuler la demande concernant ${what}.`,
    overtaken: 'Vous avez changé d’avis depuis. Votre dernière décision reste valable.',
    progress: (told, total) => `Systèmes informés\u00a0: ${told} sur ${total}.`,
    all: 'Tous les systèmes qui envoient ces e-\u2060mails sont informés.',
    nobody:
      'Aucun système n’envoie encore ces e-\u2060mails. Un nouveau système sera informé avant d’y être autorisé.',
    deadline: (date) => `Tous doivent avoir cessé leurs envois au plus tard le ${date}.`,
    systems: 'Les systèmes qui envoient des e-\u2060mails',
    told: (moment) => `demande reçue le ${moment}`,
    confirmed: (moment) => `demande confirmée le ${moment}`,
    waiting: 'en attente',
    asOf: (moment) => `État au ${moment}.`,
    refresh: 'Actualiser',
    proofTitle: 'Une preuve à conserver',
    proof:
      'Ce fichier est signé. Il montre ce que vous avez demandé, quand, et qui a été informé\u202f; chacun peut le vérifier.',
    download: 'Télécharger l’attestation signée',
  },
  confirmOptIn: {
    title: (brand) => `Recevoir des e-\u2060mails ${of(brand)}\u202f?`,
    lead: (mask, topics) => `Si vous dites oui, vous recevrez ${topics} à l’adresse ${mask}.`,
    button: 'Oui, je veux les recevoir',
    note: 'Vous n’avez rien demandé\u202f? Fermez la page et rien ne sera envoyé.',
    doneTitle: 'C’est confirmé',
    done: (topics, mask) => `Vous recevrez ${topics} à l’adresse ${mask}.`,
    staleTitle: 'Rien n’a changé',
    stale: 'Vous avez changé d’avis depuis cette demande. Votre dernière décision reste valable.',
    stop: 'Chaque e-\u2060mail contient un lien pour ne plus en recevoir.',
  },
  privacy: {
    title: (brand) => `Vos données chez ${brand}`,
    lead: 'Vous pouvez demander quelles données sont conservées à votre sujet, et vous pouvez demander leur suppression. Les deux sont gratuits.',
    know: 'Connaître\u00a0: recevoir une copie des données conservées à votre sujet',
    knowHint: 'Dans un format que d’autres programmes peuvent lire. Gratuit deux fois en douze mois.',
    delete: 'Supprimer\u00a0: faire effacer les données conservées à votre sujet',
    deleteHint:
      'Une partie doit parfois être gardée, par exemple pour une commande en cours ou parce qu’une loi l’exige. Ce que vous avez arrêté reste arrêté.',
    kind: 'Que demandez-vous\u202f?',
    lookBack: 'Sur quelle période\u202f?',
    lookBackAll: 'Tout ce qui est conservé',
    lookBackYear: 'Les douze derniers mois',
    forMask: (mask) => `Cela concerne ${mask}.`,
    address: 'Votre adresse e-\u2060mail',
    button: 'Envoyer ma demande',
    clocks:
      'Vous saurez sous 10 jours ouvrés que votre demande est arrivée, et vous aurez la réponse sous 45 jours.',
    otherTitle: 'Autres façons de demander',
    byPhone: (number) => `Par téléphone\u00a0: ${number}`,
    byPost: 'Par courrier postal\u00a0:',
    gpcTitle: 'Global Privacy Control',
    gpcOn: (brand) =>
      `Votre navigateur envoie ce signal et ${brand} le respecte\u00a0: vos données ne sont ni vendues ni partagées.`,
    gpcOff: (brand) =>
      `Votre navigateur n’envoie pas ce signal. S’il le faisait, ${brand} le respecterait et ne vendrait ni ne partagerait vos données.`,
    stopTitle: 'Vous voulez seulement moins d’e-\u2060mails\u202f?',
    stopLead: 'Pour cela, aucune demande n’est nécessaire.',
    checkTitle: 'Consultez votre boîte de réception',
    check: (address) =>
      `Si l’adresse ${address} reçoit des e-\u2060mails, un lien y arrive d’ici une minute. Ouvrez-le, pour que personne d’autre ne puisse faire de demande en votre nom.`,
    confirmTitle: 'Confirmez votre demande',
    confirmKnow: (brand, mask) =>
      `Vous avez demandé ${to(brand)} une copie des données conservées au sujet de l’adresse ${mask}.`,
    confirmDelete: (brand, mask) =>
      `Vous avez demandé ${to(brand)} de supprimer les données conservées au sujet de l’adresse ${mask}.`,
    confirmButton: 'Oui, c’est ma demande',
    receivedTitle: 'Votre demande est arrivée',
    received: (date) => `Vous aurez la réponse au plus tard le ${date}. Elle arrivera par e-\u2060mail.`,
    reference: (id) => `Le numéro de votre demande est ${id}.`,
    answered: 'Cette demande a reçu une réponse. Elle a été envoyée par e-\u2060mail.',
  },
  errors: {
    summary: 'Il y a un problème',
    prefix: 'Erreur\u00a0:',
    addressMissing: 'Saisissez votre adresse e-\u2060mail',
    addressWrong: 'Saisissez une adresse e-\u2060mail, par exemple nom@example.com',
    dateMissing: 'Saisissez la date de fin de la pause ou choisissez une autre réponse',
    dateWrong: (example) => `Saisissez la date sous la forme année-mois-jour, par exemple ${example}`,
    datePast: 'Choisissez une date après aujourd’hui',
    dateFar: (date) => `Choisissez une date qui ne dépasse pas le ${date}`,
    kindMissing: 'Choisissez ce que vous demandez',
  },
  dead: {
    title: 'Ce lien ne fonctionne pas',
    lead: 'Il est peut-être incomplet, ou trop ancien pour son usage. Vous pouvez quand même arrêter les e-\u2060mails, ici même.',
    leadAnywhere:
      'Il est peut-être incomplet, ou trop ancien pour son usage. Vous pouvez quand même arrêter les e-\u2060mails.',
  },
  foreign: {
    title: 'Encore une fois, s’il vous plaît',
    lead: 'D’après votre navigateur, le formulaire vient d’un autre site. Rien n’a été modifié. Réessayez à partir d’ici.',
    again: 'Ouvrir la page',
  },
  notFound: {
    title: 'Cette page n’existe pas',
    lead: 'Vous vouliez arrêter des e-\u2060mails\u202f? Vous pouvez le faire ici.',
    stop: 'Ne plus recevoir d’e-\u2060mails',
  },
  busy: {
    title: 'Nous n’avons pas pu l’enregistrer pour le moment',
    lead: 'Rien n’a été modifié. Merci de réessayer dans une minute.',
    show: 'Cette page ne peut pas s’afficher pour le moment',
    again: 'Réessayer',
  },
  tooLarge: {
    title: 'C’était trop à la fois',
    lead: 'Le formulaire envoyé est plus grand que tous les nôtres. Rien n’a été modifié.',
  },
};
