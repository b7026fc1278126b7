import { residentIdTemplate } from '@velum/credential'
import { askFor, type RequestDefinition } from '@velum/verifier'

/** Two facts that are needed, and a name if the reader likes. */
export const readersPass: RequestDefinition = {
  purpose: { en: 'To make out a reader’s pass for you.', zh: '为您办理读者证。' },
  query: askFor(residentIdTemplate, { required: ['region', 'residencyStatus'], optional: ['givenName'] }),
  resultPage: '/welcome',
}

/** Two facts, both needed. */
export const delivery: RequestDefinition = {
  purpose: { en: 'To see whether our book boat reaches you.', zh: '用于确认我们的送书船能否到达您处。' },
  query: askFor(residentIdTemplate, { required: ['locality', 'postalCode'] }),
  resultPage: '/welcome',
}

/** One fact, in a request that nobody signed: wallets show its host as unproved. */
export const friends: RequestDefinition = {
  purpose: { en: 'To count the regions our friends come from.', zh: '用于统计书友来自哪些地区。' },
  query: askFor(residentIdTemplate, { required: ['region'] }),
  resultPage: '/welcome',
  signed: false,
}

/** Signing in with a public DID: a name of the reader's own, known again at every visit. */
export const signIn = {
  purpose: {
    en: 'To open your shelf, and to know it again as yours.',
    zh: '用于打开您的书架，并在下次认出它。',
  },
  resultPage: '/welcome',
}
