import type { Holder } from './guide-world.ts'
import type { SceneId } from './scenes.ts'

/** Which of the two requests an action is about: for the promise that was broken, or for the visit that was only a visit. */
export type Affair = 'fraud' | 'visit'

export interface Action {
  readonly scene: SceneId
  /** At whose desk; 'court' and 'anybody' have no key. */
  readonly at: Holder | 'court' | 'anybody'
  readonly affair?: Affair
  /** The command line after `velum-authority`; `REQUEST` and `ISSUER` stand for what is known when it runs. */
  readonly args: readonly string[]
  /** Files that arrive before, by whoever sends them. */
  readonly post?: readonly { readonly from: Holder | 'court'; readonly file: string }[]
  /** What the story wants to happen: that the program ends so. */
  readonly ends: number
  /** Only once the request's delay is over. */
  readonly afterDelay?: true
  /** What must have been run before. */
  readonly after?: readonly ActionId[]
}

export type ActionId =
  | 'request-fraud'
  | 'inspect-1'
  | 'approve-1'
  | 'early-1'
  | 'approve-2'
  | 'refuse-3'
  | 'approve-5'
  | 'hand-over-1'
  | 'hand-over-2'
  | 'collect'
  | 'combine'
  | 'close'
  | 'snapshot'
  | 'verify'
  | 'audit'
  | 'request-visit'
  | 'inspect-1-visit'
  | 'refuse-1-visit'
  | 'refuse-2-visit'
  | 'refuse-5-visit'

/** Written by a trustee's program where nothing else is said, but with a name that the story can foresee. */
const part = (trustee: number) => `part-${trustee}.json`

const aCase = [{ from: 'market', file: 'case.json' }] as const
const aVisit = [{ from: 'market', file: 'visit.json' }] as const

/** Everything that is run, in the order of the story. Nothing else can be. */
export const actions: Readonly<Record<ActionId, Action>> = {
  'request-fraud': {
    ...{ scene: 'request', at: 'market', affair: 'fraud', ends: 0 },
    args: ['request', '--case', 'case.json', '--answer-to', 'objections@tideway.example'],
  },
  'inspect-1': {
    ...{ scene: 'trustees', at: 'trustee-1', affair: 'fraud', ends: 0, afterDelay: true, post: aCase },
    args: ['inspect', 'REQUEST', '--case', 'case.json'],
  },
  'approve-1': {
    ...{ scene: 'trustees', at: 'trustee-1', affair: 'fraud', ends: 0, afterDelay: true, post: aCase },
    ...{ args: ['approve', 'REQUEST', '--case', 'case.json', '--yes'], after: ['inspect-1'] },
  },
  'early-1': {
    ...{ scene: 'trustees', at: 'trustee-1', affair: 'fraud', ends: 4, after: ['approve-1'] },
    args: ['hand-over', '--request', 'REQUEST', '--out', part(1)],
  },
  'approve-2': {
    ...{ scene: 'trustees', at: 'trustee-2', affair: 'fraud', ends: 0, afterDelay: true, post: aCase },
    ...{ args: ['approve', 'REQUEST', '--case', 'case.json', '--yes'], after: ['early-1'] },
  },
  'refuse-3': {
    ...{ scene: 'trustees', at: 'trustee-3', affair: 'fraud', ends: 0, afterDelay: true },
    args: ['refuse', 'REQUEST', '--reason', 'A civil court should decide about scales first.', '--yes'],
    after: ['approve-2'],
  },
  'approve-5': {
    ...{ scene: 'trustees', at: 'trustee-5', affair: 'fraud', ends: 0, afterDelay: true, post: aCase },
    args: ['approve', 'REQUEST', '--case', 'case.json', '--out', part(5), '--yes'],
    after: ['refuse-3'],
  },
  'hand-over-1': {
    ...{ scene: 'parts', at: 'trustee-1', affair: 'fraud', ends: 0, after: ['approve-5'] },
    args: ['hand-over', '--request', 'REQUEST', '--out', part(1)],
  },
  'hand-over-2': {
    ...{ scene: 'parts', at: 'trustee-2', affair: 'fraud', ends: 0, after: ['approve-5'] },
    args: ['hand-over', '--request', 'REQUEST', '--out', part(2)],
  },
  collect: {
    ...{ scene: 'opening', at: 'market', affair: 'fraud', ends: 0, after: ['hand-over-1', 'hand-over-2'] },
    args: ['collect', 'REQUEST', part(1), part(2), part(5)],
    post: [
      { from: 'trustee-1', file: part(1) },
      { from: 'trustee-2', file: part(2) },
      { from: 'trustee-5', file: part(5) },
    ],
  },
  combine: {
    ...{ scene: 'opening', at: 'market', affair: 'fraud', ends: 0, after: ['collect'] },
    args: ['combine', 'REQUEST', '--records', 'ISSUER', '--out', 'evidence.json', '--show'],
  },
  close: {
    ...{ scene: 'opening', at: 'market', affair: 'fraud', ends: 0, after: ['combine'] },
    args: ['close', 'REQUEST'],
  },
  snapshot: {
    ...{ scene: 'evidence', at: 'court', ends: 0, after: ['close'] },
    args: ['snapshot', '--evidence', 'evidence.json', '--out', 'snapshot.json'],
    post: [{ from: 'market', file: 'evidence.json' }],
  },
  verify: {
    ...{ scene: 'evidence', at: 'court', ends: 0, after: ['snapshot'] },
    args: ['verify-evidence', 'evidence.json', '--snapshot', 'snapshot.json', '--lang', 'LANGUAGE'],
  },
  audit: {
    ...{ scene: 'audit', at: 'anybody', ends: 0 },
    args: ['audit'],
  },
  'request-visit': {
    ...{ scene: 'innocent', at: 'market', affair: 'visit', ends: 0 },
    args: ['request', '--case', 'visit.json', '--answer-to', 'objections@tideway.example'],
  },
  'inspect-1-visit': {
    ...{ scene: 'innocent', at: 'trustee-1', affair: 'visit', ends: 0, afterDelay: true, post: aVisit },
    ...{ args: ['inspect', 'REQUEST', '--case', 'visit.json'], after: ['request-visit'] },
  },
  'refuse-1-visit': refusal(1, 'inspect-1-visit', 'Only presence is proved, and being there is no offence.'),
  'refuse-2-visit': refusal(2, 'refuse-1-visit', 'No transaction is named: nothing shows what was done.'),
  'refuse-5-visit': refusal(5, 'refuse-2-visit', 'Curiosity is no legal basis.'),
}

function refusal(trustee: 1 | 2 | 5, after: ActionId, reason: string): Action {
  return {
    ...{ scene: 'innocent', at: `trustee-${trustee}`, affair: 'visit', ends: 0, after: [after] },
    args: ['refuse', 'REQUEST', '--reason', reason, '--yes'],
  }
}

export const isActionId = (text: string): text is ActionId => Object.hasOwn(actions, text)

/** Of one scene, in the order of the story. */
export const actionsOf = (scene: SceneId): readonly ActionId[] =>
  (Object.keys(actions) as ActionId[]).filter((id) => actions[id].scene === scene)
