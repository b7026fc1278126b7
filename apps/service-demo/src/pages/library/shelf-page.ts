import { html } from 'hono/html'
import type { Reader } from '../../language.ts'
import { layout } from '../layout.ts'
import type { Markup } from '../markup.ts'

const words = {
  en: {
    title: 'Your shelf remembers you',
    lead: 'Keep a reading list under a name of your own making: a public identifier from your wallet. No address, no password.',
    warning:
      'A public identifier is the same at every visit and wherever else you use it. Take one that you keep for reading.',
    action: 'Sign in with a public identifier',
  },
  zh: {
    title: '书架记得您',
    lead: '用您自己创建的名字保存书单：钱包中的公开标识符。无需邮箱，无需密码。',
    warning: '公开标识符每次访问都相同，在别处使用时也一样。请专门用一个来读书。',
    action: '用公开标识符登录',
  },
} as const

/** Signing in with a public DID. */
export function shelfPage(reader: Reader): Markup {
  const text = words[reader.language]
  const body = html`<section class="plain">
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    <velum-request sign-in>${text.action}</velum-request>
    <p class="note">${text.warning}</p>
  </section>`
  return layout({ reader, path: '/shelf', title: text.title, body })
}
