import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import { history } from '../fixture/kept.ts'
import { openingsOf } from '../fixture/openings.ts'
import { residentCard } from '../fixture/people.ts'
import { openingReport } from '../src/features/openings/opening-report.ts'
import { words } from '../src/language/words.ts'

function reportIn(language: 'en' | 'zh', search: string): string {
  const [opening] = openingsOf(search, history).openings
  if (opening === undefined) throw new TypeError('no request')
  const i18n = i18next.createInstance()
  void i18n.init({
    lng: language,
    resources: words,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return openingReport({
    opening,
    service: 'Tidewater Bank',
    t: i18n.getFixedT(language, 'openings'),
    say: (both) => both[language],
    now: new Date('2026-11-26T11:00:00Z'),
  })
}

describe.each(['en', 'zh'] as const)('the report in %s', (language) => {
  test.each(['requested', 'approved', 'openable', 'opened', 'refused', 'expired', 'vanished'])(
    'of a request that is %s has every id, hash and time of it, no blank, and no fact of the holder',
    (state) => {
      const [opening] = openingsOf(`openings=${state}`, history).openings
      const report = reportIn(language, `openings=${state}`)
      const steps = [
        opening?.requested,
        ...(opening?.approvals ?? []),
        ...(opening?.refusals ?? []),
        opening?.result,
      ]
      const wanted = [
        ...[opening?.requestId, opening?.presentationId, opening?.basisHash, opening?.authorityId],
        ...[opening?.opensAt, opening?.expiresAt, opening?.requester.account, opening?.registry],
        ...steps.flatMap((step) => (step ? [step.at, step.transactionHash, step.blockHash] : [])),
        ...[opening?.result?.resultHash].filter((hash) => hash !== undefined),
      ]
      for (const text of wanted) expect(report).toContain(text)
      expect(report).not.toMatch(/\{\{|undefined|\[object/)
      for (const { value } of residentCard.claims.filter((claim) => String(claim.value).length > 3))
        expect(report).not.toContain(String(value))
    },
  )

  test('writes a hostile way to answer as the text that it is', () => {
    const report = reportIn(language, 'openings=requested,hostile')
    expect(report).toContain('javascript:alert(1)//https://court.example \uFFFDgpj')
    expect(report).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  })
})
