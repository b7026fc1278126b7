import { parseTemplate } from './parse-template.ts'
import { residentIdTemplate } from './resident-id-template.ts'
import type { Template } from './template.ts'

/** The built-in template "Resident ID, bound to its holder", version 1: the claims of the plain one. */
export const boundResidentIdTemplate: Template = parseTemplate({
  ...residentIdTemplate,
  name: 'bound-resident-id',
  type: 'BoundResidentIdCredential',
  subjectType: 'BoundResidentId',
  title: { en: 'Resident ID, bound to its holder', zh: '居民身份凭证（本人绑定）' },
  binding: {
    person: 'residentNumber',
    record: [
      ...['familyName', 'givenName', 'familyNameZh', 'givenNameZh', 'birthDate', 'sex', 'nationality'],
      ...['residentNumber', 'documentNumber'],
    ],
    numbers: [
      { name: 'expiry', unit: 'day', lo: '2020-01-01', hi: '2100-01-01', claim: 'expiryDate' },
      { name: 'birthDate', unit: 'day', lo: '1850-01-01', hi: '2100-01-01' },
    ],
  },
})
