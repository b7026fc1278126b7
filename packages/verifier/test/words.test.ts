import { describe, expect, it } from 'vitest'
import { explainRejection } from '../src/index.ts'
import { rejectionWords } from '../src/rejection-words.ts'

const reasons = Object.keys(rejectionWords) as (keyof typeof rejectionWords)[]

describe('a refusal in words', () => {
  it.each(reasons)('says what and what to do in both languages, without jargon: %s', (reason) => {
    const en = explainRejection(reason, 'en')
    const zh = explainRejection(reason, 'zh')
    for (const text of [en.what, en.whatToDo]) {
      expect(text).toMatch(/^[A-Z].*\.$/s)
      expect(text).not.toMatch(/\b([Pp]roof|nonce|BBS|DID|JSON|hash|cryptosuite|index(es)?|epoch)\b/)
    }
    for (const text of [zh.what, zh.whatToDo]) expect(text).toMatch(/^\p{Script=Han}.*。$/su)
  })

  it('tells a revoked credential from an expired one', () => {
    expect(explainRejection('revoked', 'en').what).toBe('The issuer has taken this credential back.')
    expect(explainRejection('expired', 'zh').what).toBe('该凭证已过期。')
  })
})
