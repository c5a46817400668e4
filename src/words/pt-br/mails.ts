import type { MailWords } from '../en/mails.ts';

/** The mails in Brazilian Portuguese: “você”, and no article before names, whose gender nobody knows. */
export const mails: MailWords = {
  shared: {
    linkHint: 'Se o botão não funcionar, abra este link:',
    questions: ({ brand }) => `Dúvidas? Veja como falar com ${brand}:`,
    fromService: ({ service }) => `Heed em ${service} enviou este e-mail porque você administra o serviço.`,
  },

  manageLink: {
    subject: ({ brand }) => `Suas preferências de e-mail em ${brand}`,
    preheader: ({ lasts }) => `O link que você pediu. Ele funciona por ${lasts}.`,
    heading: 'Suas preferências de e-mail',
    lead: ({ brand }) =>
      `Aqui está o link que você pediu. Ele mostra quais e-mails ${brand} pode enviar para você e permite mudar isso.`,
    button: 'Abrir minhas preferências',
    lasts: ({ lasts }) => `O link funciona por ${lasts}. Ele é só seu; por favor, não repasse.`,
    notAsked: 'Não foi você que pediu? Então não é preciso fazer nada. Nada foi mudado.',
    why: ({ brand }) =>
      `Você recebeu este e-mail porque este endereço foi digitado em uma página de ${brand} para pedir um link.`,
  },

  optInConfirmation: {
    subject: ({ brand }) => `Confirme, por favor: e-mails de ${brand}`,
    preheader: 'Nada será enviado até você dizer que sim.',
    heading: 'Você quer receber estes e-mails?',
    leadTopics: ({ brand }) => `Alguém, provavelmente você, pediu a ${brand} que envie isto ao seu endereço:`,
    leadBrand: ({ brand }) =>
      `Alguém, provavelmente você, pediu a ${brand} que envie e-mails promocionais ao seu endereço.`,
    button: 'Sim, quero receber',
    lasts: ({ lasts }) => `Nada será enviado até você apertar o botão. O link funciona por ${lasts}.`,
    notAsked: 'Não foi você que pediu? Ignore este e-mail, e nada será enviado.',
    why: ({ brand }) =>
      `Você recebeu este e-mail porque este endereço foi informado a ${brand}, e um sim só vale se vier de você.`,
  },

  optOutAcknowledgement: {
    subject: ({ brand }) => `Sua inscrição foi cancelada: ${brand}`,
    preheader: 'Seu pedido está registrado. Não é preciso fazer mais nada.',
    heading: 'Sua inscrição foi cancelada',
    leadTopics: ({ brand, topics, at }) =>
      `Em ${at}, você pediu a ${brand} que pare de enviar o seguinte: ${topics}. Seu pedido está registrado.`,
    leadBrand: ({ brand, at }) =>
      `Em ${at}, você pediu a ${brand} que pare de enviar qualquer e-mail promocional. Seu pedido está registrado.`,
    leadEveryBrand: ({ brand, at }) =>
      `Em ${at}, você pediu a ${brand} e a todas as outras marcas do mesmo grupo que parem de enviar qualquer e-mail promocional. Seu pedido está registrado.`,
    by: ({ day }) =>
      `E-mails que já estão a caminho ainda podem chegar. Tudo precisa ter parado até o fim de ${day}.`,
    soon: 'E-mails que já estão a caminho ainda podem chegar por pouco tempo.',
    continues: ({ brand }) =>
      `Os e-mails que ${brand} precisa enviar sobre um pedido, uma conta ou um produto seu não são publicidade e continuam chegando.`,
    receipt: 'O comprovante mostra quais sistemas foram avisados, e quando.',
    button: 'Ver o comprovante',
    notAsked: 'Não foi você? Avise, e vamos corrigir. Veja mais abaixo como falar conosco.',
    why: ({ brand }) => `Você recebe este e-mail uma única vez, porque ${brand} confirma cada pedido assim.`,
  },

  privacyConfirmation: {
    know: {
      subject: ({ brand }) => `Confirme, por favor, que quer ver seus dados: ${brand}`,
      heading: 'Você quer ver seus dados?',
      lead: ({ brand }) =>
        `Alguém, provavelmente você, perguntou a ${brand} o que se sabe sobre você e pediu uma cópia.`,
      button: 'Sim, quero ver meus dados',
      effect: 'A cópia é só para você. Por isso perguntamos antes.',
    },
    delete: {
      subject: ({ brand }) => `Confirme, por favor, que quer apagar seus dados: ${brand}`,
      heading: 'Você quer que seus dados sejam apagados?',
      lead: ({ brand }) => `Alguém, provavelmente você, pediu a ${brand} que apague o que sabe sobre você.`,
      button: 'Sim, apagar meus dados',
      effect:
        'O que for apagado não pode ser recuperado. Mesmo assim, seus pedidos para parar de receber e-mails continuam valendo.',
    },
    preheader: 'Um clique, para sabermos que foi você.',
    lasts: ({ lasts }) =>
      `O link funciona por ${lasts}. Nosso prazo para responder conta a partir do dia do seu pedido, não deste clique.`,
    notAsked:
      'Não foi você que pediu? Ignore este e-mail. Nada será mostrado a ninguém, e nada será apagado.',
    why: ({ brand }) =>
      `Você recebeu este e-mail porque foi feito a ${brand} um pedido sobre os dados deste endereço.`,
  },

  privacyReceived: {
    know: {
      lead: ({ brand, day }) =>
        `Em ${day}, você perguntou a ${brand} o que se sabe sobre você e pediu uma cópia.`,
      next: ({ brand }) =>
        `Agora ${brand} confere se o pedido é mesmo seu, reúne os dados que guarda sobre você e responde.`,
    },
    delete: {
      lead: ({ brand, day }) => `Em ${day}, você pediu a ${brand} que apague o que sabe sobre você.`,
      next: ({ brand }) =>
        `Agora ${brand} confere se o pedido é mesmo seu, apaga o que a lei não obriga a manter e avisa você. Seus pedidos para parar de receber e-mails continuam valendo.`,
    },
    subject: ({ brand }) => `Recebemos seu pedido sobre seus dados: ${brand}`,
    preheader: ({ day }) => `Você terá uma resposta até ${day}.`,
    heading: 'Recebemos seu pedido',
    answerBy: ({ day }) => `Você terá uma resposta até ${day}. Não é preciso fazer mais nada.`,
    reference: ({ id }) => `Seu pedido tem o número ${id}. Informe esse número se perguntar sobre ele.`,
    why: ({ brand }) => `Você recebeu este e-mail porque fez a ${brand} um pedido sobre seus dados.`,
  },

  privacyAnswered: {
    know: {
      complied: ({ brand }) => `Você perguntou a ${brand} o que se sabe sobre você. O pedido foi atendido.`,
      denied: ({ brand }) =>
        `Você perguntou a ${brand} o que se sabe sobre você. Não foi possível atender ao pedido.`,
    },
    delete: {
      complied: ({ brand }) =>
        `Você pediu a ${brand} que apague o que sabe sobre você. O pedido foi atendido.`,
      denied: ({ brand }) =>
        `Você pediu a ${brand} que apague o que sabe sobre você. Não foi possível atender ao pedido.`,
      remembered:
        'Seus pedidos para parar de receber e-mails continuam valendo. Para lembrar deles sem o seu endereço, guardamos um código com o qual não se pode descobrir o endereço.',
    },
    subject: ({ brand }) => `A resposta ao seu pedido sobre seus dados: ${brand}`,
    preheader: ({ id }) => `É sobre o seu pedido ${id}.`,
    heading: 'A resposta ao seu pedido',
    explanation: ({ brand }) => `Nas palavras de ${brand}:`,
    again: 'Você acha que isto está errado? Avise, e vamos rever. Veja mais abaixo como falar conosco.',
    reference: ({ id }) => `Seu pedido tem o número ${id}. Informe esse número se perguntar sobre ele.`,
    why: ({ brand }) => `Você recebeu este e-mail porque fez a ${brand} um pedido sobre seus dados.`,
  },

  adminAlert: {
    states: {
      late: 'há cancelamentos atrasados',
      at_risk: 'há cancelamentos que podem perder o prazo',
      target_missed: 'há cancelamentos que não cumpriram a meta',
      critical: 'há cancelamentos prestes a perder o prazo',
      held: 'os e-mails promocionais estão retidos',
      breached: 'há cancelamentos que perderam o prazo',
      refused: 'os cancelamentos são recusados',
      alarm_failing: 'os avisos não chegam',
      watch_stopped: 'os prazos não estão sendo monitorados',
    },
    subject: ({ sender, state }) => `${sender}: ${state}`,
    preheader: ({ waiting, due }) => `Pendentes: ${waiting}. O primeiro prazo termina em ${due}.`,
    preheaderWaiting: ({ waiting }) => `Pendentes: ${waiting}.`,
    lead: 'Alguns cancelamentos ainda não chegaram a este sistema. Até lá, pode haver pessoas recebendo e-mails que pediram para parar.',
    leads: {
      refused:
        'Este sistema recusa o Heed de um modo que só uma pessoa pode corrigir: um endereço, uma chave ou uma configuração está errada.',
      alarm_failing:
        'O webhook que recebe os avisos não os aceita há mais de dez minutos. Até lá, os problemas são comunicados só por e-mail.',
      watch_stopped:
        'O Heed não verifica os prazos há mais de dez minutos. Até lá, ninguém é avisado de um prazo prestes a ser perdido.',
    },
    labels: {
      waiting: 'Cancelamentos pendentes',
      oldest: 'Pendentes desde',
      due: 'Primeiro prazo',
      code: 'Última resposta',
      alerts: 'Avisos pendentes',
      since: 'Desde',
      lasted: 'Duração',
    },
    button: 'Abrir o console',
    after: 'Heed continua tentando e encerra este aviso sozinho quando o sistema fica em dia.',
    afterPerson:
      'O Heed continua tentando, com menos frequência, e encerra este aviso sozinho quando o sistema responde como deve.',
    afterService: 'O Heed encerra este aviso sozinho quando tudo passa.',
    explain: 'Um prazo perdido fica aberto no console até que alguém escreva lá por que ele foi perdido.',
    over: {
      subject: ({ sender, state }) => `Resolvido: ${sender}: ${state}`,
      preheader: ({ lasted }) => `Durou ${lasted}.`,
      lead: ({ lasted }) => `Isto já passou. Durou ${lasted}.`,
    },
  },

  adminDigest: {
    subject: ({ day, optOuts, waiting }) =>
      `Cancelamentos de ${day} (registrados: ${optOuts}; pendentes: ${waiting})`,
    preheader: ({ service }) => `Como estão os cancelamentos de ${service}.`,
    heading: ({ day }) => `Cancelamentos de ${day}`,
    lead: ({ optOuts }) => `Registrados nesse dia (UTC): ${optOuts}.`,
    caption: 'Quanto tempo levou para avisar cada sistema nesse dia, e quantos cancelamentos faltam agora',
    columns: {
      sender: 'Sistema',
      told: 'Feitos',
      half: 'Metade em',
      most: '99% em',
      waiting: 'Faltam',
    },
    noSenders: 'Nenhum sistema foi adicionado ainda, então não há o que avisar.',
    button: 'Abrir o console',
  },

  adminSignIn: {
    subject: 'Acesso ao console do Heed',
    preheader: ({ lasts }) => `Seu link funciona uma única vez, por ${lasts}.`,
    heading: 'Acesso ao console do Heed',
    lead: ({ service, lasts }) =>
      `Este link abre o console de ${service}. Ele funciona uma única vez, por ${lasts}.`,
    button: 'Entrar',
    notAsked: 'Não foi você que pediu? Ignore este e-mail: sem o link, ninguém entra.',
  },
};
