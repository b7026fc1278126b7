import { expect, test } from 'vitest'
import { residentIdTemplate, templateDigest, verifyIssued, verifyPresentation } from '../src/index.ts'
import {
  createIssuer,
  documentsOf,
  issueTo,
  present,
  resident,
  resolverOf,
  templateUrl,
  today,
  verifierOf,
} from './world.ts'

test('a credential is issued, received, shown and accepted', async () => {
  const issuer = await createIssuer(1)
  const t0 = performance.now()
  const credential = await issueTo(issuer)
  const t1 = performance.now()
  const received = await verifyIssued({
    credential,
    template: residentIdTemplate,
    resolver: resolverOf([documentsOf(issuer)]),
    now: () => today,
  })
  expect(received).toMatchObject({ accepted: true, credential: { claims: resident } })
  const t2 = performance.now()
  const presentation = await present(credential)
  const t3 = performance.now()
  const verdict = await verifyPresentation({ presentation, ...(await verifierOf(issuer)) })
  const t4 = performance.now()
  console.log({ issue: t1 - t0, verifyIssued: t2 - t1, present: t3 - t2, verify: t4 - t3 })
  console.log(JSON.stringify(verdict, null, 1))
  expect(verdict).toMatchObject({
    accepted: true,
    holderBinding: 'none',
    credentials: [
      {
        issuer: issuer.did,
        template: { id: templateUrl, digest: templateDigest(residentIdTemplate) },
        type: 'ResidentIdCredential',
        claims: { nationality: 'UTO', regionCode: '310101' },
      },
    ],
  })
})
