import { expect, test } from 'vitest'
import { words } from '../src/language/words.ts'

function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inside]) => textsOf(inside, `${path}/${key}`))
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test('says everything in both languages, with the same blanks to fill in', () => {
  const english = new Map(textsOf(words.en))
  const chinese = new Map(textsOf(words.zh))
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [place, text] of english)
    expect({ place, holes: holes(text) }).toEqual({ place, holes: holes(chinese.get(place) ?? '') })
})

test('leaves no text in the other language', () => {
  // The name of a language is written in that language.
  const withHan = textsOf(words.en).filter(([, text]) => /\p{Script=Han}/u.test(text))
  const withoutHan = textsOf(words.zh).filter(([, text]) => !/\p{Script=Han}/u.test(text))
  expect(withHan).toEqual([])
  expect(withoutHan.map(([place]) => place)).toEqual(['/add/linkPlaceholder'])
})
