import type { OpeningsView, OpeningView } from './opening-view.ts'

/** The wallet's watch on requests to find out who gave one of its presentations. */
export interface Openings {
  /** What is known, without asking anybody. */
  list(): Promise<OpeningsView>
  /** Reads every request and every registration of a service on the chain, whoever they are about, and keeps what concerns this wallet:
   *  the node does not learn what it looked for. Only what is final counts. A wallet that has shown nothing to watch asks nothing.
   *  Throws what the chain throws; what is known then stays. */
  check(): Promise<void>
  /** Notes that the holder has seen a request as this view of it says; what came since stays news. Throws HolderError
   *  'opening-not-found'. */
  acknowledge(view: OpeningView): Promise<void>
}
