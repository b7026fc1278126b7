import {
  describeEvidenceStep,
  type EvidenceLanguage,
  type EvidenceVerdict,
  explainEvidence,
} from '@velum/authority'
import { wrap } from '../terminal/wrap.ts'

/** One step as a line. */
export function stepText(step: EvidenceVerdict['steps'][number], language: EvidenceLanguage): string {
  const { passed, reason } = step
  const [good, bad] = language === 'zh' ? ['是', '否'] : ['yes', 'NO ']
  const found = describeEvidenceStep(step, language)
  return passed ? `  ${good}  ${found}` : `  ${bad}  ${found}${reason === undefined ? '' : ` (${reason})`}`
}

/** What the whole of it proves, and on whose word. */
export function verdictText(verdict: EvidenceVerdict, language: EvidenceLanguage, show: boolean): string[] {
  const { conclusion, proved, agreedTo, reference, whoSays, notChecked } = explainEvidence(verdict, language)
  const zh = language === 'zh'
  const first = zh ? `结论：${conclusion}` : `Verdict: ${conclusion}`
  if (proved === undefined)
    return [`${first}${zh ? '见上面标“否”的步骤。' : ' What failed is marked NO above.'}`]
  return [
    first,
    ...wrap(proved),
    ...Object.entries(agreedTo ?? {}).map(([tag, text]) => `  ${tag}: ${text}`),
    ...(reference === undefined ? [] : [`  ${zh ? '编号' : 'number'}: ${reference}`]),
    '',
    ...(whoSays?.sentences ?? []).flatMap(wrap),
    '',
    ...personLines(verdict, zh, show),
    '',
    zh ? '已无人能够核验：' : 'Nobody can check any more:',
    ...notChecked.map((one) => `  ${one}`),
  ]
}

function personLines({ person = {} }: EvidenceVerdict, zh: boolean, show: boolean): string[] {
  if (!show) return [zh ? '加上 --show 可查看记录中的身份。' : 'Add --show to see whom the record names.']
  return [
    zh ? '记录中的身份：' : 'The record names:',
    ...Object.entries(person).map(([claim, value]) => `  ${claim}: ${JSON.stringify(value)}`),
  ]
}
