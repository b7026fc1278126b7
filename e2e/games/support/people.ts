import type { Claims } from '@velum/credential'
import { resident } from '../../support/resident.ts'

/** Facts that every presentation of the games shows. They are the same for all people: what differs in them tells people apart by
 *  the holder's own will. */
export const shownClaims = ['nationality', 'regionCode'] as const

const names = ['Varga', 'Ōtani', 'Nguyễn', 'Aït', 'Ó Briain', 'Sørensen', 'İnan', 'Åkesson']

/** An invented person: in all that a presentation hides, another one for each number. */
export function person(number: number): Claims {
  const digits = String(number)
  return {
    ...resident,
    familyName: names[number % names.length] as string,
    givenName: `${number % 2 === 0 ? 'Lena' : 'Milo'} ${inLetters(number)}`,
    birthDate: `19${50 + (number % 50)}-0${1 + (number % 9)}-1${number % 10}`,
    sex: number % 2 === 0 ? 'F' : 'M',
    residentNumber: `VL${digits.padStart(10, '0')}`,
    documentNumber: `R${digits.padStart(8, '0')}`,
    streetAddress: `${1 + number} Heron Quay`,
  }
}

// A name has no digits.
const inLetters = (number: number) =>
  String.fromCharCode(65 + (Math.floor(number / 26) % 26), 97 + (number % 26))
