import type { MailWords } from '../en/mails.ts';

// Intl writes `30 分`; Japanese sentences have no space there.
const span = (lasts: string) => lasts.replaceAll(' ', '');

/** Every word of the mails Heed itself sends, in Japanese (です・ます). */
export const mails: MailWords = {
  shared: {
    linkHint: 'ボタンが使えない場合は、次のリンクを開いてください。',
    questions: ({ brand }) => `${brand}へのお問い合わせ先：`,
    fromService: ({ service }) => `このメールは、${service}の管理者の方に、Heedからお送りしています。`,
  },

  manageLink: {
    subject: ({ brand }) => `${brand}のメール設定`,
    preheader: ({ lasts }) => `ご依頼のリンクです。${span(lasts)}間有効です。`,
    heading: 'メールの設定',
    lead: ({ brand }) =>
      `ご依頼のリンクをお送りします。${brand}からどのメールを受け取るかを確認し、変更できます。`,
    button: 'メールの設定を開く',
    lasts: ({ lasts }) =>
      `リンクは${span(lasts)}間有効です。あなた専用のリンクですので、ほかの人に転送しないでください。`,
    notAsked: '心当たりがない場合は、何もする必要はありません。何も変更されていません。',
    why: ({ brand }) =>
      `${brand}のページで、リンクの送り先としてこのアドレスが入力されたため、お送りしています。`,
  },

  optInConfirmation: {
    subject: ({ brand }) => `ご確認ください：${brand}からのメール`,
    preheader: '「はい」を押すまで、何も送られません。',
    heading: 'メールを受け取りますか？',
    leadTopics: ({ brand }) =>
      `どなたか（おそらくご本人）から${brand}に、次のメールをこのアドレスへ送ってほしいとのご依頼がありました。`,
    leadBrand: ({ brand }) =>
      `どなたか（おそらくご本人）から${brand}に、広告メールをこのアドレスへ送ってほしいとのご依頼がありました。`,
    button: 'はい、受け取ります',
    lasts: ({ lasts }) => `ボタンを押すまで、何も送られません。リンクは${span(lasts)}間有効です。`,
    notAsked: '心当たりがない場合は、そのままにしてください。何も送られません。',
    why: ({ brand }) =>
      `${brand}にこのアドレスの登録があり、ご本人の同意を確かめる必要があるため、お送りしています。`,
  },

  optOutAcknowledgement: {
    subject: ({ brand }) => `${brand}からのメールの配信停止`,
    preheader: 'ご依頼を記録しました。ほかに必要な手続きはありません。',
    heading: '配信停止を受け付けました',
    leadTopics: ({ brand, topics, at }) =>
      `${at}に、${brand}の次のメールの停止をご依頼いただきました：${topics}。ご依頼は記録されています。`,
    leadBrand: ({ brand, at }) =>
      `${at}に、${brand}からのすべての広告メールの停止をご依頼いただきました。ご依頼は記録されています。`,
    leadEveryBrand: ({ brand, at }) =>
      `${at}に、${brand}と同じグループの全ブランドからの、すべての広告メールの停止をご依頼いただきました。ご依頼は記録されています。`,
    by: ({ day }) =>
      `すでに送信中のメールは、まだ届くことがあります。遅くとも${day}中に、すべて停止する決まりです。`,
    soon: 'すでに送信中のメールは、しばらくの間届くことがあります。',
    continues: ({ brand }) =>
      `ご注文、アカウント、お持ちの製品に関して${brand}がお送りする必要のあるメールは広告ではないため、今後も届きます。`,
    receipt: 'どのシステムにいつ伝わったかは、控えのページで確認できます。',
    button: '控えを見る',
    notAsked: '心当たりがない場合は、お知らせください。元に戻します。連絡先はこのメールの下の方にあります。',
    why: ({ brand }) => `${brand}では配信停止のご依頼を受けるたびに、確認のメールを1通だけお送りしています。`,
  },

  privacyConfirmation: {
    know: {
      subject: ({ brand }) => `ご確認ください：${brand}へのデータ開示の請求`,
      heading: 'ご自身のデータの開示を請求しますか？',
      lead: ({ brand }) =>
        `どなたか（おそらくご本人）から${brand}に、あなたについて保有しているデータの開示と、その写しの請求がありました。`,
      button: 'はい、開示を請求します',
      effect: '写しをご本人以外に渡さないように、先に確認しています。',
    },
    delete: {
      subject: ({ brand }) => `ご確認ください：${brand}へのデータ削除の請求`,
      heading: 'ご自身のデータの削除を請求しますか？',
      lead: ({ brand }) =>
        `どなたか（おそらくご本人）から${brand}に、あなたについて保有しているデータの削除の請求がありました。`,
      button: 'はい、削除を請求します',
      effect: '削除は元に戻せません。削除した後も、停止した配信は停止されたままです。',
    },
    preheader: 'ご本人の請求かどうかを、ボタン1つで確認します。',
    lasts: ({ lasts }) =>
      `リンクは${span(lasts)}間有効です。回答の期限は、ボタンを押した日ではなく、請求された日から数えます。`,
    notAsked:
      '心当たりがない場合は、そのままにしてください。データが誰かに開示されることも、削除されることもありません。',
    why: ({ brand }) => `このアドレスで${brand}に個人データに関する請求があったため、お送りしています。`,
  },

  privacyReceived: {
    know: {
      lead: ({ brand, day }) =>
        `${day}に、${brand}が保有するあなたのデータの開示と、その写しのご請求をいただきました。`,
      next: ({ brand }) =>
        `これから${brand}が、ご本人の請求であることを確かめ、保有しているデータをまとめて回答します。`,
    },
    delete: {
      lead: ({ brand, day }) => `${day}に、${brand}が保有するあなたのデータの削除のご請求をいただきました。`,
      next: ({ brand }) =>
        `これから${brand}が、ご本人の請求であることを確かめ、法律で保存が義務付けられているものを除いてデータを削除し、お知らせします。停止した配信は、停止されたままです。`,
    },
    subject: ({ brand }) => `${brand}への個人データに関する請求を受け付けました`,
    preheader: ({ day }) => `${day}までに回答します。`,
    heading: '請求を受け付けました',
    answerBy: ({ day }) => `${day}までに回答します。ほかに必要な手続きはありません。`,
    reference: ({ id }) => `受付番号は${id}です。お問い合わせの際にお知らせください。`,
    why: ({ brand }) => `${brand}に個人データに関する請求をされたため、お送りしています。`,
  },

  privacyAnswered: {
    know: {
      complied: ({ brand }) => `${brand}が保有するあなたのデータの開示のご請求に対応しました。`,
      denied: ({ brand }) => `${brand}が保有するあなたのデータの開示のご請求には、対応できませんでした。`,
    },
    delete: {
      complied: ({ brand }) => `${brand}が保有するあなたのデータの削除のご請求に対応しました。`,
      denied: ({ brand }) => `${brand}が保有するあなたのデータの削除のご請求には、対応できませんでした。`,
      remembered:
        '停止した配信は、停止されたままです。アドレスを使わずにこれを記録しておくため、元のアドレスに戻すことのできない符号を保存しています。',
    },
    subject: ({ brand }) => `${brand}への個人データに関する請求への回答`,
    preheader: ({ id }) => `受付番号${id}の請求についてのお知らせです。`,
    heading: '請求への回答',
    explanation: ({ brand }) => `${brand}からの説明：`,
    again:
      'この回答に誤りがあると思われる場合は、お知らせください。もう一度確認します。連絡先はこのメールの下の方にあります。',
    reference: ({ id }) => `受付番号は${id}です。お問い合わせの際にお知らせください。`,
    why: ({ brand }) => `${brand}に個人データに関する請求をされたため、お送りしています。`,
  },

  adminAlert: {
    states: {
      late: '配信停止の伝達が遅れています',
      at_risk: '配信停止が期限に間に合わないおそれがあります',
      target_missed: '配信停止の伝達が目標時間を過ぎました',
      critical: '配信停止の期限が迫っています',
      held: '広告メールの配信を保留しています',
      breached: '配信停止が期限に間に合いませんでした',
      refused: '配信停止の伝達が拒否されています',
      alarm_failing: '警告が届いていません',
      watch_stopped: '期限の監視が止まっています',
    },
    subject: ({ sender, state }) => `${sender}：${state}`,
    preheader: ({ waiting, due }) => `未伝達：${waiting}件。最初の期限：${due}。`,
    preheaderWaiting: ({ waiting }) => `未伝達：${waiting}件。`,
    lead: 'まだこの配信システムに伝わっていない配信停止があります。伝わるまでの間、停止したはずのメールが届くことがあります。',
    leads: {
      refused:
        'この配信システムはHeedからの伝達を拒否しています。アドレス、鍵、または設定に誤りがあり、人の手で直す必要があります。',
      alarm_failing:
        '警告を受け取るWebhookが10分以上応答していません。回復するまで、問題はメールだけでお知らせします。',
      watch_stopped: 'Heedは10分以上期限を確認できていません。回復するまで、期限が迫っても警告されません。',
    },
    labels: {
      waiting: '未伝達の配信停止',
      oldest: '最も古い依頼の日時',
      due: '最初の期限',
      code: '最後の応答',
      alerts: '未送信の警告',
      since: '開始日時',
      lasted: '続いた時間',
    },
    button: '管理画面を開く',
    after: 'Heedは伝達を試み続けます。配信システムが追いつくと、この警告は自動的に閉じられます。',
    afterPerson:
      'Heedは間隔をあけて伝達を試み続けます。配信システムが正しく応答すると、この警告は自動的に閉じられます。',
    afterService: '問題が解消すると、この警告は自動的に閉じられます。',
    explain: '期限を過ぎた件は、管理画面で理由が記入されるまで閉じられません。',
    over: {
      subject: ({ sender, state }) => `解消：${sender}：${state}`,
      preheader: ({ lasted }) => `続いた時間：${lasted}。`,
      lead: ({ lasted }) => `この問題は解消しました。続いた時間：${lasted}。`,
    },
  },

  adminDigest: {
    subject: ({ day, optOuts, waiting }) => `${day}の配信停止：記録${optOuts}件、未伝達${waiting}件`,
    preheader: ({ service }) => `${service}の配信停止の伝達状況です。`,
    heading: ({ day }) => `${day}の配信停止`,
    lead: ({ optOuts }) => `この日（UTC）に記録された件数：${optOuts}`,
    caption: 'この日に各配信システムへ伝えるまでにかかった時間と、現在の未伝達の件数',
    columns: {
      sender: 'システム',
      told: '伝達',
      half: '50%まで',
      most: '99%まで',
      waiting: '未伝達',
    },
    noSenders: '配信システムがまだ登録されていないため、伝える先がありません。',
    button: '管理画面を開く',
  },

  adminSignIn: {
    subject: 'Heedの管理画面へのログイン',
    preheader: ({ lasts }) => `リンクは1回だけ使えます。${span(lasts)}間有効です。`,
    heading: 'Heedの管理画面へのログイン',
    lead: ({ service, lasts }) =>
      `このリンクで${service}の管理画面を開けます。1回だけ使え、${span(lasts)}間有効です。`,
    button: 'ログイン',
    notAsked:
      '心当たりがない場合は、このメールを無視してください。このリンクがなければ、誰もログインできません。',
  },
};
