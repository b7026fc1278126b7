import { parseTemplate } from './parse-template.ts'
import type { ClaimSchema, LocalizedText, Template } from './template.ts'

interface Claim {
  readonly label: LocalizedText
  readonly schema: ClaimSchema
  readonly optional?: true
}

const date: ClaimSchema = { type: 'string', format: 'date' }
const text = (maxLength: number): ClaimSchema => ({ type: 'string', minLength: 1, maxLength })
const code = (pattern: string): ClaimSchema => ({ type: 'string', pattern })

// Latin script as passports carry it: letters with any accents, joined by space, hyphen, apostrophe or full stop.
const latinName: ClaimSchema = {
  type: 'string',
  maxLength: 80,
  pattern: "^\\p{Script=Latin}[\\p{Script=Latin}\\p{M} '’.-]*$",
}
const chineseName: ClaimSchema = { type: 'string', maxLength: 20, pattern: '^[\\p{Script=Han}·]+$' }

// In the order in which a card shows them.
const claims: Readonly<Record<string, Claim>> = {
  familyName: { label: { en: 'Family name', zh: '姓（拉丁字母）' }, schema: latinName },
  givenName: { label: { en: 'Given name', zh: '名（拉丁字母）' }, schema: latinName },
  familyNameZh: { label: { en: 'Family name (Chinese)', zh: '姓' }, schema: chineseName },
  givenNameZh: { label: { en: 'Given name (Chinese)', zh: '名' }, schema: chineseName },
  birthDate: { label: { en: 'Date of birth', zh: '出生日期' }, schema: date },
  birthPlace: { label: { en: 'Place of birth', zh: '出生地' }, schema: text(100), optional: true },
  sex: { label: { en: 'Sex', zh: '性别' }, schema: { type: 'string', enum: ['F', 'M', 'X'] } },
  nationality: { label: { en: 'Nationality', zh: '国籍' }, schema: code('^[A-Z]{3}$') },
  residentNumber: { label: { en: 'Resident number', zh: '居民编号' }, schema: code('^[A-Z]{2}[0-9]{10}$') },
  documentNumber: { label: { en: 'Document number', zh: '证件号码' }, schema: code('^[A-Z][0-9]{8}$') },
  regionCode: { label: { en: 'Region code', zh: '行政区划代码' }, schema: code('^[0-9]{6}$') },
  region: { label: { en: 'Region', zh: '所属地区' }, schema: text(100) },
  streetAddress: { label: { en: 'Street address', zh: '街道地址' }, schema: text(200) },
  locality: { label: { en: 'Town or city', zh: '城镇' }, schema: text(100) },
  postalCode: { label: { en: 'Postal code', zh: '邮政编码' }, schema: code('^[0-9]{6}$') },
  addressZh: { label: { en: 'Address (Chinese)', zh: '住址' }, schema: text(200), optional: true },
  residentSince: { label: { en: 'Resident since', zh: '居住起始日期' }, schema: date },
  residencyStatus: {
    label: { en: 'Residency status', zh: '居留身份' },
    schema: { type: 'string', enum: ['citizen', 'permanent', 'temporary'] },
  },
  photoHash: {
    label: { en: 'Photo fingerprint', zh: '照片指纹' },
    schema: code('^sha256-[A-Za-z0-9+/]{43}=$'),
  },
  issueDate: { label: { en: 'Date of issue', zh: '签发日期' }, schema: date },
  expiryDate: { label: { en: 'Date of expiry', zh: '有效期至' }, schema: date },
}

const entries = Object.entries(claims)
const pick = <Value>(choose: (claim: Claim) => Value): Record<string, Value> =>
  Object.fromEntries(entries.map(([name, claim]) => [name, choose(claim)]))

/** The built-in template "Resident ID", version 1. */
export const residentIdTemplate: Template = parseTemplate({
  name: 'resident-id',
  version: 1,
  type: 'ResidentIdCredential',
  subjectType: 'ResidentId',
  title: { en: 'Resident ID', zh: '居民身份凭证' },
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2036-01-01T00:00:00Z',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: pick(({ schema }) => schema),
    required: entries.filter(([, { optional }]) => optional !== true).map(([name]) => name),
    additionalProperties: false,
  },
  labels: pick(({ label }) => label),
  order: Object.keys(claims),
  alwaysDisclosed: [],
  appearance: { hue: 158 },
})
