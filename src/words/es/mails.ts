import type { MailWords } from '../en/mails.ts';

/** The mails in Spanish: “usted”, and never the gender of the reader. */
export const mails: MailWords = {
  shared: {
    linkHint: 'Si el botón no funciona, abra este enlace:',
    questions: ({ brand }) => `¿Preguntas? Así puede comunicarse con ${brand}:`,
    fromService: ({ service }) => `Heed en ${service} le envía este mensaje porque usted lo administra.`,
  },

  manageLink: {
    subject: ({ brand }) => `Sus preferencias de correo en ${brand}`,
    preheader: ({ lasts }) => `El enlace que pidió. Funciona durante ${lasts}.`,
    heading: 'Sus preferencias de correo',
    lead: ({ brand }) =>
      `Aquí tiene el enlace que pidió. Muestra qué correo puede enviarle ${brand} y le permite cambiarlo.`,
    button: 'Abrir mis preferencias',
    lasts: ({ lasts }) =>
      `El enlace funciona durante ${lasts}. Es solo para usted; por favor, no lo comparta.`,
    notAsked: '¿No lo pidió usted? Entonces no tiene que hacer nada. No se ha cambiado nada.',
    why: ({ brand }) =>
      `Recibe este mensaje porque se escribió esta dirección en una página de ${brand} para pedir un enlace.`,
  },

  optInConfirmation: {
    subject: ({ brand }) => `Confirme, por favor: correo de ${brand}`,
    preheader: 'No se enviará nada hasta que diga que sí.',
    heading: '¿Quiere recibir este correo?',
    leadTopics: ({ brand }) =>
      `Alguien, probablemente usted, pidió a ${brand} que envíe lo siguiente a su dirección:`,
    leadBrand: ({ brand }) =>
      `Alguien, probablemente usted, pidió a ${brand} que envíe correo promocional a su dirección.`,
    button: 'Sí, quiero recibirlo',
    lasts: ({ lasts }) => `No se enviará nada hasta que pulse el botón. El enlace funciona durante ${lasts}.`,
    notAsked: '¿No lo pidió usted? Ignore este mensaje y no se enviará nada.',
    why: ({ brand }) =>
      `Recibe este mensaje porque alguien dio esta dirección a ${brand}, y un sí solo cuenta si viene de usted.`,
  },

  optOutAcknowledgement: {
    subject: ({ brand }) => `Se ha dado de baja: ${brand}`,
    preheader: 'Su solicitud está registrada. No tiene que hacer nada más.',
    heading: 'Se ha dado de baja',
    leadTopics: ({ brand, topics, at }) =>
      `El ${at}, usted pidió a ${brand} que deje de enviarle lo siguiente: ${topics}. Su solicitud está registrada.`,
    leadBrand: ({ brand, at }) =>
      `El ${at}, usted pidió a ${brand} que deje de enviarle cualquier correo promocional. Su solicitud está registrada.`,
    leadEveryBrand: ({ brand, at }) =>
      `El ${at}, usted pidió a ${brand} y a todas las demás marcas del mismo grupo que dejen de enviarle cualquier correo promocional. Su solicitud está registrada.`,
    by: ({ day }) =>
      `El correo que ya está en camino aún puede llegar. Todo debe haber parado a más tardar el ${day}.`,
    soon: 'El correo que ya está en camino aún puede llegar durante un tiempo breve.',
    continues: ({ brand }) =>
      `El correo que ${brand} tiene que enviarle sobre un pedido, una cuenta o un producto suyo no es publicidad y seguirá llegando.`,
    receipt: 'El comprobante muestra a qué sistemas se ha avisado y cuándo.',
    button: 'Ver el comprobante',
    notAsked: '¿No fue usted? Díganoslo y lo corregiremos. Más abajo verá cómo comunicarse con nosotros.',
    why: ({ brand }) =>
      `Recibe este mensaje una sola vez, porque ${brand} confirma cada solicitud de este tipo.`,
  },

  privacyConfirmation: {
    know: {
      subject: ({ brand }) => `Confirme, por favor, que quiere ver sus datos: ${brand}`,
      heading: '¿Quiere ver sus datos?',
      lead: ({ brand }) =>
        `Alguien, probablemente usted, preguntó a ${brand} qué sabe de usted y pidió una copia.`,
      button: 'Sí, quiero ver mis datos',
      effect: 'La copia es solo para usted. Por eso preguntamos antes.',
    },
    delete: {
      subject: ({ brand }) => `Confirme, por favor, que quiere eliminar sus datos: ${brand}`,
      heading: '¿Quiere que se eliminen sus datos?',
      lead: ({ brand }) => `Alguien, probablemente usted, pidió a ${brand} que elimine lo que sabe de usted.`,
      button: 'Sí, eliminar mis datos',
      effect: 'Lo que se elimina no se puede recuperar. Aun así, sus bajas se mantienen.',
    },
    preheader: 'Un clic, para saber que fue usted.',
    lasts: ({ lasts }) =>
      `El enlace funciona durante ${lasts}. Nuestro plazo para responder cuenta desde el día de su solicitud, no desde este clic.`,
    notAsked: '¿No lo pidió usted? Ignore este mensaje. No se mostrará nada a nadie ni se eliminará nada.',
    why: ({ brand }) =>
      `Recibe este mensaje porque se hizo a ${brand} una solicitud sobre los datos de esta dirección.`,
  },

  privacyReceived: {
    know: {
      lead: ({ brand, day }) => `El ${day}, usted preguntó a ${brand} qué sabe de usted y pidió una copia.`,
      next: ({ brand }) =>
        `Ahora ${brand} se asegura de que la solicitud es suya, reúne los datos que guarda sobre usted y le responde.`,
    },
    delete: {
      lead: ({ brand, day }) => `El ${day}, usted pidió a ${brand} que elimine lo que sabe de usted.`,
      next: ({ brand }) =>
        `Ahora ${brand} se asegura de que la solicitud es suya, elimina lo que la ley no obliga a conservar y le avisa. Sus bajas se mantienen.`,
    },
    subject: ({ brand }) => `Hemos recibido su solicitud sobre sus datos: ${brand}`,
    preheader: ({ day }) => `Tendrá una respuesta a más tardar el ${day}.`,
    heading: 'Hemos recibido su solicitud',
    answerBy: ({ day }) => `Tendrá una respuesta a más tardar el ${day}. No tiene que hacer nada más.`,
    reference: ({ id }) => `Su solicitud tiene el número ${id}. Indíquelo cuando pregunte por ella.`,
    why: ({ brand }) => `Recibe este mensaje porque hizo a ${brand} una solicitud sobre sus datos.`,
  },

  privacyAnswered: {
    know: {
      complied: ({ brand }) => `Usted preguntó a ${brand} qué sabe de usted. La solicitud se ha cumplido.`,
      denied: ({ brand }) =>
        `Usted preguntó a ${brand} qué sabe de usted. La solicitud no se ha podido cumplir.`,
    },
    delete: {
      complied: ({ brand }) =>
        `Usted pidió a ${brand} que elimine lo que sabe de usted. La solicitud se ha cumplido.`,
      denied: ({ brand }) =>
        `Usted pidió a ${brand} que elimine lo que sabe de usted. La solicitud no se ha podido cumplir.`,
      remembered:
        'Sus bajas se mantienen. Para recordarlas sin su dirección, se guarda un código con el que no se puede volver a obtener la dirección.',
    },
    subject: ({ brand }) => `La respuesta a su solicitud sobre sus datos: ${brand}`,
    preheader: ({ id }) => `Se trata de su solicitud ${id}.`,
    heading: 'La respuesta a su solicitud',
    explanation: ({ brand }) => `En palabras de ${brand}:`,
    again: '¿Cree que es un error? Díganoslo y lo revisaremos. Más abajo verá cómo comunicarse con nosotros.',
    reference: ({ id }) => `Su solicitud tiene el número ${id}. Indíquelo cuando pregunte por ella.`,
    why: ({ brand }) => `Recibe este mensaje porque hizo a ${brand} una solicitud sobre sus datos.`,
  },

  adminAlert: {
    states: {
      late: 'hay bajas atrasadas',
      at_risk: 'hay bajas que pueden incumplir su plazo',
      target_missed: 'hay bajas que no cumplieron su objetivo',
      critical: 'hay bajas a punto de incumplir su plazo',
      held: 'el correo promocional está retenido',
      breached: 'hay bajas que incumplieron su plazo',
      refused: 'las bajas son rechazadas',
      alarm_failing: 'los avisos no llegan',
      watch_stopped: 'no se están vigilando los plazos',
    },
    subject: ({ sender, state }) => `${sender}: ${state}`,
    preheader: ({ waiting, due }) => `Pendientes: ${waiting}. El primer plazo vence el ${due}.`,
    preheaderWaiting: ({ waiting }) => `Pendientes: ${waiting}.`,
    lead: 'Algunas bajas aún no han llegado a este sistema. Hasta que lleguen, puede que algunas personas reciban correo del que ya se dieron de baja.',
    leads: {
      refused:
        'Este sistema rechaza a Heed de un modo que solo una persona puede arreglar: una dirección, una clave o un ajuste no es correcto.',
      alarm_failing:
        'El webhook que recibe los avisos no los acepta desde hace más de diez minutos. Mientras tanto, los problemas se comunican solo por correo.',
      watch_stopped:
        'Heed lleva más de diez minutos sin revisar los plazos. Mientras tanto, nadie recibe aviso de un plazo a punto de incumplirse.',
    },
    labels: {
      waiting: 'Bajas pendientes',
      oldest: 'Pendientes desde',
      due: 'Primer plazo',
      code: 'Última respuesta',
      alerts: 'Avisos pendientes',
      since: 'Desde',
      lasted: 'Duración',
    },
    button: 'Abrir la consola',
    after: 'Heed sigue intentándolo y cierra este aviso por sí solo cuando el sistema se pone al día.',
    afterPerson:
      'Heed sigue intentándolo, aunque con menos frecuencia, y cierra este aviso por sí solo cuando el sistema responde como debe.',
    afterService: 'Heed cierra este aviso por sí solo cuando todo ha pasado.',
    explain:
      'Un plazo incumplido queda abierto en la consola hasta que alguien escriba allí por qué se incumplió.',
    over: {
      subject: ({ sender, state }) => `Resuelto: ${sender}: ${state}`,
      preheader: ({ lasted }) => `Duró ${lasted}.`,
      lead: ({ lasted }) => `Esto ya ha pasado. Duró ${lasted}.`,
    },
  },

  adminDigest: {
    subject: ({ day, optOuts, waiting }) =>
      `Bajas del ${day} (registradas: ${optOuts}; pendientes: ${waiting})`,
    preheader: ({ service }) => `Cómo avanzan las bajas de ${service}.`,
    heading: ({ day }) => `Bajas del ${day}`,
    lead: ({ optOuts }) => `Registradas ese día (UTC): ${optOuts}.`,
    caption: 'Cuánto se tardó ese día en avisar a cada sistema y cuántas bajas faltan ahora',
    columns: {
      sender: 'Sistema',
      told: 'Hechas',
      half: 'Mitad en',
      most: '99\u00a0% en',
      waiting: 'Faltan',
    },
    noSenders: 'Todavía no se ha añadido ningún sistema, así que no hay nada que avisar.',
    button: 'Abrir la consola',
  },

  adminSignIn: {
    subject: 'Acceso a la consola de Heed',
    preheader: ({ lasts }) => `Su enlace sirve una sola vez, durante ${lasts}.`,
    heading: 'Acceso a la consola de Heed',
    lead: ({ service, lasts }) =>
      `Este enlace abre la consola de ${service}. Sirve una sola vez, durante ${lasts}.`,
    button: 'Acceder',
    notAsked: '¿No lo pidió usted? Ignore este mensaje: sin el enlace, nadie puede entrar.',
  },
};
