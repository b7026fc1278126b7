import type { EvidenceLanguage } from './describe-evidence-step.ts'
import type { EvidenceVerdict } from './verify-evidence-file.ts'

/** What the check of an evidence file adds up to, in sentences for whoever has to judge. */
export interface EvidenceExplanation {
  /** Whether the file proves anything. */
  readonly conclusion: string
  /** What it proves; absent where it proves nothing, as all below but the last. */
  readonly proved?: string
  /** What the person agreed to, word for word, by the language's tag; none where only presence is proved. */
  readonly agreedTo?: Readonly<Record<string, string>>
  /** The service's own number of what was agreed to. */
  readonly reference?: string
  /** On whose word the registration point is the named person's: a short answer, and what it rests on. */
  readonly whoSays?: { readonly short: string; readonly sentences: readonly string[] }
  /** What nobody can check any more. */
  readonly notChecked: readonly string[]
}

/** Says what a verdict means. Names nobody but the issuer and whom a certificate names: whom the record names is in `verdict.person`. */
export function explainEvidence(verdict: EvidenceVerdict, language: EvidenceLanguage): EvidenceExplanation {
  const zh = language === 'zh'
  const notChecked = verdict.notChecked.map((one) => gone[language][one])
  if (!verdict.valid) {
    const conclusion = zh
      ? '本文件不能作为证据：有步骤没有成立。'
      : 'This file proves nothing as it is: not every step holds.'
    return { conclusion, notChecked }
  }
  return {
    conclusion: zh ? '每一步都成立。' : 'Every step holds.',
    ...provedBy(verdict, zh),
    whoSays: wordOf(verdict, zh),
    notChecked,
  }
}

const gone = {
  en: {
    revocation: 'whether the credential was revoked then (the service checked it)',
    purpose: 'the purpose that the service gave when it asked',
  },
  zh: { revocation: '当时凭证是否已被吊销（服务方当时查过）', purpose: '服务方提问时所称的用途' },
} as const

function provedBy({ proves }: EvidenceVerdict, zh: boolean) {
  if (proves?.type !== 'transaction') {
    return {
      proved: zh
        ? '只证明有一位登记过的人当时在场；其所作所为、所同意的内容，本文件均不证明。'
        : 'It proves that a registered person was there. Nothing shows what they did or agreed to.',
    }
  }
  const { description, reference } = proves.transaction
  return {
    proved: zh
      ? '当事人同意了以下文字，一字不差（其钱包只显示了其中一种语言）。'
      : 'The person agreed to exactly these words, of which their wallet showed them one language.',
    agreedTo: { ...description } as Readonly<Record<string, string>>,
    ...(reference !== undefined && { reference }),
  }
}

/** Which signature says whose the point is. */
function wordOf(verdict: EvidenceVerdict, zh: boolean): { short: string; sentences: string[] } {
  const { whoSays, certified: named, accreditedAs, record } = verdict
  const certified = named && `${named.subject} (${zh ? '颁发者 ' : 'issued by '}${named.issuer})`
  const issuer = accreditedAs === undefined ? '' : zh ? `（${accreditedAs}）` : ` (${accreditedAs})`
  if (whoSays === 'independent-signature') {
    return zh
      ? {
          short: '独立的签名',
          sentences: [
            '登记点属于谁，由独立的签名证明：登记时，有证书的密钥签署了该记录的地址；' +
              `证书由您信任的机构签发，写明 ${certified}。发证方无法伪造这一签名。`,
            '证书只写姓名：同名的人须由人排除。',
          ],
        }
      : {
          short: 'An independent signature',
          sentences: [
            'That the point belongs to the named person is proved by an independent signature: when registering, a key ' +
              `signed the record whose certificate, from an authority that you trust, names ${certified}.`,
            'The issuer could not have made that signature. A namesake has the same name: make sure that the ' +
              'certificate is this person’s.',
          ],
        }
  }
  const other = certified === undefined ? [] : [otherName(certified, zh)]
  return zh
    ? {
        short: '发证方自己的话',
        sentences: [
          `登记点属于谁，只有发证方${issuer}的话为据：它声明登记时核对过此人身份。`,
          '没有独立的签名证明这一点；记录上的签名只证明登记点的主人认可其内容。',
          ...fixedSince(record, zh),
          ...other,
        ],
      }
    : {
        short: 'The issuer’s word alone',
        sentences: [
          `That the point belongs to the named person is the issuer’s word${issuer} alone: it says whom it saw when it ` +
            'registered them.',
          'No independent signature proves it; the record’s own signature shows only that the point’s owner agreed.',
          ...fixedSince(record, zh),
          ...other,
        ],
      }
}

function otherName(certified: string, zh: boolean): string {
  return zh
    ? `另有一份证书写明 ${certified}，与记录中的姓名不完全一致，须由人核对。`
    : `A certificate names ${certified}: not letter for letter the name in the record. Compare the two.`
}

/** Since when the issuer cannot say something else. */
function fixedSince(record: EvidenceVerdict['record'], zh: boolean): string[] {
  if (!record) return []
  const { date, recordVersion, anchored } = record
  const day = anchored.at.toISOString().slice(0, 10)
  return zh
    ? [`记录为第 ${recordVersion} 版，署期 ${date}，于 ${day} 公布后不可更改。`]
    : [
        `It is record ${recordVersion} of that person, dated ${date}, and fixed for good since ${day}, before anybody asked.`,
      ]
}
