import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { type SceneId, scenes } from '../scenes.ts'
import type { View } from '../stage.ts'
import { sceneWords } from '../words/scene-words.ts'
import { frameWords } from '../words/words.ts'
import type { Markup } from './markup.ts'

/** The way through the scenes, in three acts: what was seen can be seen again. */
export function sceneWay(language: Language, { reached }: View, current: SceneId): Markup {
  const text = frameWords[language]
  return html`<nav class="way" aria-label="${text.steps}">
    ${text.acts.map(
      (act, position) => html`<div>
        <p>${act}</p>
        <ol>
          ${scenes.map((scene, index) =>
            scene.act === position + 1 ? stop(language, scene.id, index, { reached, current }) : '',
          )}
        </ol>
      </div>`,
    )}
  </nav>`
}

function stop(
  language: Language,
  id: SceneId,
  index: number,
  { reached, current }: { reached: number; current: SceneId },
): Markup {
  const { title } = sceneWords[id][language]
  const label = `${index + 1}. ${title}`
  if (id === current)
    return html`<li><a href="/scene/${id}" aria-current="step" aria-label="${label}" title="${title}"></a></li>`
  return index < reached
    ? html`<li><a href="/scene/${id}" aria-label="${label}" title="${title}"></a></li>`
    : html`<li class="ahead"></li>`
}
