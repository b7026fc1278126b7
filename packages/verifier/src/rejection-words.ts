import type { LocalizedText } from '@velum/credential'
import type { Rejection } from './verdict.ts'

interface Words {
  readonly what: LocalizedText
  readonly whatToDo: LocalizedText
}

const startAgain = {
  en: 'Start again on this page and show it once more.',
  zh: '请在本页重新开始，再出示一次。',
}
const updateWallet = {
  en: 'Update your wallet and try again. If it happens again, tell the maker of the wallet.',
  zh: '请更新您的钱包后再试。如果再次出现，请告知钱包的制作者。',
}
const askIssuer = {
  en: 'Ask the authority that issued the credential for a new one.',
  zh: '请向颁发该凭证的机构申请新的凭证。',
}
const waitAndTry = {
  en: 'It is not your fault. Wait a few minutes and try again.',
  zh: '这不是您的问题。请过几分钟再试。',
}

const unreadable: Words = {
  what: { en: 'What your wallet sent cannot be read.', zh: '无法读取您的钱包所发送的内容。' },
  whatToDo: updateWallet,
}
const notGenuine: Words = {
  what: {
    en: 'What was shown is not what the issuer signed, so it cannot be accepted.',
    zh: '所出示的内容与颁发机构签署的不符，因此不能接受。',
  },
  whatToDo: askIssuer,
}
const anotherRequest: Words = {
  what: {
    en: 'The answer was made for another request than the one on this page.',
    zh: '该回答是针对另一个请求作出的，而不是本页的请求。',
  },
  whatToDo: startAgain,
}
const statusUnsure: Words = {
  what: {
    en: 'It cannot be told whether the credential is still valid: the issuer’s list and the public register differ.',
    zh: '无法确定该凭证是否仍然有效：颁发机构的名单与公开登记不一致。',
  },
  whatToDo: waitAndTry,
}

/** Every refusal in words. Those that look alike to a visitor share theirs; the code tells them apart. */
export const rejectionWords: Readonly<Record<Rejection, Words>> = {
  malformed: unreadable,
  'unexpected-member': unreadable,
  'unknown-context': unreadable,
  'proof-count': unreadable,
  'wrong-cryptosuite': unreadable,
  'proof-malformed': unreadable,
  'derived-proof-received': unreadable,
  'holder-key-invalid': unreadable,
  'label-map-invalid': notGenuine,
  'indexes-not-ascending': notGenuine,
  'indexes-out-of-range': notGenuine,
  'proof-invalid': notGenuine,
  'statements-differ': notGenuine,
  'wrong-challenge': anotherRequest,
  'wrong-audience': {
    what: {
      en: 'The answer was made for another service. Somebody may be passing it on.',
      zh: '该回答是为另一个服务作出的，可能有人在转发它。',
    },
    whatToDo: {
      en: 'Check the address of this page, then start again here.',
      zh: '请核对本页的网址，然后在此重新开始。',
    },
  },
  'wrong-presentation-header': anotherRequest,
  'holder-proof-invalid': anotherRequest,
  'base-proof-presented': {
    what: {
      en: 'Your wallet sent the whole credential instead of the chosen facts. It was not accepted, and nothing of it was kept.',
      zh: '您的钱包发送了整份凭证，而不是所选的内容。我们没有接受，也没有保留任何内容。',
    },
    whatToDo: updateWallet,
  },
  'issuer-untrusted': {
    what: {
      en: 'The credential comes from an issuer that this service does not accept.',
      zh: '该凭证的颁发机构不在本服务认可的范围内。',
    },
    whatToDo: { en: 'Show a credential from another issuer.', zh: '请出示其他机构颁发的凭证。' },
  },
  'issuer-unknown': {
    what: {
      en: 'The public register does not know the issuer of the credential.',
      zh: '公开登记中没有该凭证的颁发机构。',
    },
    whatToDo: askIssuer,
  },
  'issuer-unreachable': {
    what: { en: 'The issuer cannot be reached at the moment.', zh: '目前无法连接颁发机构。' },
    whatToDo: waitAndTry,
  },
  'issuer-key-unknown': {
    what: {
      en: 'The issuer no longer stands by the key that this credential was signed with.',
      zh: '颁发机构已不再承认签署该凭证的密钥。',
    },
    whatToDo: askIssuer,
  },
  'chain-unreachable': {
    what: {
      en: 'The public register cannot be reached, so nothing can be checked at the moment.',
      zh: '目前无法连接公开登记，因此暂时无法核验。',
    },
    whatToDo: waitAndTry,
  },
  'not-yet-valid': {
    what: { en: 'The credential is not valid yet.', zh: '该凭证尚未生效。' },
    whatToDo: { en: 'Come back when it is.', zh: '请在生效之后再来。' },
  },
  expired: {
    what: { en: 'The credential has expired.', zh: '该凭证已过期。' },
    whatToDo: askIssuer,
  },
  'template-mismatch': {
    what: {
      en: 'The credential is of a kind or a version that this service does not know.',
      zh: '本服务不认识该凭证的种类或版本。',
    },
    whatToDo: { en: 'Show another credential, or tell the service.', zh: '请出示其他凭证，或告知本服务。' },
  },
  'claims-invalid': {
    what: {
      en: 'A fact in the credential does not have the form that its kind of credential requires.',
      zh: '凭证中有一项内容不符合该类凭证的格式要求。',
    },
    whatToDo: askIssuer,
  },
  revoked: {
    what: { en: 'The issuer has taken this credential back.', zh: '颁发机构已撤销该凭证。' },
    whatToDo: askIssuer,
  },
  'status-unavailable': {
    what: {
      en: 'The issuer does not tell at the moment whether the credential is still valid.',
      zh: '目前无法从颁发机构得知该凭证是否仍然有效。',
    },
    whatToDo: waitAndTry,
  },
  'status-not-anchored': statusUnsure,
  'status-mismatch': statusUnsure,
  'status-invalid': statusUnsure,
  'status-too-old': {
    what: {
      en: 'The last word of the issuer about which credentials are valid is too old to rely on.',
      zh: '颁发机构上次公布的有效状态过于陈旧，不足为据。',
    },
    whatToDo: waitAndTry,
  },
  'claims-missing': {
    what: {
      en: 'Your wallet did not show everything that this service needs.',
      zh: '您的钱包没有出示本服务所需的全部内容。',
    },
    whatToDo: startAgain,
  },
  'claims-not-asked-for': {
    what: {
      en: 'Your wallet showed more than this service asked for. It was not accepted, and nothing of it was kept.',
      zh: '您的钱包出示的内容超出了本服务的请求。我们没有接受，也没有保留任何内容。',
    },
    whatToDo: updateWallet,
  },
  'binding-missing': {
    what: {
      en: 'The credential is bound to its holder, and nothing proves that its holder shows it.',
      zh: '该凭证与本人绑定，而没有证明表明出示者就是持有人。',
    },
    whatToDo: {
      en: 'Show it from the wallet it was issued to. A copy of it does not work.',
      zh: '请用当初领取该凭证的钱包出示，复制件无效。',
    },
  },
  'binding-unexpected': unreadable,
  'binding-malformed': unreadable,
  'statement-missing': {
    what: {
      en: 'Your wallet did not prove everything that this service requires, or proved more.',
      zh: '您的钱包没有证明本服务所要求的全部内容，或证明了更多。',
    },
    whatToDo: updateWallet,
  },
  'link-disclosed': {
    what: {
      en: 'Your wallet showed a hidden mark by which you could be followed. It was not accepted, and nothing of it was kept.',
      zh: '您的钱包出示了可用于跟踪您的隐藏标记。我们没有接受，也没有保留任何内容。',
    },
    whatToDo: updateWallet,
  },
  'binding-invalid': {
    what: {
      en: 'It does not hold that whoever showed this is the holder of the credential.',
      zh: '无法证实出示者就是该凭证的持有人。',
    },
    whatToDo: {
      en: 'Show it from the wallet it was issued to. If you did, ask the issuer for a new one.',
      zh: '请用当初领取该凭证的钱包出示。如果已是如此，请向颁发机构申请新的凭证。',
    },
  },
  'credential-count': {
    what: {
      en: 'Your wallet showed more or fewer credentials than this service asked for.',
      zh: '您的钱包出示的凭证数量与本服务的请求不符。',
    },
    whatToDo: updateWallet,
  },
  'credential-repeated': {
    what: {
      en: 'One credential was shown where this service asked for two, or two that it cannot tell apart.',
      zh: '本服务请求两份凭证，而所出示的是同一份，或无法区分的两份。',
    },
    whatToDo: {
      en: 'Start again on this page and choose a different credential for each question.',
      zh: '请在本页重新开始，并为每个问题选择不同的凭证。',
    },
  },
  'template-unknown': {
    what: {
      en: 'The credential is of a kind or a version that this service does not know.',
      zh: '本服务不认识该凭证的种类或版本。',
    },
    whatToDo: { en: 'Show another credential, or tell the service.', zh: '请出示其他凭证，或告知本服务。' },
  },
  'profile-unpublished': {
    what: {
      en: 'The issuer has not published what credentials of this kind look like, so it cannot be told whether yours is like everybody’s.',
      zh: '颁发机构没有公布该类凭证的样式，因此无法确认您的凭证与他人的一致。',
    },
    whatToDo: askIssuer,
  },
  'profile-stale': {
    what: {
      en: 'The issuer has changed this kind of credential since yours was issued.',
      zh: '自您的凭证颁发以来，颁发机构已更改该类凭证。',
    },
    whatToDo: askIssuer,
  },
  'authority-unknown': {
    what: {
      en: 'The trustees that this service named are not recognised by the public register, or no longer.',
      zh: '公开登记不认可或已不再认可本服务所指定的受托人。',
    },
    whatToDo: {
      en: 'It is not your fault. Tell the service, which must choose others.',
      zh: '这不是您的问题。请告知本服务，由其另行指定。',
    },
  },
  'authority-mismatch': {
    what: {
      en: 'Your credential is sealed for other trustees than those that this service named.',
      zh: '您的凭证所指定的受托人与本服务所指定的不同。',
    },
    whatToDo: { en: 'Show another credential, or tell the service.', zh: '请出示其他凭证，或告知本服务。' },
  },
  'epoch-stale': {
    what: {
      en: 'The trustees renewed their key while you were answering.',
      zh: '在您作答期间，受托人更换了密钥。',
    },
    whatToDo: startAgain,
  },
  'transcript-mismatch': anotherRequest,
  'presentations-differ': {
    what: {
      en: 'Your wallet sent several answers where all must stand in one.',
      zh: '您的钱包发送了多份回答，而所有内容应当在同一份之中。',
    },
    whatToDo: updateWallet,
  },
  'evidence-not-kept': {
    what: {
      en: 'This service could not keep its record of your answer, so the answer was not accepted. Nothing of it was kept.',
      zh: '本服务未能保存您的回答记录，因此没有接受，也没有保留任何内容。',
    },
    whatToDo: waitAndTry,
  },
}
