import { describe, expect, it } from 'vitest'
import { createRegistration, registrationPoints, verifyRegistration } from '../../src/index.ts'
import { application } from '../support/applicant.ts'

describe('a registration', () => {
  it('is accepted by the issuer that it was made for', async () => {
    const options = application()
    const { registration, reg, regN } = await createRegistration(options)
    const verdict = await verifyRegistration({ ...options, registration })
    expect(verdict).toMatchObject({ valid: true, registration: { reg, regN, date: '2026-11-23', publish: false } })
    expect(await registrationPoints(options)).toEqual({ reg, regN })
  })
})
