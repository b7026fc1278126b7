export type { GuideWorld, Holder, MarketAccount, OfferedCard } from './guide-world.ts'
export { type Guide, type GuideOptions, startGuide } from './start-guide.ts'
