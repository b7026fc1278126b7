import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { sceneAt } from '../scenes.ts'
import type { View } from '../stage.ts'
import { sceneWords } from '../words/scene-words.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'
import { beginForm } from './scene-page.ts'
import { veiledName } from './veiled-name.ts'

const words = {
  en: {
    title: 'Who was it?',
    lead: 'Ten minutes in a town where nobody shows a name, and a fraud is found out all the same. You are the citizen who commits it, the market that is cheated, the five trustees who decide, and the judge who believes nobody.',
    begin: 'Begin',
    goOn: 'Go on where you were',
    real: 'Nothing here is played',
    realText:
      'The wallet, the market, the chain and the keys run on this machine. What you see in a terminal is what the program said, in that party’s own folder. Only the people are made up.',
    acts: [
      [
        'A promise',
        'You open an account under a pseudonym, borrow brass scales against a promise, and never bring them back.',
      ],
      [
        'An opening',
        'The market asks in public. Your wallet tells you. Three trustees agree, one refuses, one is away.',
      ],
      [
        'What anybody can check',
        'A judge checks the evidence without trusting anybody. And the next request is refused.',
      ],
    ],
    picture: 'A name under a veil',
  },
  zh: {
    title: '那个人是谁？',
    lead: '用十分钟走进一座城：这里没有人出示姓名，骗局却照样水落石出。您将依次扮演行骗的市民、受骗的市集、作决定的五位受托人，以及谁也不信的法官。',
    begin: '开始',
    goOn: '从上次的地方继续',
    real: '这里没有一处是演的',
    realText:
      '钱包、市集、链与密钥都在本机上运行。终端里显示的，就是程序在该方自己的文件夹中说的话。只有人物是虚构的。',
    acts: [
      ['一份承诺', '您以假名开户，凭一份承诺借走黄铜天平，再也没有归还。'],
      ['一次开启', '市集公开提出请求。钱包告诉了您。三位受托人同意，一位拒绝，一位不在。'],
      ['人人可以核验', '法官谁也不信，只核验证据。而下一项请求被拒绝。'],
    ],
    picture: '面纱下的姓名',
  },
} as const

/** Where the demo begins, or goes on. */
export function openingPage(options: {
  readonly language: Language
  readonly token: string
  readonly view: View | undefined
}): Markup {
  const { language, token, view } = options
  const text = words[language]
  const scene = view?.story.scene
  const body = html`<div class="first">
    <div class="hero">
      <div>
        <h1>${text.title}</h1>
        <p class="lead">${text.lead}</p>
        <div class="choices">
          ${
            scene
              ? html`<a class="button" href="/scene/${scene}">${text.goOn}</a>
                  <p class="note">${sceneAt(scene) + 1}. ${sceneWords[scene][language].title}</p>`
              : beginForm(language, token, text.begin)
          }
        </div>
      </div>
      ${veiledName(text.picture)}
    </div>
    <ol class="acts">
      ${text.acts.map(([title, what]) => html`<li><h2>${title}</h2><p>${what}</p></li>`)}
    </ol>
    <section class="real">
      <h2>${text.real}</h2>
      <p>${text.realText}</p>
    </section>
    ${scene ? html`<div class="anew">${beginForm(language, token)}</div>` : ''}
  </div>`
  return layout({ language, title: text.title, body })
}
