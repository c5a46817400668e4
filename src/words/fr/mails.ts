import type { MailWords } from '../en/mails.ts';
import { of, to } from './before-name.ts';

/** The mails in French: “vous”, never the gender of the reader, and the spaces French sets before its marks. */
export const mails: MailWords = {
  shared: {
    linkHint: 'Si le bouton ne fonctionne pas, ouvrez ce lien\u00a0:',
    questions: ({ brand }) => `Des questions\u202f? Voici comment contacter ${brand}\u00a0:`,
    fromService: ({ service }) =>
      `Heed, sur ${service}, vous envoie ce message parce que vous l’administrez.`,
  },

  manageLink: {
    subject: ({ brand }) => `Vos préférences e-mail chez ${brand}`,
    preheader: ({ lasts }) => `Le lien que vous avez demandé. Il fonctionne pendant ${lasts}.`,
    heading: 'Vos préférences e-mail',
    lead: ({ brand }) =>
      `Voici le lien que vous avez demandé. Il vous permet de voir et de modifier ce que vous recevez ${of(brand)}.`,
    button: 'Ouvrir mes préférences',
    lasts: ({ lasts }) =>
      `Le lien fonctionne pendant ${lasts}. Il est fait pour vous\u202f; merci de ne pas le transmettre.`,
    notAsked: 'Vous n’avez rien demandé\u202f? Alors il n’y a rien à faire. Rien n’a été modifié.',
    why: ({ brand }) =>
      `Vous recevez ce message parce que cette adresse a été saisie sur une page ${of(brand)} pour demander un lien.`,
  },

  optInConfirmation: {
    subject: ({ brand }) => `À confirmer\u00a0: e-mails ${of(brand)}`,
    preheader: 'Rien n’est envoyé tant que vous n’avez pas dit oui.',
    heading: 'Voulez-vous recevoir ces e-mails\u202f?',
    leadTopics: ({ brand }) =>
      `Quelqu’un, sans doute vous, a demandé ${to(brand)} d’envoyer ceci à votre adresse\u00a0:`,
    leadBrand: ({ brand }) =>
      `Quelqu’un, sans doute vous, a demandé ${to(brand)} d’envoyer des e-mails promotionnels à votre adresse.`,
    button: 'Oui, je veux les recevoir',
    lasts: ({ lasts }) =>
      `Rien n’est envoyé tant que vous n’avez pas appuyé sur le bouton. Le lien fonctionne pendant ${lasts}.`,
    notAsked: 'Vous n’avez rien demandé\u202f? Ignorez ce message et rien ne sera envoyé.',
    why: ({ brand }) =>
      `Vous recevez ce message parce que cette adresse a été donnée ${to(brand)}, et qu’un oui ne compte que s’il vient de vous.`,
  },

  optOutAcknowledgement: {
    subject: ({ brand }) => `Désabonnement enregistré\u00a0: ${brand}`,
    preheader: 'Votre demande est enregistrée. Vous n’avez plus rien à faire.',
    heading: 'Désabonnement enregistré',
    leadTopics: ({ brand, topics, at }) =>
      `Le ${at}, vous avez demandé ${to(brand)} de ne plus vous envoyer ceci\u00a0: ${topics}. Votre demande est enregistrée.`,
    leadBrand: ({ brand, at }) =>
      `Le ${at}, vous avez demandé ${to(brand)} de ne plus vous envoyer aucun e-mail promotionnel. Votre demande est enregistrée.`,
    leadEveryBrand: ({ brand, at }) =>
      `Le ${at}, vous avez demandé ${to(brand)} et à toutes les autres marques du même groupe de ne plus vous envoyer aucun e-mail promotionnel. Votre demande est enregistrée.`,
    by: ({ day }) =>
      `Des e-mails déjà en route peuvent encore arriver. Tout doit avoir cessé au plus tard le ${day}.`,
    soon: 'Des e-mails déjà en route peuvent encore arriver pendant un court moment.',
    continues: ({ brand }) =>
      `${brand} doit aussi envoyer des e-mails au sujet d’une commande, d’un compte ou d’un produit que vous possédez. Ces e-mails ne sont pas de la publicité et continuent.`,
    receipt: 'L’attestation montre quels systèmes ont été informés, et quand.',
    button: 'Voir l’attestation',
    notAsked:
      'Ce n’était pas vous\u202f? Dites-le-nous et nous corrigerons. Nos coordonnées sont ci-dessous.',
    why: ({ brand }) =>
      `Vous recevez ce message une seule fois\u00a0: ${brand} confirme ainsi chaque demande de ce type.`,
  },

  privacyConfirmation: {
    know: {
      subject: ({ brand }) => `À confirmer\u00a0: voir vos données chez ${brand}`,
      heading: 'Voulez-vous voir vos données\u202f?',
      lead: ({ brand }) =>
        `Quelqu’un, sans doute vous, a demandé ${to(brand)} une copie de toutes les données à votre sujet.`,
      button: 'Oui, je veux voir mes données',
      effect: 'La copie n’est envoyée qu’à vous. C’est pourquoi nous vérifions d’abord.',
    },
    delete: {
      subject: ({ brand }) => `À confirmer\u00a0: supprimer vos données chez ${brand}`,
      heading: 'Voulez-vous faire supprimer vos données\u202f?',
      lead: ({ brand }) =>
        `Quelqu’un, sans doute vous, a demandé ${to(brand)} de supprimer les données à votre sujet.`,
      button: 'Oui, supprimer mes données',
      effect: 'La suppression est définitive. Vos désabonnements restent valables malgré tout.',
    },
    preheader: 'Un clic, pour que nous sachions que c’était vous.',
    lasts: ({ lasts }) =>
      `Le lien fonctionne pendant ${lasts}. Notre délai de réponse court depuis le jour de votre demande, pas depuis ce clic.`,
    notAsked:
      'Vous n’avez rien demandé\u202f? Ignorez ce message. Rien ne sera montré à personne et rien ne sera supprimé.',
    why: ({ brand }) =>
      `Vous recevez ce message parce qu’une demande concernant les données de cette adresse a été faite ${to(brand)}.`,
  },

  privacyReceived: {
    know: {
      lead: ({ brand, day }) =>
        `Le ${day}, vous avez demandé ${to(brand)} une copie de toutes les données à votre sujet.`,
      next: ({ brand }) =>
        `Maintenant, ${brand} s’assure que la demande vient de vous, réunit les données conservées à votre sujet et vous répond.`,
    },
    delete: {
      lead: ({ brand, day }) =>
        `Le ${day}, vous avez demandé ${to(brand)} de supprimer les données à votre sujet.`,
      next: ({ brand }) =>
        `Maintenant, ${brand} s’assure que la demande vient de vous, supprime tout ce que la loi n’oblige pas à garder et vous en informe. Vos désabonnements restent valables.`,
    },
    subject: ({ brand }) => `Nous avons reçu votre demande concernant vos données\u00a0: ${brand}`,
    preheader: ({ day }) => `Vous aurez une réponse au plus tard le ${day}.`,
    heading: 'Nous avons reçu votre demande',
    answerBy: ({ day }) => `Vous aurez une réponse au plus tard le ${day}. Vous n’avez plus rien à faire.`,
    reference: ({ id }) => `Votre demande porte le numéro ${id}. Indiquez-le si vous nous en parlez.`,
    why: ({ brand }) =>
      `Vous recevez ce message parce que vous avez fait ${to(brand)} une demande concernant vos données.`,
  },

  privacyAnswered: {
    know: {
      complied: ({ brand }) =>
        `Vous avez demandé ${to(brand)} une copie de toutes les données à votre sujet. Votre demande a été satisfaite.`,
      denied: ({ brand }) =>
        `Vous avez demandé ${to(brand)} une copie de toutes les données à votre sujet. Votre demande n’a pas pu être satisfaite.`,
    },
    delete: {
      complied: ({ brand }) =>
        `Vous avez demandé ${to(brand)} de supprimer les données à votre sujet. Votre demande a été satisfaite.`,
      denied: ({ brand }) =>
        `Vous avez demandé ${to(brand)} de supprimer les données à votre sujet. Votre demande n’a pas pu être satisfaite.`,
      remembered:
        'Vos désabonnements restent valables. Pour s’en souvenir sans votre adresse, un code est gardé\u202f; il ne permet pas de retrouver l’adresse.',
    },
    subject: ({ brand }) => `La réponse à votre demande concernant vos données\u00a0: ${brand}`,
    preheader: ({ id }) => `Il s’agit de votre demande ${id}.`,
    heading: 'La réponse à votre demande',
    explanation: ({ brand }) => `Voici la réponse ${of(brand)}\u00a0:`,
    again:
      'Vous pensez que c’est une erreur\u202f? Dites-le-nous et nous revérifierons. Nos coordonnées sont ci-dessous.',
    reference: ({ id }) => `Votre demande porte le numéro ${id}. Indiquez-le si vous nous en parlez.`,
    why: ({ brand }) =>
      `Vous recevez ce message parce que vous avez fait ${to(brand)} une demande concernant vos données.`,
  },

  adminAlert: {
    states: {
      late: 'des désabonnements sont en retard',
      at_risk: 'des désabonnements risquent de dépasser leur délai',
      target_missed: 'des désabonnements ont manqué leur objectif',
      critical: 'des désabonnements sont sur le point de dépasser leur délai',
      held: 'les e-mails promotionnels sont retenus',
      breached: 'des désabonnements ont dépassé leur délai',
      refused: 'les désabonnements sont refusés',
      alarm_failing: 'les alertes n’arrivent pas',
      watch_stopped: 'les délais ne sont plus surveillés',
    },
    subject: ({ sender, state }) => `${sender}\u00a0: ${state}`,
    preheader: ({ waiting, due }) => `En attente\u00a0: ${waiting}. Premier délai\u00a0: ${due}.`,
    preheaderWaiting: ({ waiting }) => `En attente\u00a0: ${waiting}.`,
    lead: 'Des désabonnements ne sont pas encore parvenus à ce système. D’ici là, des personnes peuvent recevoir des e-mails qu’elles ont arrêtés.',
    leads: {
      refused:
        'Ce système refuse Heed d’une façon que seule une personne peut corriger\u00a0: une adresse, une clé ou un réglage est incorrect.',
      alarm_failing:
        'Le webhook qui reçoit les alertes ne les accepte plus depuis plus de dix minutes. D’ici là, les problèmes ne sont signalés que par e-mail.',
      watch_stopped:
        'Heed n’a pas vérifié les délais depuis plus de dix minutes. D’ici là, personne n’est averti d’un délai sur le point d’être dépassé.',
    },
    labels: {
      waiting: 'Désabonnements en attente',
      oldest: 'En attente depuis',
      due: 'Premier délai',
      code: 'Dernière réponse',
      alerts: 'Alertes en attente',
      since: 'Depuis',
      lasted: 'Durée',
    },
    button: 'Ouvrir la console',
    after: 'Heed continue d’essayer et clôt cette alerte tout seul une fois que le système est à jour.',
    afterPerson:
      'Heed continue d’essayer, moins souvent, et clôt cette alerte tout seul dès que le système répond normalement.',
    afterService: 'Heed clôt cette alerte tout seul une fois le problème passé.',
    explain:
      'Un délai dépassé reste ouvert dans la console tant que personne n’y a écrit pourquoi il l’a été.',
    over: {
      subject: ({ sender, state }) => `Résolu\u00a0: ${sender}\u00a0: ${state}`,
      preheader: ({ lasted }) => `Durée\u00a0: ${lasted}.`,
      lead: ({ lasted }) => `C’est terminé. Durée\u00a0: ${lasted}.`,
    },
  },

  adminDigest: {
    subject: ({ day, optOuts, waiting }) =>
      `Désabonnements du ${day} (enregistrés\u00a0: ${optOuts}\u202f; en attente\u00a0: ${waiting})`,
    preheader: ({ service }) => `Où en sont les désabonnements sur ${service}.`,
    heading: ({ day }) => `Désabonnements du ${day}`,
    lead: ({ optOuts }) => `Enregistrés ce jour-là (UTC)\u00a0: ${optOuts}.`,
    caption: 'Le temps qu’il a fallu ce jour-là pour informer chaque système, et ce qui attend maintenant',
    columns: {
      sender: 'Système',
      told: 'Reçus',
      half: 'Moitié en',
      most: '99\u00a0% en',
      waiting: 'En attente',
    },
    noSenders: 'Aucun système n’a encore été ajouté\u00a0: il n’y a rien à transmettre.',
    button: 'Ouvrir la console',
  },

  adminSignIn: {
    subject: 'Connexion à la console Heed',
    preheader: ({ lasts }) => `Votre lien fonctionne une seule fois, pendant ${lasts}.`,
    heading: 'Connexion à la console Heed',
    lead: ({ service, lasts }) =>
      `Ce lien ouvre la console sur ${service}. Il fonctionne une seule fois, pendant ${lasts}.`,
    button: 'Se connecter',
    notAsked:
      'Vous n’avez rien demandé\u202f? Ignorez ce message\u00a0: sans le lien, personne ne peut entrer.',
  },
};
