import type { Claims, Random } from '../src/index.ts'
import { seededRandom } from './world.ts'

const familyNames = ['Aalto', 'Brânză', 'Cho', 'Ōtani', "D'Amico", 'Núñez', 'Łoś', 'Wei-Ling']
const familyNamesZh = ['欧阳', '李', '王', '諸葛', '张', '陈', '司马', '𠮷']
const regions = ['Lantern Coast', 'North Fells', 'Reed Delta', 'Old Harbour']

/** Invented residents, the same in every run: names in several scripts' worth of letters, births from 1930 on,
 *  optional claims there and not there. */
export function inventResidents(count: number, seed = 2026): Claims[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, number) => inventResident(random, number))
}

function inventResident(random: Random, number: number): Claims {
  const draw = (below: number) => {
    const [high = 0, low = 0] = random(2)
    return (high * 256 + low) % below
  }
  const pick = <Item>(items: readonly Item[]) => items[draw(items.length)] as Item
  const digits = (length: number) => Array.from({ length }, () => draw(10)).join('')
  const date = (first: number, years: number) =>
    `${first + draw(years)}-${String(1 + draw(12)).padStart(2, '0')}-${String(1 + draw(28)).padStart(2, '0')}`
  return {
    familyName: pick(familyNames),
    givenName: pick(familyNames),
    familyNameZh: pick(familyNamesZh),
    givenNameZh: pick(familyNamesZh),
    birthDate: date(1930, 95),
    ...(draw(2) === 0 && { birthPlace: `${pick(regions)} \n"${digits(2)}"` }),
    sex: pick(['F', 'M', 'X']),
    nationality: pick(['UTO', 'ATL', 'ELD']),
    residentNumber: `VL${String(number).padStart(10, '0')}`,
    documentNumber: `R${digits(8)}`,
    regionCode: digits(6),
    region: pick(regions),
    streetAddress: `${draw(300)} Heron Quay`,
    locality: pick(regions),
    postalCode: digits(6),
    ...(draw(2) === 0 && { addressZh: `灯塔路${draw(300)}号` }),
    residentSince: date(1950, 70),
    residencyStatus: pick(['citizen', 'permanent', 'temporary']),
    photoHash: `sha256-${Buffer.from(random(32)).toString('base64')}`,
    issueDate: '2026-01-15',
    expiryDate: '2035-12-31',
  }
}
