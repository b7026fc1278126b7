/** What is seen, one after the other, in three acts. */
export const scenes = [
  { id: 'card', act: 1, party: 'citizen' },
  { id: 'account', act: 1, party: 'citizen' },
  { id: 'promise', act: 1, party: 'citizen' },
  { id: 'request', act: 2, party: 'market' },
  { id: 'notice', act: 2, party: 'citizen' },
  { id: 'trustees', act: 2, party: 'trustees' },
  { id: 'parts', act: 2, party: 'trustees' },
  { id: 'opening', act: 2, party: 'market' },
  { id: 'told', act: 2, party: 'citizen' },
  { id: 'evidence', act: 3, party: 'court' },
  { id: 'audit', act: 3, party: 'everybody' },
  { id: 'innocent', act: 3, party: 'trustees' },
  { id: 'end', act: 3, party: 'everybody' },
] as const

export type SceneId = (typeof scenes)[number]['id']

export const sceneAt = (id: string) => scenes.findIndex((scene) => scene.id === id)
