import type { PageWords } from '../en/pages.ts';

/** The pages in Spanish, for readers in the Americas and in Spain alike: “usted”, and never the gender of the reader. */
export const pages: PageWords = {
  frame: {
    speaker: 'Preferencias de correo',
    languages: 'Idioma',
    helpTitle: 'Ayuda',
    help: (brand) => `También puede comunicarse directamente con ${brand}.`,
    phone: (number) => `Teléfono: ${number}`,
    email: (address) => `Correo electrónico: ${address}`,
    privacy: 'Sus datos: pida una copia o que se eliminen',
    gpc: (brand) =>
      `Su navegador envía la señal Global Privacy Control. ${brand} la respeta: sus datos no se venden ni se comparten.`,
    titleWith: (title, brand) => `${title} – ${brand}`,
    errorTitle: (title) => `Error: ${title}`,
  },
  what: {
    brand: (brand) => `el correo promocional de ${brand}`,
    topic: (topic, brand) => `“${topic}” de ${brand}`,
    everyBrand: (group) => `el correo promocional de todas las marcas de ${group}`,
    everything: 'todo el correo promocional',
  },
  ask: {
    title: (what) => `¿Dejar de recibir ${what}?`,
    lead: (mask) => `Es para ${mask}. Basta con un clic.`,
    button: (what) => `Dejar de recibir ${what}`,
    note: 'Abrir esta página todavía no ha cambiado nada.',
    old: 'Este enlace es antiguo. Aún sirve para dejar de recibir correo; para elegir qué recibe, pida un enlace nuevo.',
  },
  stop: {
    brand: (brand) => `Dejar de recibir todo el correo promocional de ${brand}`,
    group: (group) => `Dejar de recibir el correo promocional de todas las marcas de ${group}`,
    everything: (brands) => `Dejar de recibir todo el correo promocional de ${brands}`,
  },
  done: {
    title: 'Se ha dado de baja',
    already: 'Ya se había dado de baja',
    stops: (mask, what) => `${mask} dejará de recibir ${what}.`,
    by: (date) =>
      `El correo que ya está en camino aún puede llegar. Se está avisando a todos los sistemas, que deben haber parado a más tardar el ${date}.`,
    receipt: 'Ver cómo se avisa a cada sistema',
    continuesTitle: 'Lo que seguirá recibiendo',
    continues: (brand) =>
      `El correo que ${brand} le envía por algo que usted pidió o que es suyo no es publicidad, así que seguirá llegando:`,
    noContinues: (brand) =>
      `El correo que ${brand} tiene que enviarle sobre un pedido, una cuenta o un producto suyo no es publicidad, así que seguirá llegando.`,
    moreTitle: '¿Dejar de recibir algo más?',
    undoTitle: '¿Fue un error?',
    undo: 'Deshacer',
    // «la 1:03», and «las» for every other hour.
    undoUntil: (time) => `Puede deshacerlo hasta ${/^1\D/.test(time) ? 'la' : 'las'} ${time}.`,
    pauseTitle: '¿O solo una pausa?',
    pauseLead: (what) =>
      `Si prefiere una pausa, dejará de recibir ${what} durante un tiempo; después, todo seguirá como antes.`,
    pauseDays: (days) => `Pausa de ${days} días`,
  },
  choices: {
    title: 'Elija qué recibe',
    lead: (brand) =>
      `Reciba un enlace por correo. Con él puede ver y cambiar todo lo que recibe de ${brand}.`,
    button: 'Enviarme un enlace',
  },
  linkMailed: {
    title: 'Revise su bandeja de entrada',
    lead: (address, minutes) =>
      `Si la dirección ${address} recibe correo, en un minuto tendrá un enlace. Funciona durante ${minutes} minutos.`,
    note: '¿No llega nada? Mire en la carpeta de spam. A una misma dirección le enviamos solo unos pocos enlaces por hora.',
  },
  undone: {
    title: 'Deshecho',
    lead: (mask) => `Para ${mask}, todo vuelve a estar como antes.`,
    plainLead: 'Todo vuelve a estar como antes.',
    staleTitle: 'Ya no hay nada que deshacer',
    stale: 'Ya se deshizo antes, o después usted decidió otra cosa. Vale lo último que dijo.',
    ask: 'Al deshacer, todo vuelve a estar como antes de la baja.',
    again:
      'Si más adelante quiere dejar de recibir correo, use el enlace de cualquiera de nuestros mensajes.',
  },
  paused: {
    title: (date) => `En pausa hasta el ${date}`,
    lead: (mask, what, date) =>
      `Hasta el ${date}, ${mask} deja de recibir ${what}. A partir de ese día, todo vuelve a estar como antes.`,
  },
  reason: {
    legend: '¿Quiere decirnos por qué?',
    note: 'Es opcional y no cambia nada de lo que ha decidido.',
    reasons: {
      too_many: 'Demasiados correos',
      not_relevant: 'No tratan de lo que me interesa',
      never_asked: 'Nunca los pedí',
      other_address: 'Los recibo en otra dirección',
      other: 'Otro motivo',
    },
    button: 'Enviar mi respuesta',
    thanks: 'Gracias por decírnoslo.',
    none: 'Elija una respuesta o salga de esta página: no hace falta responder.',
  },
  preferences: {
    title: (brand) => `El correo que recibe de ${brand}`,
    groupTitle: (group) => `El correo que recibe de ${group}`,
    lead: (mask) => `Estas opciones son para ${mask}.`,
    promotional: 'Correo promocional',
    promotionalHint: (brand) => `Marque lo que ${brand} puede enviarle.`,
    stoppedAll: (brand) =>
      `Usted pidió dejar de recibir todo el correo promocional de ${brand}. Marque un tema para volver a recibirlo.`,
    save: 'Guardar mis opciones',
    pause: 'Pausa',
    pauseHint: (brand) =>
      `Nada de correo promocional de ${brand} durante un tiempo. Sus opciones no cambian.`,
    pauseNone: 'Sin pausa',
    pauseKeep: (date) => `Mantener la pausa hasta el ${date}`,
    pauseEnd: 'Terminar la pausa ahora',
    pauseDays: (days) => `Durante ${days} días`,
    pauseUntil: 'Hasta una fecha',
    pauseDate: 'Fecha',
    pauseDateHint: (example) => `Por ejemplo, ${example}`,
    service: 'Correo de cuenta y de servicio',
    serviceLead: (brand) =>
      `${brand} le envía estos mensajes por algo que usted pidió o que es suyo. No son publicidad y no se pueden desactivar aquí.`,
    basis: {
      transaction: 'porque confirma o completa algo que usted aceptó',
      warranty:
        'porque trata de la seguridad, la garantía o la retirada del mercado de un producto que compró o usa',
      account: 'porque trata de su cuenta, su membresía o su suscripción',
      employment: 'porque trata de su empleo o de sus prestaciones',
      delivery: 'porque le entrega algo que usted pidió',
    },
    everything: 'Dejar de recibir todo',
    others: (group) => `Otras marcas de ${group}`,
    othersPlain: 'Otras marcas',
    othersLead: (brands) => `La misma empresa también envía correo como ${brands}.`,
  },
  saved: {
    title: 'Sus opciones se han guardado',
    nothing: 'No hizo falta cambiar nada',
    nothingLead: 'Todo estaba ya como usted lo eligió.',
    changed: 'Lo que ha cambiado',
    stopped: (what) => `Dejará de recibir ${what}.`,
    started: (what) => `Recibirá ${what}.`,
    paused: (brand, date) => `En pausa hasta el ${date}: el correo promocional de ${brand}.`,
    resumed: (brand) => `La pausa del correo promocional de ${brand} ha terminado.`,
    confirm: (topics, mask) =>
      `Falta un paso para recibir ${topics}: abra el enlace del correo que acabamos de enviar a ${mask}.`,
    kept: (what) =>
      `Sin cambios: mientras tanto, usted pidió en otro lugar dejar de recibir ${what}. Si lo quiere, vuelva a marcar la casilla.`,
    gone: (what) => `Ya no existe ${what}, así que no hay nada que activar.`,
    old: (topics) =>
      `Sin activar: ${topics}. Este enlace es demasiado antiguo para eso; solo sirve para dejar de recibir correo. Pida un enlace nuevo.`,
    tooOften: (topics) =>
      `Aún sin activar: ${topics}. Le hemos escrito varias veces en esta hora; inténtelo de nuevo dentro de una hora.`,
    back: 'Volver a sus opciones',
    partly: 'Lo que pidió dejar de recibir está guardado. Falta revisar una respuesta.',
  },
  door: {
    title: (brand) => `Dejar de recibir correo de ${brand}`,
    lead: 'No necesita enlace ni cuenta. Escriba la dirección a la que le llega el correo.',
    address: 'Dirección de correo electrónico',
    addressHint: 'Por ejemplo, nombre@example.com',
    everyBrand: (group) => `De todas las marcas de ${group}, no solo de esta`,
    everyBrandPlain: (brands) => `También de ${brands}`,
    mailTitle: 'O elija qué recibe',
    doneTitle: (brand) => `Dejará de recibir el correo promocional de ${brand}`,
    doneTitleGroup: (group) => `Dejará de recibir el correo promocional de todas las marcas de ${group}`,
    doneTitleAll: 'Dejará de recibir todo el correo promocional',
    done: (address) => `${address} está en la lista de bajas.`,
    listTitle: 'Dejar de recibir correo',
    listLead: '¿De quién quiere dejar de recibir correo?',
  },
  receipt: {
    title: (moment) => `Su solicitud del ${moment}`,
    about: (mask, what) => `${mask}: dejar de recibir ${what}.`,
    aboutIn: (mask, what) => `${mask}: recibir ${what}.`,
    aboutPause: (mask, what, date) => `${mask}: dejar de recibir ${what} hasta el ${date}.`,
    aboutUndo: (mask, what) => `${mask}: anular la solicitud sobre ${what}.`,
    overtaken: 'Después usted decidió otra cosa. Vale lo último que dijo.',
    progress: (told, total) => `Sistemas avisados: ${told} de ${total}.`,
    all: 'Todos los sistemas que envían este correo están avisados.',
    nobody: 'Ningún sistema envía todavía este correo. A uno nuevo se le avisa antes de que pueda hacerlo.',
    deadline: (date) => `Todos deben haber parado a más tardar el ${date}.`,
    systems: 'Los sistemas que envían correo',
    told: (moment) => `aviso recibido el ${moment}`,
    confirmed: (moment) => `aviso confirmado el ${moment}`,
    waiting: 'aviso pendiente',
    asOf: (moment) => `Estado al ${moment}.`,
    refresh: 'Actualizar',
    proofTitle: 'Un comprobante para guardar',
    proof:
      'Este archivo está firmado. Muestra qué pidió, cuándo y a quién se avisó; cualquiera puede comprobarlo.',
    download: 'Descargar el comprobante firmado',
  },
  confirmOptIn: {
    title: (brand) => `¿Recibir correo de ${brand}?`,
    lead: (mask, topics) => `Si dice que sí, recibirá ${topics} en ${mask}.`,
    button: 'Sí, quiero recibirlo',
    note: '¿No lo pidió usted? Cierre la página y no se enviará nada.',
    doneTitle: 'Confirmado',
    done: (topics, mask) => `Recibirá ${topics} en ${mask}.`,
    staleTitle: 'No ha cambiado nada',
    stale: 'Desde que lo pidió, usted decidió otra cosa. Vale lo último que dijo.',
    stop: 'Cada correo lleva un enlace para dejar de recibirlo.',
  },
  privacy: {
    title: (brand) => `Sus datos en ${brand}`,
    lead: 'Puede preguntar qué datos se guardan sobre usted y puede pedir que se eliminen. Las dos cosas son gratuitas.',
    know: 'Conocer: recibir una copia de los datos que se guardan sobre usted',
    knowHint: 'En un formato que otros programas pueden leer. Gratis dos veces en doce meses.',
    delete: 'Eliminar: que se borren los datos que se guardan sobre usted',
    deleteHint:
      'Es posible que haya que conservar una parte, por ejemplo por un pedido en curso o porque lo exige una ley. Sus bajas se mantienen.',
    kind: '¿Qué solicita?',
    lookBack: '¿De qué período?',
    lookBackAll: 'Todo lo que se guarda',
    lookBackYear: 'Los últimos doce meses',
    forMask: (mask) => `Se trata de ${mask}.`,
    address: 'Su dirección de correo electrónico',
    button: 'Enviar mi solicitud',
    clocks:
      'En un plazo de 10 días hábiles sabrá que la solicitud ha llegado, y en un plazo de 45 días tendrá la respuesta.',
    otherTitle: 'Otras formas de solicitarlo',
    byPhone: (number) => `Por teléfono: ${number}`,
    byPost: 'Por correo postal:',
    gpcTitle: 'Global Privacy Control',
    gpcOn: (brand) =>
      `Su navegador envía esta señal y ${brand} la respeta: sus datos no se venden ni se comparten.`,
    gpcOff: (brand) =>
      `Su navegador no envía esta señal. Si la enviara, ${brand} la respetaría y no vendería ni compartiría sus datos.`,
    stopTitle: '¿Solo quiere menos correo?',
    stopLead: 'Para eso no hace falta ninguna solicitud.',
    checkTitle: 'Revise su bandeja de entrada',
    check: (address) =>
      `Si la dirección ${address} recibe correo, en un minuto tendrá un enlace. Ábralo, para que nadie más pueda pedir nada en su nombre.`,
    confirmTitle: 'Confirme su solicitud',
    confirmKnow: (brand, mask) =>
      `Usted pidió a ${brand} una copia de los datos que se guardan sobre ${mask}.`,
    confirmDelete: (brand, mask) =>
      `Usted pidió a ${brand} que elimine los datos que se guardan sobre ${mask}.`,
    confirmButton: 'Sí, lo pedí yo',
    receivedTitle: 'Su solicitud ha llegado',
    received: (date) => `Tendrá la respuesta a más tardar el ${date}. Llegará por correo electrónico.`,
    reference: (id) => `El número de la solicitud es ${id}.`,
    answered: 'Esta solicitud ya tiene respuesta. Se envió por correo electrónico.',
  },
  errors: {
    summary: 'Hay un problema',
    prefix: 'Error:',
    addressMissing: 'Escriba su dirección de correo electrónico',
    addressWrong: 'Escriba una dirección de correo electrónico, como nombre@example.com',
    dateMissing: 'Escriba la fecha en que termina la pausa o elija otra respuesta',
    dateWrong: (example) => `Escriba la fecha como año-mes-día, por ejemplo ${example}`,
    datePast: 'Elija una fecha posterior a hoy',
    dateFar: (date) => `Elija una fecha que no pase del ${date}`,
    kindMissing: 'Elija qué solicita',
  },
  dead: {
    title: 'Este enlace no funciona',
    lead: 'Puede que esté incompleto o que sea demasiado antiguo para su propósito. Aun así, puede dejar de recibir correo aquí mismo.',
    leadAnywhere:
      'Puede que esté incompleto o que sea demasiado antiguo para su propósito. Aun así, puede dejar de recibir correo.',
  },
  foreign: {
    title: 'Una vez más, por favor',
    lead: 'Su navegador dice que el formulario venía de otro sitio web. No se ha cambiado nada. Inténtelo de nuevo desde aquí.',
    again: 'Abrir la página',
  },
  notFound: {
    title: 'Esta página no existe',
    lead: 'Si ha venido para dejar de recibir correo, puede hacerlo aquí.',
    stop: 'Dejar de recibir correo',
  },
  busy: {
    title: 'No hemos podido guardarlo en este momento',
    lead: 'No se ha cambiado nada. Inténtelo de nuevo en un minuto, por favor.',
    show: 'Esta página no se puede mostrar en este momento',
    again: 'Intentar de nuevo',
  },
  tooLarge: {
    title: 'Era demasiado de una vez',
    lead: 'El formulario enviado es más grande que cualquiera de los nuestros. No se ha cambiado nada.',
  },
};
