import type { Words } from './words.ts'

const notWhole: Words = {
  en: [
    'This file about an opening cannot be read, or was changed on its way.',
    'Ask whoever handed it to you for the file again.',
  ],
  zh: ['这份有关开启身份的文件无法读取，或在传送中被改动。', '请向交给您文件的一方重新索取。'],
}

export const openingWords = {
  'case-malformed': notWhole,
  'evidence-malformed': notWhole,
  'evidence-contradictory': {
    en: [
      'The evidence contradicts itself about which question was answered.',
      'Do not rely on it. Ask the service for what it kept.',
    ],
    zh: ['证据中关于所答复问题的内容自相矛盾。', '请勿采信，并向该服务索取其保存的原件。'],
  },
  'not-json': notWhole,
} as const satisfies Record<string, Words>
